#pragma once

#include <string>
#include <string_view>

#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unicode/utypes.h>

#include "language/language.h"

// What the files of this module share of ICU. No other module includes it.
namespace language {

/// The locale names calendar and digits explicitly, because "ar" alone implies Arabic-Indic digits.
[[nodiscard]] icu::Locale gregorian_locale(Language language);
[[nodiscard]] icu::Locale hijri_locale(Language language);

[[nodiscard]] icu::UnicodeString utf16(std::string_view text);
[[nodiscard]] std::string utf8(const icu::UnicodeString& text);

/// Removes the first character of a text that is not empty and returns it; U+FFFD for a malformed
/// one.
[[nodiscard]] UChar32 next_character(std::string_view& text);

/// Throws base::Error, naming the operation, where ICU reports a failure.
void check_icu(UErrorCode code, std::string_view operation);

}  // namespace language
