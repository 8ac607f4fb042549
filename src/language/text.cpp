#include "language/text.h"

#include <algorithm>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include "base/bidi.h"
#include "base/utf8.h"
#include "language/icu.h"

namespace language {
namespace {

constexpr std::string_view kLeftToRightMark = "\xE2\x80\x8E";
constexpr std::string_view kRightToLeftMark = "\xE2\x80\x8F";

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

void append(std::string& text, UChar32 c) { icu::UnicodeString{c}.toUTF8String(text); }

UChar32 to_latin_digit(UChar32 c) {
  if (c >= 0x0660 && c <= 0x0669) return '0' + (c - 0x0660);  // Arabic-Indic
  if (c >= 0x06F0 && c <= 0x06F9) return '0' + (c - 0x06F0);  // Persian
  if (c == 0x066B) return '.';
  if (c == 0x066C) return ',';
  return c;
}

std::string between(std::string_view mark, std::string_view text) {
  std::string result{mark};
  result += text;
  result += mark;
  return result;
}

/// Keeps the embeddings of prose.
std::string without_stray_controls(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = base::embedding_length(text);
    if (length > 0) {
      result += text.substr(0, length);
      text.remove_prefix(length);
      continue;
    }
    const UChar32 c = next_character(text);
    if (!base::is_bidi_control(static_cast<char32_t>(c))) append(result, c);
  }
  return result;
}

/// Whether the last letter is read from right to left.
bool ends_right_to_left(std::string_view text) {
  bool ends = false;
  while (!text.empty()) {
    const UCharDirection direction = u_charDirection(next_character(text));
    if (direction == U_LEFT_TO_RIGHT) ends = false;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) ends = true;
  }
  return ends;
}

/// The size in bytes of the first UTF-16 units of the text, in whole characters.
std::size_t utf8_length_of_units(std::string_view text, std::size_t units) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t cost = lead >= 0xF0 ? 2 : 1;
    if (cost > units) break;
    units -= cost;
    i += lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  }
  return i;
}

}  // namespace

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(code);
  check_icu(code, "NFC");
  std::string normal;
  icu::StringByteSink<std::string> sink{&normal, static_cast<std::int32_t>(text.size())};
  normalizer->normalizeUTF8(0, piece(text), sink, nullptr, code);
  check_icu(code, "NFC of a text");
  return normal;
}

std::string to_latin_digits(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  std::string result;
  while (!text.empty()) append(result, to_latin_digit(next_character(text)));
  return result;
}

bool has_arabic_indic_digits(std::string_view text) {
  // U+0660 to U+0669: D9 A0 to D9 A9.
  for (std::size_t at = text.find('\xD9'); at != std::string_view::npos;
       at = text.find('\xD9', at + 1)) {
    if (at + 1 == text.size()) return false;
    const auto behind = static_cast<unsigned char>(text[at + 1]);
    if (behind >= 0xA0 && behind <= 0xA9) return true;
  }
  return false;
}

std::string to_arabic_indic_digits(std::string_view text) {
  const auto is_latin = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_code = [&](std::string_view word) {
    if (std::ranges::any_of(word, is_latin)) return true;
    for (std::size_t i = 1; i + 1 < word.size(); ++i) {
      if (word[i] == '-' && is_digit(word[i - 1]) && is_digit(word[i + 1])) return true;
    }
    return false;
  };
  std::string result;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, std::min(text.find(' ') + 1, text.size()));
    const std::string_view whole = word.empty() ? text : word;
    text.remove_prefix(whole.size());
    if (is_code(whole)) {
      result += whole;
      continue;
    }
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const char c = whole[i];
      const bool is_inside =
          i > 0 && i + 1 < whole.size() && is_digit(whole[i - 1]) && is_digit(whole[i + 1]);
      if (is_digit(c)) {
        append(result, 0x0660 + (c - '0'));
      } else if (is_inside && (c == '.' || c == ',')) {
        append(result, c == '.' ? 0x066B : 0x066C);
      } else {
        result += c;
      }
    }
  }
  return result;
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t whole = bytes;
  while (whole > 0 && (static_cast<unsigned char>(text[whole]) & 0xC0U) == 0x80U) --whole;

  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> letters{
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), code)};
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &code);
  const std::unique_ptr<UText, decltype(&utext_close)> owner{&utext, utext_close};
  if (U_SUCCESS(code)) letters->setText(&utext, code);
  check_icu(code, "the letters of a text");
  const auto limit = static_cast<std::int32_t>(whole);
  const std::int32_t boundary = letters->isBoundary(limit) ? limit : letters->preceding(limit);
  return text.substr(0, boundary > 0 ? static_cast<std::size_t>(boundary) : whole);
}

