#include "model/definition/title_inference.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "language/search_fold.h"
#include "model/definition/arabic_letters.h"
#include "model/definition/arabic_title.h"
#include "model/definition/title_words.h"

namespace model {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_case_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Folded for search and without the article.
std::string without_article(std::string_view arabic) {
  std::string text = language::fold_for_search(arabic);
  if (text.starts_with(kArticle)) text.erase(0, kArticle.size());
  return text;
}

const TitleWords::Table& english_by_arabic() {
  static const TitleWords::Table kWords = title_words().english_by_arabic(without_article);
  return kWords;
}

/// "date of the invoice" in Arabic -> "invoice", "date". Empty if a word is unknown.
std::vector<std::string> translate_to_english(const std::string& arabic) {
  const auto& known = english_by_arabic();
  if (const auto whole = known.find(without_article(arabic)); whole != known.end()) {
    return split_words(whole->second);
  }
  std::vector<std::string> english;
  for (const std::string& word : split_words(arabic)) {
    const auto found = known.find(without_article(word));
    if (found == known.end()) return {};
    const std::vector<std::string> more = split_words(found->second);
    english.insert(english.begin(), more.begin(), more.end());
  }
  return english;
}

/// "vat number" -> "VAT number"
std::string english_title(std::vector<std::string> words) {
  constexpr std::array<std::string_view, 27> kAcronyms{
      "vat", "iban", "sku", "qr",  "bmi", "po",  "grn",  "gosi", "url",
      "ip",  "sms",  "pos", "gps", "icd", "vin", "isbn", "upc",  "bic",
      "api", "pdf",  "kyc", "usd", "sar", "egp", "eur",  "crm",  "erp"};
  for (std::string& word : words) {
    if (std::ranges::find(kAcronyms, word) != kAcronyms.end()) word = base::to_upper(word);
  }
  std::string title = join_words(words);
  if (!title.empty()) title.front() = base::to_upper(title.front());
  return title;
}

language::Localized infer(std::string_view name, TitleOf what) {
  const std::vector<std::string> words = split_words(name);
  const std::string english = english_title(words);
  if (base::is_ascii(name)) return {english, arabic_title(words, what).value_or(english)};
  const std::string arabic = join_words(words);  // the name is Arabic already
  const std::vector<std::string> known = translate_to_english(arabic);
  return {known.empty() ? english : english_title(known), arabic};
}

}  // namespace

std::vector<std::string> split_words(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool is_gap = c == '_' || c == ' ' || c == '-' || c == '.';
    const bool begins =
        is_capital(c) && i > 0 &&
        (is_lower_case_or_digit(name[i - 1]) ||
         (is_capital(name[i - 1]) && i + 1 < name.size() && is_lower_case_or_digit(name[i + 1])));
    if ((is_gap || begins) && !words.back().empty()) words.emplace_back();
    if (!is_gap) words.back() += base::to_lower(c);
  }
  if (words.back().empty() && words.size() > 1) words.pop_back();
  return words;
}

std::vector<std::string> english_words(std::string_view name) {
  std::vector<std::string> words = split_words(name);
  if (base::is_ascii(name)) return words;
  std::vector<std::string> english = translate_to_english(join_words(words));
  return english.empty() ? words : english;
}

std::vector<std::string> full_words(std::string_view name) {
  return title_words().expand(english_words(name));
}

language::Localized infer_title(std::string_view name) { return infer(name, TitleOf::kColumn); }

language::Localized infer_table_title(std::string_view name) {
  return infer(name, TitleOf::kTable);
}

std::optional<std::string> translate_value(std::string_view value) {
  return base::is_ascii(value) ? arabic_value(split_words(value)) : std::nullopt;
}

bool is_year_name(std::string_view name) {
  constexpr std::array<std::string_view, 8> kYears{"year", "yr",    "yyyy",  "fy",
                                                   "sana", "sanah", "sanat", "aam"};
  constexpr std::array<std::string_view, 18> kMeasures{
      "per",     "to",    "amount", "total", "subtotal", "sales", "revenue", "income", "budget",
      "balance", "count", "qty",    "days",  "hours",    "weeks", "months",  "target", "quantity"};
  const auto is_in = [](const std::string& word, const auto& words) {
    return std::ranges::find(words, word) != words.end();
  };
  const auto words = split_words(name);
  if (base::is_ascii(name)) {
    return std::ranges::any_of(words, [&](const auto& word) { return is_in(word, kYears); }) &&
           std::ranges::none_of(words, [&](const auto& word) { return is_in(word, kMeasures); });
  }
  // In Arabic the word for year comes first and its qualifier follows.
  const std::string first = without_article(words.front());
  return first == without_article("\u0633\u0646\u0629") ||
         first == without_article("\u0639\u0627\u0645");
}

}  // namespace model
