#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace language {

// How a person's search forgives spelling: without the case of letters, tashkeel, tatweel and marks
// that are not seen, with the forms of alef, waw and ya as one each, ya for alef maqsura, ha for ta
// marbuta, western digits, and a blank of every kind as one. Each character is folded alone, so
// that any database can do the same. Any thread.

/// The text as a search compares it. Well-formed UTF-8 in NFC stays that.
[[nodiscard]] std::string fold_for_search(std::string_view text);

/// What a database does to a text so that looking for `folded` in it finds what looking in its
/// fold_for_search() would.
struct SearchVariants {
  std::vector<std::string> marks;  // it takes out; the same for every text
  /// A character, and what it writes in its place.
  std::vector<std::pair<std::string, std::string>> letters;
};
[[nodiscard]] SearchVariants search_variants(std::string_view folded);
/// The same marks as a regular expression of one: "[\u0610-\u061A...]", each range of code points.
[[nodiscard]] std::string mark_ranges();

}  // namespace language
