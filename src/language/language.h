#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// The languages that people read. kTest is the marked English of the tests: it proves that a text
/// went through the messages, and no code or header of a caller chooses it.
enum class Language { kArabic, kEnglish, kTest };

/// "ar" or "en", to the letter; nothing else is a language of this product.
[[nodiscard]] std::optional<Language> language_of(std::string_view code);
/// The code of RFC 5646; kTest's is "en-XA", as CLDR calls it.
[[nodiscard]] std::string_view code(Language language);
[[nodiscard]] bool is_right_to_left(Language language);

/// The best of ours for an Accept-Language header (RFC 9110, section 12.5.4): highest q wins,
/// "ar-SA" counts as "ar", "*" as English, equal ones in the order written; English where nothing
/// fits.
[[nodiscard]] Language accepted_language(std::string_view accept_language);

/// A text in both languages, as data models declare it.
struct Localized {
  std::string en;
  std::string ar;

  /// The other language's text where this one has none.
  [[nodiscard]] const std::string& in(Language language) const;
  bool operator==(const Localized&) const = default;
};

}  // namespace language
