#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "workbook/style.h"

namespace workbook {

/// A short piece of XML that is copied as a whole, whatever its length: the place it goes to has
/// kSpan bytes of room.
class Snippet {
 public:
  static constexpr std::size_t kSpan = 48;

  Snippet() = default;
  explicit Snippet(std::string_view text);  // kSpan bytes at most

  [[nodiscard]] char* put(char* at) const {
    std::memcpy(at, bytes_, kSpan);
    return at + size_;
  }

 private:
  char bytes_[kSpan] = {};
  std::uint8_t size_ = 0;
};

[[nodiscard]] inline char* put(char* at, std::string_view text) {
  std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

/// What stands between a cell's name and its value, for one style.
struct CellTags {
  explicit CellTags(StyleId style);

  Snippet number;   // ...><v>
  Snippet shared;   // ... t="s"><v>
  Snippet in_line;  // ... t="inlineStr"><is><t
  Snippet formula;  // ...><f>
  Snippet blank;    // .../>
};

}  // namespace workbook
