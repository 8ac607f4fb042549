#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "workbook/style.h"

namespace workbook {

/// A short piece of XML that is always copied as kCapacity bytes, whatever its length: the
/// destination must have that much room. A value.
class ShortXml {
 public:
  static constexpr std::size_t kCapacity = 48;

  ShortXml() = default;
  explicit ShortXml(std::string_view text);  // kCapacity bytes at most

  [[nodiscard]] char* put(char* at) const {
    std::memcpy(at, bytes_, kCapacity);
    return at + size_;
  }

 private:
  char bytes_[kCapacity] = {};
  std::uint8_t size_ = 0;
};

[[nodiscard]] inline char* put(char* at, std::string_view text) {
  std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

/// The XML between a cell's name and its value, for one style.
struct CellXml {
  explicit CellXml(StyleId style);

  ShortXml number;         // ...><v>
  ShortXml shared_string;  // ... t="s"><v>
  ShortXml inline_string;  // ... t="inlineStr"><is><t
  ShortXml formula;        // ...><f>
  ShortXml blank;          // .../>
};

}  // namespace workbook
