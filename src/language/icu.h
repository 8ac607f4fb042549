#pragma once

#include <string>
#include <string_view>

#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unicode/utypes.h>

#include "language/language.h"

// What the files of this module share of ICU. No other module includes it.
namespace language {

/// Explicit in calendar and digits, since a bare "ar" brings the Arabic-Indic ones.
[[nodiscard]] icu::Locale gregorian_locale(Language language);
[[nodiscard]] icu::Locale hijri_locale(Language language);

[[nodiscard]] icu::UnicodeString utf16(std::string_view text);
[[nodiscard]] std::string utf8(const icu::UnicodeString& text);

/// Takes the first character of a text that is not empty away from it; U+FFFD for a malformed one.
[[nodiscard]] UChar32 next_character(std::string_view& text);

/// Throws base::Error, naming the operation, where ICU reports a failure.
void check_icu(UErrorCode code, std::string_view operation);

}  // namespace language
