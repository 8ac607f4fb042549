#include "model/node.h"

#include <algorithm>

#include "language/text.h"

namespace model {
namespace {

constexpr std::size_t kShownUnits = 60;

}  // namespace

std::string shown(std::string_view text) {
  const std::string_view kept = language::cut_to_units(text, kShownUnits);
  return std::string{kept} + (kept.size() < text.size() ? "..." : "");
}

std::string joined(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

Node::Node(const json::Value& value, std::string path, Diagnostics& diagnostics, Root root)
    : value_(&value), path_(std::move(path)), diagnostics_(&diagnostics), root_(root) {}

void Node::fault(base::Message reason) const {
  diagnostics_->errors.push_back({path_, std::move(reason)});
}

void Node::warn(base::Message reason) const {
  diagnostics_->warnings.push_back({path_, std::move(reason)});
}

Node Node::member(std::string_view name, const json::Value& value) const {
  const std::string_view link = path_.empty() ? "" : root_ == Root::kFile ? ": " : ".";
  return {value, path_ + std::string{link} + shown(name), *diagnostics_};
}

Node Node::element(std::size_t index, const json::Value& value) const {
  const std::string_view link = root_ == Root::kFile ? ": " : "";
  return {value, path_ + std::string{link} + "[" + std::to_string(index) + "]", *diagnostics_};
}

std::optional<std::string> Node::text() const {
  if (const std::string* text = value_->string()) return *text;
  fault(base::Message{"model.not_text"});
  return std::nullopt;
}

std::optional<bool> Node::boolean() const {
  if (const bool* boolean = value_->boolean()) return *boolean;
  fault(base::Message{"model.not_boolean"});
  return std::nullopt;
}

std::optional<std::int64_t> Node::integer(std::int64_t least, std::int64_t most) const {
  const auto integer = value_->integer();
  if (integer && *integer >= least && *integer <= most) return integer;
  fault(base::Message{"model.not_integer_between", {{"least", least}, {"most", most}}});
  return std::nullopt;
}

std::vector<Node> Node::elements() const {
  std::vector<Node> nodes;
  if (value_->elements() == nullptr) {
    fault(base::Message{"model.not_list"});
    return nodes;
  }
  for (const json::Value& value : *value_->elements())
    nodes.push_back(element(nodes.size(), value));
  return nodes;
}

language::Localized Node::localized() const {
  if (const std::string* both = value_->string()) {
    if (both->empty()) fault(base::Message{"model.empty_text"});
    return {*both, *both};
  }
  if (value_->members() == nullptr) {
    fault(base::Message{"model.not_localized"});
    return {};
  }
  Members members{*this};
  language::Localized texts;
  if (const auto english = members.find("en")) texts.en = english->text().value_or("");
  if (const auto arabic = members.find("ar")) texts.ar = arabic->text().value_or("");
  members.refuse_unknown();
  if (texts.en.empty() && texts.ar.empty()) {
    fault(base::Message{"model.not_localized"});
  } else if (texts.en.empty() || texts.ar.empty()) {
    warn(base::Message{"model.one_language_missing",
                       {{"language", texts.en.empty() ? "en" : "ar"}}});
  }
  return texts;
}

language::Localized Node::title() const {
  language::Localized texts = localized();
  for (const auto& [language, text] : {std::pair{language::Language::kEnglish, &texts.en},
                                       std::pair{language::Language::kArabic, &texts.ar}}) {
    if (!text->empty() && language::is_blank(*text)) {
      fault(base::Message{"model.invisible_text",
                          {{"language", std::string{language::code(language)}}}});
    }
    if (language::is_blank(*text) || language::is_written_for(language, *text)) continue;
    warn(base::Message{
        "model.not_in_its_language",
        {{"language", std::string{language::code(language)}}, {"text", shown(*text)}}});
  }
  return texts;
}

void Node::fault_of_word(const std::vector<std::string_view>& words) const {
  fault(base::Message{"model.not_one_of", {{"allowed", joined(words)}}});
}

Members::Members(const Node& node) : node_(node) {
  if (node.value().members() == nullptr) node.fault(base::Message{"model.not_object"});
}

std::optional<Node> Members::find(std::string_view name) {
  asked_.push_back(name);
  const json::Value* value = node_.value().find(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return node_.member(name, *value);
}

std::optional<Node> Members::require(std::string_view name) {
  auto found = find(name);
  if (!found && node_.value().members() != nullptr) {
    node_.member(name, node_.value()).fault(base::Message{"model.missing"});
  }
  return found;
}

language::Localized Members::title(std::string_view name, const std::string& key) {
  if (const auto node = find(name)) return node->title();
  node_.member(name, node_.value()).warn(base::Message{"model.no_title", {{"key", key}}});
  return {key, key};
}

std::vector<Node> Members::unknown() const {
  std::vector<Node> nodes;
  if (node_.value().members() == nullptr) return nodes;
  for (const json::Member& member : *node_.value().members()) {
    if (std::ranges::find(asked_, member.name) != asked_.end()) continue;
    nodes.push_back(node_.member(member.name, member.value));
  }
  return nodes;
}

void Members::refuse_unknown() const {
  for (const Node& node : unknown()) {
    node.fault(base::Message{"model.unknown_member", {{"allowed", joined(asked_)}}});
  }
}

void Members::warn_of_unknown() const {
  for (const Node& node : unknown()) node.warn(base::Message{"model.ignored_member"});
}

}  // namespace model
