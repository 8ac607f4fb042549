#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace workbook {

/// Where a piece of a row begins, and what is known of it: nothing, or that it is a cell, whose
/// name ends with the row's number and whose value is behind a tag.
struct CellBoundary {
  std::uint32_t begin = 0;
  std::uint16_t number_offset = 0;  // of the row, counted from `begin`
  std::uint16_t value_offset = 0;   // counted so too; 0 where the piece is no such cell
};

/// A piece of one part of the file, before it is compressed.
struct Block {
  static constexpr std::size_t kCapacity = 512 * 1024;
  static constexpr std::size_t kReadPadding = 8;  // bytes that may be read there, whatever they are

  [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  void clear() {
    size = 0;
    boundaries.clear();
  }

  std::unique_ptr<char[]> bytes{new char[kCapacity + kReadPadding]()};
  std::size_t size = 0;
  /// Where the pieces of rows begin, `pieces_per_row` for each row; none where there are no rows.
  std::vector<CellBoundary> boundaries;
  std::size_t pieces_per_row = 0;
};

/// Soon these two cache lines will be written. A block comes back from the thread that packed it,
/// on whose core its lines still are: writing waits for each of them unless it was asked for.
inline void prefetch_for_write(const char* at) {
#if defined(__x86_64__)
  // __builtin_prefetch() asks for reading there, as long as processors of 2003 are catered for; all
  // of them take the instruction.
  __asm__ volatile("prefetchw (%0)\n\tprefetchw 64(%0)" : : "r"(at));
#else
  __builtin_prefetch(at, 1);
  __builtin_prefetch(at + 64, 1);
#endif
}

}  // namespace workbook
