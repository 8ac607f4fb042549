#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace workbook {

/// Where a piece of a row begins. If the piece is a cell, its name ends with the row number and its
/// value follows a tag, and both offsets say where.
struct CellBoundary {
  std::uint32_t begin = 0;
  std::uint16_t number_offset = 0;  // of the row number, from `begin`
  std::uint16_t value_offset = 0;   // of the value, from `begin`; 0 if the piece is not such a cell
};

/// A block of one part of the file, before compression. Owned by the part that fills it or by the
/// pipeline that compresses it. Not thread-safe.
struct Block {
  static constexpr std::size_t kCapacity = 512 * 1024;
  static constexpr std::size_t kReadPadding = 8;  // readable bytes after the end, of any value

  [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  void clear() {
    size = 0;
    boundaries.clear();
  }

  std::unique_ptr<char[]> bytes{new char[kCapacity + kReadPadding]()};
  std::size_t size = 0;
  /// Where the pieces of rows begin, `pieces_per_row` for each row; empty if the part has no rows.
  std::vector<CellBoundary> boundaries;
  std::size_t pieces_per_row = 0;
};

/// Prefetches two cache lines that will be written soon. A block comes back from the thread that
/// compressed it, whose core still holds its lines: without the prefetch each write waits for one
/// of them.
inline void prefetch_for_write(const char* at) {
#if defined(__x86_64__)
  // __builtin_prefetch() emits a prefetch for reading unless the target is newer than x86-64's
  // baseline; every x86-64 processor accepts this instruction.
  __asm__ volatile("prefetchw (%0)\n\tprefetchw 64(%0)" : : "r"(at));
#else
  __builtin_prefetch(at, 1);
  __builtin_prefetch(at + 64, 1);
#endif
}

}  // namespace workbook
