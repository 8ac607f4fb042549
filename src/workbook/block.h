#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace workbook {

/// Where a piece of a row begins, and what is known of it: nothing, or that it is a cell, whose
/// name ends with the row's number and whose value is behind a tag.
struct Mark {
  std::uint32_t begin = 0;
  std::uint16_t number = 0;  // of the row, counted from `begin`
  std::uint16_t value = 0;   // counted so too; 0 where the piece is no such cell
};

/// A piece of one part of the file, before it is compressed.
struct Block {
  static constexpr std::size_t kRoom = 512 * 1024;
  static constexpr std::size_t kBehind = 8;  // bytes that may be read there, whatever they are

  [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  void clear() {
    size = 0;
    marks.clear();
  }

  std::unique_ptr<char[]> bytes{new char[kRoom + kBehind]()};
  std::size_t size = 0;
  /// Where the pieces of rows begin, `pieces` for each row; none where there are no rows.
  std::vector<Mark> marks;
  std::size_t pieces = 0;
};

}  // namespace workbook
