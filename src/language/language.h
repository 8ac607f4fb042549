#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// The languages of the product. kPseudo is English with marks, by which tests prove that a text
/// comes from the message files; no caller can choose it.
enum class Language { kArabic, kEnglish, kPseudo };

/// Accepts exactly "ar" and "en".
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);
/// The language tag (RFC 5646). kPseudo's is "en-XA", as in CLDR.
[[nodiscard]] std::string_view code(Language language);
[[nodiscard]] bool is_right_to_left(Language language);

/// The language for an Accept-Language header (RFC 9110, section 12.5.4): the highest q wins, and
/// the first of equal ones. "ar-SA" counts as "ar" and "*" as English. English where no language
/// matches.
[[nodiscard]] Language negotiate_language(std::string_view accept_language);

/// A text in both languages, as data models declare it. A value.
struct Localized {
  std::string en;
  std::string ar;

  /// The text in the language, or in the other one where it has none.
  [[nodiscard]] const std::string& get(Language language) const;
  bool operator==(const Localized&) const = default;
};

}  // namespace language