std::string_view truncate_utf16(std::string_view text, std::size_t units) {
  if (text.size() <= units || base::utf16_length(text) <= units) return text;
  return truncate_utf8(text, utf8_length_of_units(text, units));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool has_right_to_left(std::string_view text) {
  while (!text.empty()) {
    const UCharDirection direction = u_charDirection(next_character(text));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

TextDirection text_direction(std::string_view text) {
  if (text.empty()) return TextDirection::kNone;
  // Most texts begin with an ASCII letter or an Arabic one (U+0620 to U+063F: D8 A0 to D8 BF).
  const auto lead = static_cast<unsigned char>(text.front());
  const auto letter = static_cast<unsigned char>(lead | 0x20U);
  if (letter >= 'a' && letter <= 'z') return TextDirection::kLeftToRight;
  if (lead == 0xD8 && text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0xA0) {
    return TextDirection::kRightToLeft;
  }
  while (!text.empty()) {
    switch (u_charDirection(next_character(text))) {
      case U_LEFT_TO_RIGHT:
        return TextDirection::kLeftToRight;
      case U_RIGHT_TO_LEFT:
      case U_RIGHT_TO_LEFT_ARABIC:
        return TextDirection::kRightToLeft;
      default:  // ICU's other classes are weak, neutral or explicit
        break;
    }
  }
  return TextDirection::kNone;
}

bool is_invisible(std::string_view text) {
  while (!text.empty()) {
    const UChar32 c = next_character(text);
    const bool is_unseen = u_isUWhiteSpace(c) || u_charType(c) == U_CONTROL_CHAR ||
                           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
    if (!is_unseen) return false;
  }
  return true;
}

bool is_in_script_of(Language language, std::string_view text) {
  const UScriptCode wanted = language == Language::kArabic ? USCRIPT_ARABIC : USCRIPT_LATIN;
  bool has_strange = false;
  while (!text.empty()) {
    const UChar32 c = next_character(text);
    if (u_isalpha(c) == 0) continue;
    if (uscript_hasScript(c, wanted) != 0) return true;
    has_strange |= u_isupper(c) == 0;
  }
  return !has_strange;
}

std::string without_bidi_controls(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  std::string result;
  while (!text.empty()) {
    const UChar32 c = next_character(text);
    if (!base::is_bidi_control(static_cast<char32_t>(c))) append(result, c);
  }
  return result;
}

std::string with_left_to_right_marks(std::string_view text) {
  return between(kLeftToRightMark, text);
}

std::string in_prose(Language language, std::string_view text) {
  std::string its = without_stray_controls(text);
  if (its.empty() || its.starts_with(kLeftToRightMark)) return its;
  const bool begins_right_to_left = text_direction(its) == TextDirection::kRightToLeft;
  const bool is_prose_right_to_left = is_right_to_left(language);
  if (begins_right_to_left == is_prose_right_to_left) {
    if (ends_right_to_left(its) != is_prose_right_to_left) {
      its += is_prose_right_to_left ? kRightToLeftMark : kLeftToRightMark;
    }
    return its;
  }
  if (begins_right_to_left) return between(kLeftToRightMark, "\u202B" + its + "\u202C");
  if (!has_right_to_left(its)) return with_left_to_right_marks(its);
  return between(kRightToLeftMark, "\u202A" + its + "\u202C");
}

}  // namespace language
