#include "language/fold.h"

#include <algorithm>
#include <array>
#include <set>

#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include "language/icu.h"

namespace language {
namespace {

struct Range {
  UChar32 first;
  UChar32 last;
};

/// Marks that say how a word is spoken or shown, not which it is: tashkeel and hamza above and
/// below, the small alef, tatweel, and joiners and marks of direction.
constexpr std::array<Range, 5> kMarks{
    {{0x064B, 0x065F}, {0x0670, 0x0670}, {0x0640, 0x0640}, {0x061C, 0x061C}, {0x200C, 0x200F}}};

/// Letters that stand for another. With marks gone, a hamza on its carrier must go as well, since
/// it may be written as a mark.
constexpr std::array<std::pair<UChar32, UChar32>, 11> kLetters{{{0x0622, 0x0627},
                                                                {0x0623, 0x0627},
                                                                {0x0625, 0x0627},
                                                                {0x0671, 0x0627},
                                                                {0x0624, 0x0648},
                                                                {0x0626, 0x064A},
                                                                {0x0649, 0x064A},
                                                                {0x06CC, 0x064A},
                                                                {0x0629, 0x0647},
                                                                {0x06A9, 0x0643},
                                                                {0x06C1, 0x0647}}};

constexpr UChar32 kArabicZero = 0x0660;
constexpr UChar32 kPersianZero = 0x06F0;

bool is_mark(UChar32 c) {
  return std::ranges::any_of(
      kMarks, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

UChar32 folded(UChar32 c) {
  if (c >= kArabicZero && c <= kArabicZero + 9) return '0' + (c - kArabicZero);
  if (c >= kPersianZero && c <= kPersianZero + 9) return '0' + (c - kPersianZero);
  const auto letter = std::ranges::find(kLetters, c, &std::pair<UChar32, UChar32>::first);
  return letter != kLetters.end() ? letter->second : u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

void append(std::string& text, UChar32 c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else {
    icu::UnicodeString{c}.toUTF8String(text);
  }
}

std::string text_of(UChar32 c) {
  std::string text;
  append(text, c);
  return text;
}

/// What folds to the character, itself left out.
std::vector<UChar32> spellings_of(UChar32 c) {
  std::vector<UChar32> found;
  icu::UnicodeSet cases{c, c};
  cases.closeOver(USET_CASE_INSENSITIVE);
  for (std::int32_t i = 0; i < cases.size(); ++i) {
    const UChar32 other = cases.charAt(i);
    if (other >= 0 && other != c && folded(other) == c) found.push_back(other);
  }
  for (const auto& [letter, meant] : kLetters) {
    if (meant == c) found.push_back(letter);
  }
  if (c >= '0' && c <= '9') {
    found.push_back(kArabicZero + (c - '0'));
    found.push_back(kPersianZero + (c - '0'));
  }
  return found;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80) {
      result += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
      text.remove_prefix(1);
      continue;
    }
    const UChar32 c = take_character(text);
    if (!is_mark(c)) append(result, folded(c));
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> spellings(std::string_view folded) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Range& range : kMarks) {
    for (UChar32 c = range.first; c <= range.last; ++c) pairs.emplace_back(text_of(c), "");
  }
  std::set<UChar32> seen;
  while (!folded.empty()) {
    const UChar32 c = take_character(folded);
    if (!seen.insert(c).second) continue;
    for (const UChar32 other : spellings_of(c)) pairs.emplace_back(text_of(other), text_of(c));
  }
  return pairs;
}

}  // namespace language
