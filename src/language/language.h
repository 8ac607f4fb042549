#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// The languages that people read. kPseudo is the marked English of the tests: it proves that a
/// text went through the messages, and no code or header of a caller chooses it.
enum class Language { kArabic, kEnglish, kPseudo };

/// "ar" or "en", to the letter; nothing else is a language of this product.
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);
/// The code of RFC 5646; kPseudo's is "en-XA", as CLDR calls it.
[[nodiscard]] std::string_view code(Language language);
[[nodiscard]] bool is_right_to_left(Language language);

/// The best of ours for an Accept-Language header (RFC 9110, section 12.5.4): highest q wins,
/// "ar-SA" counts as "ar", "*" as English, equal ones in the order written; English where nothing
/// fits.
[[nodiscard]] Language negotiate_language(std::string_view accept_language);

/// A text in both languages, as data models declare it.
struct Localized {
  std::string en;
  std::string ar;

  /// The other language's text where this one has none.
  [[nodiscard]] const std::string& get(Language language) const;
  bool operator==(const Localized&) const = default;
};

}  // namespace language
