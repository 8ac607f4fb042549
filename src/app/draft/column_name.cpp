#include "app/draft/column_name.h"

#include <algorithm>
#include <array>

#include "app/draft/column_sample.h"
#include "base/ascii.h"
#include "model/definition/title_inference.h"

namespace app {

using model::Type;

bool has_word(std::string_view name, std::initializer_list<std::string_view> wanted) {
  const auto is_wanted = [&](const std::string& word) {
    return std::ranges::find(wanted, word) != wanted.end();
  };
  return std::ranges::any_of(model::english_words(name), is_wanted) ||
         std::ranges::any_of(model::full_words(name), is_wanted);
}

std::string unique_key(std::string_view name, std::set<std::string>& taken) {
  std::string key;
  for (const std::string& word : model::english_words(name)) {
    bool begins = !key.empty();
    for (const char c : word) {
      const bool is_letter = c >= 'a' && c <= 'z';
      if (!is_letter && (c < '0' || c > '9' || key.empty())) continue;
      key += begins && is_letter ? static_cast<char>(c - 'a' + 'A') : c;
      begins = false;
    }
  }
  constexpr std::size_t kMaxKeyLength = 56;
  key.resize(std::min(key.size(), kMaxKeyLength));
  if (key.empty() || key == "instanceIds") key = "column";
  std::string unique = key;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = key + std::to_string(i);
  return unique;
}

std::optional<std::size_t> find_translation(const std::vector<source::ResultColumn>& columns,
                                            const std::vector<Type>& types, std::size_t column,
                                            const LanguagePair& pair) {
  std::vector<std::string> words = model::split_words(columns[column].name);
  if (words.size() < 2 || words.back() != pair.language || !model::is_textual(types[column])) {
    return std::nullopt;
  }
  words.back() = pair.other;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (types[i] == types[column] && model::split_words(columns[i].name) == words) return i;
  }
  return std::nullopt;
}

std::string without_language(std::string_view name) {
  std::string text;
  const std::vector<std::string> words = model::split_words(name);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) text += (i == 0 ? "" : "_") + words[i];
  return text;
}

bool is_sum(std::string_view name, Type type) {
  const bool is_measure = type == Type::kDecimal || type == Type::kMoney || type == Type::kInteger;
  const bool is_amount =
      type == Type::kMoney &&
      has_word(name, {"net",     "gross",      "salary",     "wage",        "fee",
                      "fees",    "revenue",    "expense",    "profit",      "payment",
                      "value",   "allowance",  "allowances", "deduction",   "deductions",
                      "premium", "commission", "bonus",      "installment", "loan",
                      "charge",  "charges",    "overtime",   "pay",         "budget"});
  return is_measure && !is_boolean_name(name) &&
         (is_amount ||
          has_word(name, {"amount", "amt", "total", "subtotal", "quantity", "qty", "tax", "vat",
                          "discount", "cost", "paid", "debit", "credit"})) &&
         !has_word(name, {"rate",     "percent", "percentage", "pct",    "ratio",   "id",
                          "no",       "number",  "num",        "code",   "type",    "unit",
                          "year",     "limit",   "max",        "min",    "average", "avg",
                          "standard", "list",    "center",     "centre", "running", "cumulative"});
}

bool is_code_name(std::string_view name) {
  constexpr std::array<std::string_view, 12> kCodes{"id",   "number", "code",    "key",
                                                    "zip",  "phone",  "mobile",  "fax",
                                                    "iban", "sku",    "barcode", "reference"};
  const std::vector<std::string> words = model::full_words(name);
  return std::ranges::find(kCodes, words.back()) != kCodes.end();
}

std::string singular(std::string word) {
  if (word.ends_with("ies")) return word.replace(word.size() - 3, 3, "y");
  for (const std::string_view ending : {"sses", "xes", "ches", "shes"}) {
    if (word.ends_with(ending)) return word.substr(0, word.size() - 2);
  }
  if (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")) word.pop_back();
  return word;
}

std::string complete_name(std::string_view name, std::string_view table) {
  constexpr std::size_t kMinLength = 3;
  std::vector<std::string> full;
  for (const std::string& word : model::split_words(table)) full.push_back(singular(word));
  std::string text;
  for (const std::string& word : model::split_words(name)) {
    const auto found = std::ranges::find_if(full, [&](const std::string& its) {
      return word.size() >= kMinLength && its.size() > word.size() && its.starts_with(word) &&
             std::ranges::all_of(its, base::is_letter);
    });
    text += (text.empty() ? "" : "_") + (found == full.end() ? word : *found);
  }
  return text;
}

int date_rank(std::string_view name, std::string_view table) {
  const std::vector<std::string> words = model::full_words(name);
  if (has_word(name, {"birth", "dob", "birthday", "death", "expiry", "expires", "expiration",
                      "expired", "deleted"}))
    return 0;
  if (has_word(name, {"updated", "modified", "changed", "synced", "login", "seen", "printed"}))
    return 1;
  if (has_word(name, {"created", "inserted", "entered", "imported"})) return 3;
  if (has_word(name,
               {"due", "end", "ends", "to", "until", "closed", "cancelled", "canceled", "next",
                "required", "expected", "approved", "paid", "received", "delivered", "shipped"}))
    return 4;
  if (words == std::vector<std::string>{"date"}) return 9;
  const bool is_own = std::ranges::any_of(words, [&](const std::string& word) {
    return word != "date" && model::split_words(table).back().starts_with(word);
  });
  if (is_own) return 8;
  if (has_word(name, {"document", "doc", "posting", "posted", "transaction", "trans", "entry",
                      "value", "issue", "issued", "placed", "order", "invoice", "visit",
                      "appointment", "payment", "start", "date"}))
    return 7;
  return 5;
}

bool is_of_people(const std::vector<source::ResultColumn>& columns) {
  return std::ranges::any_of(columns, [](const source::ResultColumn& column) {
    return has_word(column.name, {"hire", "salary", "birth", "surname"}) ||
           model::split_words(column.name) == std::vector<std::string>{"first", "name"};
  });
}

}  // namespace app
