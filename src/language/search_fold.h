#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace language {

// Search folding: a search ignores case, tashkeel, tatweel and invisible marks, treats the forms of
// alef, of waw and of ya as one letter each, alef maqsura as ya and ta marbuta as ha, all digits as
// western ones and all kinds of spaces as one. Each character is folded by itself, so that any
// database can do the same. Thread-safe.

/// The folded text. Well-formed UTF-8 in NFC stays so.
[[nodiscard]] std::string fold_for_search(std::string_view text);

/// What a database replaces in a text so that a search for `folded` finds the same as in the text's
/// fold_for_search().
struct SearchVariants {
  std::vector<std::string> marks;  // to remove; the same for every text
  /// Characters and their replacements.
  std::vector<std::pair<std::string, std::string>> letters;
};
[[nodiscard]] SearchVariants search_variants(std::string_view folded);
/// A regular expression that matches one of these marks: "[\u0610-\u061A...]", in ranges of code
/// points.
[[nodiscard]] std::string mark_ranges();

}  // namespace language
