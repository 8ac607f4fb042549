#include "language/message_catalog.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include "asset/asset.h"
#include "base/error.h"
#include "json/parse.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

/// The arguments by which a text selects its form. They are keywords and get no marks.
std::set<std::string> selectors(const icu::MessagePattern& pattern) {
  std::set<std::string> names;
  for (std::int32_t i = 0; i + 1 < pattern.countParts(); ++i) {
    if (pattern.getPart(i).getArgType() != UMSGPAT_ARG_TYPE_SELECT) continue;
    if (pattern.getPart(i).getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
    names.insert(utf8(pattern.getSubstring(pattern.getPart(i + 1))));
  }
  return names;
}

std::set<std::string> argument_names(icu::MessageFormat& format) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> names{format.getFormatNames(code)};
  check_icu(code, "names of placeholders");
  std::set<std::string> result;
  while (const icu::UnicodeString* name = names->snext(code)) result.insert(utf8(*name));
  check_icu(code, "names of placeholders");
  return result;
}

}  // namespace

/// One parsed text of one language. ICU's MessageFormat caches formatters while it formats, so each
/// call formats with a copy, and the parsed text never changes.
class MessageCatalog::Text {
 public:
  Text(const std::string& pattern, Language language) : language_(language) {
    UErrorCode code = U_ZERO_ERROR;
    selectors_ = selectors(icu::MessagePattern{utf16(pattern), nullptr, code});
    check_icu(code, "message " + pattern);
    format_ =
        std::make_unique<icu::MessageFormat>(utf16(pattern), gregorian_locale(language), code);
    check_icu(code, "message " + pattern);
    names_ = argument_names(*format_);
  }

  /// Absent where the arguments do not fit, such as text where a number is needed.
  [[nodiscard]] std::optional<std::string> format_with(const base::Message& message) const {
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, argument] : message.arguments) {
      names.push_back(utf16(name));
      values.push_back(formattable(name, argument));
    }
    const std::unique_ptr<icu::MessageFormat> format{format_->clone()};
    UErrorCode code = U_ZERO_ERROR;
    icu::UnicodeString text;
    format->format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), text,
                   code);
    if (U_FAILURE(code)) return std::nullopt;
    return utf8(text);
  }

  /// A placeholder that the message has no argument for; "" where all are given.
  [[nodiscard]] std::string missing_argument(const base::Message& message) const {
    for (const std::string& name : names_) {
      const bool is_given = std::ranges::any_of(
          message.arguments, [&name](const auto& argument) { return argument.first == name; });
      if (!is_given) return name;
    }
    return {};
  }

 private:
  [[nodiscard]] icu::Formattable formattable(const std::string& name,
                                             const base::Message::Argument& argument) const {
    if (const auto* number = std::get_if<std::int64_t>(&argument)) {
      return icu::Formattable{*number};
    }
    const std::string& text = std::get<std::string>(argument);
    return icu::Formattable{utf16(selectors_.contains(name) ? text : in_prose(language_, text))};
  }

  Language language_;
  std::unique_ptr<icu::MessageFormat> format_;
  std::set<std::string> names_;
  std::set<std::string> selectors_;
};

MessageCatalog::MessageCatalog(OnMissing missing)
    : MessageCatalog(asset::bytes("assets/messages/ar.json"),
                     asset::bytes("assets/messages/en.json"), missing) {}

MessageCatalog::MessageCatalog(std::string_view arabic_json, std::string_view english_json,
                               OnMissing missing)
    : on_missing_(missing),
      arabic_(read(arabic_json, Language::kArabic)),
      english_(read(english_json, Language::kEnglish)) {}

MessageCatalog::~MessageCatalog() = default;

MessageCatalog::Texts MessageCatalog::read(std::string_view json, Language language) {
  const json::Value file = json::parse(json);
  if (file.members() == nullptr) throw base::Error("messages: not a JSON object");
  Texts texts;
  for (const json::Member& member : *file.members()) {
    const std::string* pattern = member.value.string();
    if (pattern == nullptr) throw base::Error("messages: " + member.name + " is not a string");
    texts.emplace(member.name, std::make_unique<const Text>(*pattern, language));
  }
  return texts;
}

std::string MessageCatalog::text(Language language, const base::Message& message) const {
  switch (language) {
    case Language::kArabic:
      return text(arabic_, message);
    case Language::kEnglish:
      return text(english_, message);
    case Language::kPseudo:
      break;
  }
  return "[[" + text(english_, message) + "]]";
}

std::string MessageCatalog::text(const Texts& texts, const base::Message& message) const {
  const auto found = texts.find(message.key);
  if (found == texts.end()) return on_failure(message, "does not exist");
  const std::string name = found->second->missing_argument(message);
  if (!name.empty()) return on_failure(message, "lacks its {" + name + "}");
  const std::optional<std::string> words = found->second->format_with(message);
  return words ? *words : on_failure(message, "has an argument of the wrong type");
}

std::string MessageCatalog::on_failure(const base::Message& message, const std::string& why) const {
  if (on_missing_ == OnMissing::kThrow) throw base::Error("message " + message.key + ": it " + why);
  return message.key;
}

}  // namespace language
