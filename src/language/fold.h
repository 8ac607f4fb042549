#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace language {

// How a person's search forgives spelling: without the case of letters, tashkeel and tatweel, with
// the forms of alef, waw and ya as one each, ya for alef maqsura, ha for ta marbuta, and western
// digits. Each character is folded alone, so that any database can do the same. Any thread.

/// The text as a search compares it. Well-formed UTF-8 in NFC stays that.
[[nodiscard]] std::string fold(std::string_view text);

/// What must be replaced in a text so that looking for `folded` in it finds what looking in its
/// fold() would: pairs of a character and what stands for it, which is nothing for marks.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> spellings(std::string_view folded);

}  // namespace language
