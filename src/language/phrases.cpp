#include "language/phrases.h"

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

/// The arguments by which a text selects its words; they are keywords and stay as they are.
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
  check(code, "names of placeholders");
  std::set<std::string> result;
  while (const icu::UnicodeString* name = names->snext(code)) result.insert(utf8(*name));
  check(code, "names of placeholders");
  return result;
}

}  // namespace

/// One text of one language, parsed. ICU's MessageFormat keeps formatters inside itself while it
/// formats, so each call formats a copy, and the parsed one never changes.
class Phrases::Text {
 public:
  Text(const std::string& pattern, Language language) : language_(language) {
    UErrorCode code = U_ZERO_ERROR;
    selectors_ = selectors(icu::MessagePattern{utf16(pattern), nullptr, code});
    check(code, "phrase " + pattern);
    format_ =
        std::make_unique<icu::MessageFormat>(utf16(pattern), gregorian_locale(language), code);
    check(code, "phrase " + pattern);
    names_ = argument_names(*format_);
  }

  /// Absent where the arguments do not fit, a word where a number belongs.
  [[nodiscard]] std::optional<std::string> with(const base::Phrase& phrase) const {
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, argument] : phrase.arguments) {
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

  /// The placeholder that the phrase leaves empty; "" where there is none.
  [[nodiscard]] std::string missing_argument(const base::Phrase& phrase) const {
    for (const std::string& name : names_) {
      const bool is_given = std::ranges::any_of(
          phrase.arguments, [&name](const auto& argument) { return argument.first == name; });
      if (!is_given) return name;
    }
    return {};
  }

 private:
  [[nodiscard]] icu::Formattable formattable(const std::string& name,
                                             const base::Phrase::Argument& argument) const {
    if (const auto* number = std::get_if<std::int64_t>(&argument)) {
      return icu::Formattable{*number};
    }
    std::string text = without_bidi_controls(std::get<std::string>(argument));
    const bool is_prose = is_right_to_left(language_) && !selectors_.contains(name);
    if (is_prose && !text.empty() && !has_right_to_left(text)) text = left_to_right(text);
    return icu::Formattable{utf16(text)};
  }

  Language language_;
  std::unique_ptr<icu::MessageFormat> format_;
  std::set<std::string> names_;
  std::set<std::string> selectors_;
};

Phrases::Phrases(Missing missing)
    : Phrases(asset::bytes("assets/phrases/ar.json"), asset::bytes("assets/phrases/en.json"),
              missing) {}

Phrases::Phrases(std::string_view arabic_json, std::string_view english_json, Missing missing)
    : missing_(missing),
      arabic_(read(arabic_json, Language::kArabic)),
      english_(read(english_json, Language::kEnglish)) {}

Phrases::~Phrases() = default;

Phrases::Texts Phrases::read(std::string_view json, Language language) {
  const json::Value file = json::parse(json);
  if (file.members() == nullptr) throw base::Error("phrases: not a JSON object");
  Texts texts;
  for (const json::Member& member : *file.members()) {
    const std::string* pattern = member.value.string();
    if (pattern == nullptr) throw base::Error("phrases: " + member.name + " is not a string");
    texts.emplace(member.name, std::make_unique<const Text>(*pattern, language));
  }
  return texts;
}

std::string Phrases::text(Language language, const base::Phrase& phrase) const {
  if (language == Language::kTest) return "[[" + text(Language::kEnglish, phrase) + "]]";
  const Texts& texts = language == Language::kArabic ? arabic_ : english_;
  const auto found = texts.find(phrase.key);
  if (found == texts.end()) return refused(phrase, "does not exist");
  const std::string name = found->second->missing_argument(phrase);
  if (!name.empty()) return refused(phrase, "lacks its {" + name + "}");
  const std::optional<std::string> words = found->second->with(phrase);
  return words ? *words : refused(phrase, "has an argument of the wrong type");
}

std::string Phrases::refused(const base::Phrase& phrase, const std::string& why) const {
  if (missing_ == Missing::kThrown) throw base::Error("phrase " + phrase.key + ": it " + why);
  return phrase.key;
}

}  // namespace language
