#include "app/draft/reference_label.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "app/draft/column_name.h"
#include "app/draft/column_sample.h"
#include "base/ascii.h"
#include "model/definition/title_inference.h"
#include "model/reader/key.h"

namespace app {
namespace {

using Columns = std::vector<source::ResultColumn>;

/// Texts other than the key; SQLite may not know the type.
Columns text_columns(const Columns& columns, const std::string& key) {
  Columns texts;
  for (const source::ResultColumn& column : columns) {
    const bool is_text = !column.model_type || model::is_textual(*column.model_type);
    const bool is_label = is_text && column.name != key && !is_binary_type(column) &&
                          model::is_result_column(column.name);
    if (is_label) texts.push_back(column);
  }
  return texts;
}

std::optional<ReferenceLabel> label_of_each_language(const Columns& texts) {
  for (const source::ResultColumn& english : texts) {
    const std::vector<model::Type> types(texts.size(), model::Type::kString);
    const auto at = static_cast<std::size_t>(&english - texts.data());
    const auto arabic = find_translation(texts, types, at, kEnglish);
    if (!arabic || !has_word(english.name, {"name", "title", "description", "label"})) continue;
    return ReferenceLabel{ReferenceLabel::Kind::kOfEachLanguage,
                          {english.name, texts[*arabic].name},
                          model::split_words(without_language(english.name)).back()};
  }
  return std::nullopt;
}

const source::ResultColumn* find_words(const Columns& texts, std::string_view words) {
  const auto found = std::ranges::find_if(texts, [&](const source::ResultColumn& column) {
    std::string joined;
    for (const std::string& word : model::full_words(column.name))
      joined += (joined.empty() ? "" : " ") + word;
    return joined == words;
  });
  return found == texts.end() ? nullptr : &*found;
}

std::optional<ReferenceLabel> label_of_person(const Columns& texts) {
  const auto* first = find_words(texts, "first name");
  const auto* last = find_words(texts, "last name");
  if (last == nullptr) last = find_words(texts, "family name");
  if (first == nullptr || last == nullptr) return std::nullopt;
  return ReferenceLabel{ReferenceLabel::Kind::kOfPerson, {first->name, last->name}, "name"};
}

std::optional<ReferenceLabel> label_by_words(const Columns& texts,
                                             std::initializer_list<std::string_view> names) {
  for (const std::string_view words : names) {
    const auto* column = find_words(texts, words);
    if (column == nullptr) continue;
    const std::string_view word = words.substr(words.rfind(' ') + 1);
    return ReferenceLabel{ReferenceLabel::Kind::kOne, {column->name}, std::string{word}};
  }
  return std::nullopt;
}

/// Whether the words before the last one name the table: "order code" that of "sales_orders".
bool is_of_table(const std::string& name, std::string_view table) {
  std::vector<std::string> words = model::full_words(name);
  words.pop_back();
  const std::vector<std::string> its = model::full_words(table);
  return std::ranges::all_of(words, [&](const std::string& word) {
    return std::ranges::any_of(its, [&](const std::string& one) { return one.starts_with(word); });
  });
}

std::optional<ReferenceLabel> label_by_ending(const Columns& texts, std::string_view table) {
  constexpr std::array<std::string_view, 6> kEndings{"name",   "title", "description",
                                                     "number", "code",  "plate"};
  for (const std::string_view ending : kEndings) {
    const auto found = std::ranges::find_if(texts, [&](const source::ResultColumn& column) {
      const bool is_other =
          has_word(column.name,
                   {"file", "user", "contact", "middle", "father", "mother", "parent", "manager",
                    "phone", "mobile", "tax", "vat", "currency", "country", "postal", "zip"});
      const bool may_be_other = ending == "description" || ending == "code";
      return model::full_words(column.name).back() == ending && !is_other &&
             (!may_be_other || is_of_table(column.name, table));
    });
    if (found != texts.end())
      return ReferenceLabel{ReferenceLabel::Kind::kOne, {found->name}, std::string{ending}};
  }
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "_") + word;
  return text;
}

bool is_ending_of_key(const std::string& word) {
  constexpr std::array<std::string_view, 9> kKeys{"id",  "no", "code",   "key", "uid",
                                                  "ref", "fk", "number", "num"};
  return std::ranges::find(kKeys, word) != kKeys.end();
}

}  // namespace

std::optional<ReferenceLabel> find_reference_label(const Columns& columns, const std::string& key,
                                                   std::string_view table) {
  const Columns texts = text_columns(columns, key);
  if (auto label = label_of_each_language(texts)) return label;
  if (auto label = label_by_words(texts, {"name", "full name", "display name"})) return label;
  if (auto label = label_of_person(texts)) return label;
  if (auto label = label_by_words(texts, {"title", "label"})) return label;
  if (auto label = label_by_ending(texts, table)) return label;
  auto label = label_by_words(texts, {"username", "user name", "login name", "login"});
  if (label) label->word = "name";
  return label;
}

std::string reference_subject(std::string_view column, std::string_view table) {
  std::vector<std::string> words = model::split_words(complete_name(column, table));
  if (!base::is_ascii(column)) {  // "id" comes first
    if (words.size() > 1 && is_ending_of_key(model::english_words(words.front()).back()))
      words.erase(words.begin());
    return joined(words);
  }
  if (words.size() > 1 && is_ending_of_key(words.back())) words.pop_back();
  if (words.size() > 1 && words.front() == "fk") words.erase(words.begin());
  if (words.size() == 1 && is_ending_of_key(words.front())) {
    words = model::split_words(table);
    words.back() = singular(words.back());
  }
  return joined(words);
}

std::string label_name(const std::string& subject, const std::string& word) {
  if (base::is_ascii(subject)) {
    // "job_title" needs no "job_title_title".
    return model::split_words(subject).back() == word ? subject : subject + "_" + word;
  }
  constexpr std::string_view kName = "\u0627\u0633\u0645_";
  constexpr std::string_view kNumber = "\u0631\u0642\u0645_";
  constexpr std::string_view kCode = "\u0631\u0645\u0632_";
  std::string_view first = kName;
  if (word == "number") first = kNumber;
  if (word == "code") first = kCode;
  return std::string{first} + subject;
}

}  // namespace app
