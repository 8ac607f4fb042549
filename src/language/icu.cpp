#include "language/icu.h"

#include <unicode/utf8.h>

#include "base/error.h"

namespace language {
namespace {

icu::Locale locale(const char* tag) {
  UErrorCode code = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, code);
  check_icu(code, tag);
  return locale;
}

}  // namespace

icu::Locale gregorian_locale(Language language) {
  return language == Language::kArabic ? locale("ar-SA-u-ca-gregory-nu-latn")
                                       : locale("en-u-ca-gregory-nu-latn");
}

icu::Locale hijri_locale(Language language) {
  return language == Language::kArabic ? locale("ar-SA-u-ca-islamic-umalqura-nu-latn")
                                       : locale("en-u-ca-islamic-umalqura-nu-latn");
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text) {
  std::string bytes;
  return text.toUTF8String(bytes);
}

UChar32 next_character(std::string_view& text) {
  const auto octet = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (octet(0) < 0x80) {
    const UChar32 c = octet(0);
    text.remove_prefix(1);
    return c;
  }
  if (octet(0) >= 0xC2 && octet(0) < 0xE0 && text.size() > 1 && (octet(1) & 0xC0) == 0x80) {
    const UChar32 c = (octet(0) & 0x1F) << 6 | (octet(1) & 0x3F);
    text.remove_prefix(2);
    return c;
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  std::int32_t i = 0;
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(bytes, i, length, c);
  text.remove_prefix(static_cast<std::size_t>(i));
  return c;
}

void check_icu(UErrorCode code, std::string_view operation) {
  if (U_SUCCESS(code)) return;
  throw base::Error("ICU, " + std::string{operation} + ": " + u_errorName(code));
}

}  // namespace language
