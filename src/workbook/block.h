#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace workbook {

/// A piece of one part of the file, before it is compressed.
struct Block {
  static constexpr std::size_t kRoom = 512 * 1024;

  [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  void clear() {
    size = 0;
    marks.clear();
  }

  std::unique_ptr<char[]> bytes{new char[kRoom]};
  std::size_t size = 0;
  /// Where the pieces of rows begin, `pieces` for each row; none where there are no rows.
  std::vector<std::uint32_t> marks;
  std::size_t pieces = 0;
};

}  // namespace workbook
