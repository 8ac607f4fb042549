#include "language/search_fold.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include "base/ascii.h"
#include "language/icu.h"

namespace language {
namespace {

struct Range {
  UChar32 first;
  UChar32 last;
};

/// Marks that a search ignores, in order: tashkeel, hamza above and below and Quranic marks (all
/// nonspacing Arabic marks up to Unicode 16), tatweel, and invisible ones: soft hyphens, joiners,
/// directional marks, variation selectors.
constexpr std::array kMarks = {
    Range{0x00AD, 0x00AD}, Range{0x0610, 0x061A}, Range{0x061C, 0x061C}, Range{0x0640, 0x0640},
    Range{0x064B, 0x065F}, Range{0x0670, 0x0670}, Range{0x06D6, 0x06DC}, Range{0x06DF, 0x06E4},
    Range{0x06E7, 0x06E8}, Range{0x06EA, 0x06ED}, Range{0x0897, 0x089F}, Range{0x08CA, 0x08E1},
    Range{0x08E3, 0x08FF}, Range{0x180E, 0x180E}, Range{0x200B, 0x200F}, Range{0x202A, 0x202E},
    Range{0x2060, 0x2069}, Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF}, Range{0x10EFC, 0x10EFF}};

/// Unicode's white space except the space, which replaces it.
constexpr std::array kSpaces = {
    Range{0x0009, 0x000D}, Range{0x0085, 0x0085}, Range{0x00A0, 0x00A0},
    Range{0x1680, 0x1680}, Range{0x2000, 0x200A}, Range{0x2028, 0x2029},
    Range{0x202F, 0x202F}, Range{0x205F, 0x205F}, Range{0x3000, 0x3000}};

/// Letters and their replacements. A hamza on a carrier is removed, as the combining hamza is.
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

bool is_in(std::span<const Range> ranges, UChar32 c) {
  const auto range = std::ranges::lower_bound(ranges, c, {}, &Range::last);
  return range != ranges.end() && c >= range->first;
}

bool is_mark(UChar32 c) { return is_in(kMarks, c); }

UChar32 folded(UChar32 c) {
  if (is_in(kSpaces, c)) return ' ';
  if (c >= kArabicZero && c <= kArabicZero + 9) return '0' + (c - kArabicZero);
  if (c >= kPersianZero && c <= kPersianZero + 9) return '0' + (c - kPersianZero);
  const auto letter = std::ranges::find(kLetters, c, &std::pair<UChar32, UChar32>::first);
  return letter != kLetters.end() ? letter->second : u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

void append_utf8(std::string& text, UChar32 c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else {
    icu::UnicodeString{c}.toUTF8String(text);
  }
}

std::string to_utf8(UChar32 c) {
  std::string text;
  append_utf8(text, c);
  return text;
}

/// The other characters that fold to the character.
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
  if (c == ' ') {
    for (const Range& range : kSpaces) {
      for (UChar32 blank = range.first; blank <= range.last; ++blank) found.push_back(blank);
    }
  }
  if (c >= '0' && c <= '9') {
    found.push_back(kArabicZero + (c - '0'));
    found.push_back(kPersianZero + (c - '0'));
  }
  return found;
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80) {
      const bool is_blank = byte >= '\t' && byte <= '\r';
      result += is_blank ? ' ' : base::to_lower(text.front());
      text.remove_prefix(1);
      continue;
    }
    const UChar32 c = next_character(text);
    if (!is_mark(c)) append_utf8(result, folded(c));
  }
  return result;
}

std::string mark_ranges() {
  std::string expression = "[";
  for (const Range& range : kMarks) {
    append_utf8(expression, range.first);
    if (range.first == range.last) continue;
    expression += '-';
    append_utf8(expression, range.last);
  }
  return expression + ']';
}

SearchVariants search_variants(std::string_view folded) {
  SearchVariants spellings;
  for (const Range& range : kMarks) {
    for (UChar32 c = range.first; c <= range.last; ++c) spellings.marks.push_back(to_utf8(c));
  }
  std::set<UChar32> seen;
  while (!folded.empty()) {
    const UChar32 c = next_character(folded);
    if (!seen.insert(c).second) continue;
    for (const UChar32 other : spellings_of(c)) {
      spellings.letters.emplace_back(to_utf8(other), to_utf8(c));
    }
  }
  return spellings;
}

}  // namespace language
