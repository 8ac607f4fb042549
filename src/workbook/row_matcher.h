#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "workbook/deflate_block.h"

namespace workbook {

/// Finds what a row of cells repeats, by comparing each cell with the one above it: rows of a sheet
/// are the same XML but for their values, so that there is nothing to search for. One thread.
class RowMatcher {
 public:
  /// `marks` are places in `bytes`, in ascending order: where the pieces of rows begin, each row
  /// having `pieces` of them. The first piece may be any of a row. Valid until the next call.
  [[nodiscard]] std::span<const Sequence> sequences(std::string_view bytes,
                                                    std::span<const std::uint32_t> marks,
                                                    std::size_t pieces);
  /// How many bytes the last sequences do not copy.
  [[nodiscard]] std::size_t literals() const { return literals_; }

 private:
  struct Piece {
    const char* begin;
    const char* end;
  };
  void match(Piece piece, Piece above);
  /// A cell of the same style as its left neighbour repeats that one's row number too. Gives how
  /// much of the piece is done by this.
  std::size_t match_name(Piece piece, Piece above, std::size_t head);
  void literal(std::size_t bytes);
  void copy(std::size_t distance, std::size_t bytes);
  void close_copy();

  std::vector<Sequence> sequences_;
  std::size_t literals_ = 0;
  std::size_t open_literals_ = 0;  // of the next sequence
  std::size_t open_distance_ = 0;
  std::size_t open_length_ = 0;
  const char* left_number_ = nullptr;  // the row's number in the name of the cell before
};

}  // namespace workbook
