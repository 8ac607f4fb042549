#include "model/reader/json_reader.h"

#include <algorithm>

#include "language/text.h"

namespace model {
namespace {

constexpr std::size_t kMaxAbbreviatedUnits = 60;

}  // namespace

std::string abbreviated(std::string_view text) {
  const std::string_view kept = language::truncate_utf16(text, kMaxAbbreviatedUnits);
  return std::string{kept} + (kept.size() < text.size() ? "..." : "");
}

std::string comma_separated(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

JsonReader::JsonReader(const json::Value& value, std::string path, Diagnostics& diagnostics,
                       Root root)
    : value_(&value), path_(std::move(path)), diagnostics_(&diagnostics), root_(root) {}

void JsonReader::add_error(base::Message reason) const {
  diagnostics_->errors.push_back({path_, std::move(reason)});
}

void JsonReader::add_warning(base::Message reason) const {
  diagnostics_->warnings.push_back({path_, std::move(reason)});
}

JsonReader JsonReader::member(std::string_view name, const json::Value& value) const {
  const std::string_view link = path_.empty() ? "" : root_ == Root::kFile ? ": " : ".";
  return {value, path_ + std::string{link} + abbreviated(name), *diagnostics_};
}

JsonReader JsonReader::element(std::size_t index, const json::Value& value) const {
  const std::string_view link = root_ == Root::kFile ? ": " : "";
  return {value, path_ + std::string{link} + "[" + std::to_string(index) + "]", *diagnostics_};
}

std::optional<std::string> JsonReader::text() const {
  if (const std::string* text = value_->string()) return *text;
  add_error(base::Message{"model.not_text"});
  return std::nullopt;
}

std::optional<bool> JsonReader::boolean() const {
  if (const bool* boolean = value_->boolean()) return *boolean;
  add_error(base::Message{"model.not_boolean"});
  return std::nullopt;
}

std::optional<std::int64_t> JsonReader::integer(std::int64_t min, std::int64_t max) const {
  const auto integer = value_->integer();
  if (integer && *integer >= min && *integer <= max) return integer;
  add_error(base::Message{"model.not_integer_between", {{"least", min}, {"most", max}}});
  return std::nullopt;
}

std::vector<JsonReader> JsonReader::elements() const {
  std::vector<JsonReader> nodes;
  if (value_->elements() == nullptr) {
    add_error(base::Message{"model.not_list"});
    return nodes;
  }
  for (const json::Value& value : *value_->elements())
    nodes.push_back(element(nodes.size(), value));
  return nodes;
}

language::Localized JsonReader::localized() const {
  if (const std::string* both = value_->string()) {
    if (both->empty()) add_error(base::Message{"model.empty_text"});
    return {*both, *both};
  }
  if (value_->members() == nullptr) {
    add_error(base::Message{"model.not_localized"});
    return {};
  }
  JsonObjectReader members{*this};
  language::Localized texts;
  if (const auto english = members.find("en")) texts.en = english->text().value_or("");
  if (const auto arabic = members.find("ar")) texts.ar = arabic->text().value_or("");
  members.reject_unknown_members();
  if (texts.en.empty() && texts.ar.empty()) {
    add_error(base::Message{"model.not_localized"});
  } else if (texts.en.empty() || texts.ar.empty()) {
    add_warning(base::Message{"model.one_language_missing",
                              {{"language", texts.en.empty() ? "en" : "ar"}}});
  }
  return texts;
}

language::Localized JsonReader::title() const {
  language::Localized texts = localized();
  for (const auto& [language, text] : {std::pair{language::Language::kEnglish, &texts.en},
                                       std::pair{language::Language::kArabic, &texts.ar}}) {
    if (!text->empty() && language::is_invisible(*text)) {
      add_error(base::Message{"model.invisible_text",
                              {{"language", std::string{language::code(language)}}}});
    }
    if (language::is_invisible(*text) || language::is_in_script_of(language, *text)) continue;
    add_warning(base::Message{
        "model.not_in_its_language",
        {{"language", std::string{language::code(language)}}, {"text", abbreviated(*text)}}});
  }
  return texts;
}

std::optional<std::string> JsonReader::parse_word(std::span<const std::string_view> words) const {
  const std::string* text = value_->string();
  if (text != nullptr && std::ranges::find(words, *text) != words.end()) return *text;
  add_not_one_of_error(words);
  return std::nullopt;
}

void JsonReader::add_not_one_of_error(std::span<const std::string_view> words) const {
  add_error(base::Message{"model.not_one_of", {{"allowed", comma_separated(words)}}});
}

JsonObjectReader::JsonObjectReader(const JsonReader& node) : node_(node) {
  if (node.value().members() == nullptr) node.add_error(base::Message{"model.not_object"});
}

std::optional<JsonReader> JsonObjectReader::find(std::string_view name) {
  known_names_.push_back(name);
  const json::Value* value = node_.value().find(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return node_.member(name, *value);
}

std::optional<JsonReader> JsonObjectReader::require(std::string_view name) {
  auto found = find(name);
  if (!found && node_.value().members() != nullptr) {
    node_.member(name, node_.value()).add_error(base::Message{"model.missing"});
  }
  return found;
}

language::Localized JsonObjectReader::title(std::string_view name, const std::string& key) {
  if (const auto node = find(name)) return node->title();
  node_.member(name, node_.value()).add_warning(base::Message{"model.no_title", {{"key", key}}});
  return {key, key};
}

std::vector<JsonReader> JsonObjectReader::unknown_members() const {
  std::vector<JsonReader> nodes;
  if (node_.value().members() == nullptr) return nodes;
  for (const json::Member& member : *node_.value().members()) {
    if (std::ranges::find(known_names_, member.name) != known_names_.end()) continue;
    nodes.push_back(node_.member(member.name, member.value));
  }
  return nodes;
}

void JsonObjectReader::reject_unknown_members() const {
  for (const JsonReader& node : unknown_members()) {
    node.add_error(
        base::Message{"model.unknown_member", {{"allowed", comma_separated(known_names_)}}});
  }
}

void JsonObjectReader::warn_about_unknown_members() const {
  for (const JsonReader& node : unknown_members())
    node.add_warning(base::Message{"model.ignored_member"});
}

}  // namespace model
