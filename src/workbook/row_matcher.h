#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "workbook/block.h"
#include "workbook/block_coder.h"

namespace workbook {

/// Finds what a row of cells repeats, by comparing each cell with the one above it: rows of a sheet
/// are the same XML but for their values, so that there is nothing to search for. One thread.
class RowMatcher {
 public:
  /// Of the whole block. Valid until the next call.
  [[nodiscard]] std::span<const Sequence> sequences(const Block& block);
  /// How many bytes the last sequences do not copy.
  [[nodiscard]] std::size_t literals() const { return literals_; }

 private:
  struct Piece {
    const char* begin;
    const char* end;
    std::size_t number;
    std::size_t value;

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end - begin); }
  };
  void match(const Piece& piece, const Piece& above, const Piece& left);
  // Give how much of the piece is done by this, of `most` that may be.
  std::size_t match_left(const Piece& piece, const Piece& left, std::size_t distance);
  std::size_t match_begin(const Piece& piece, const Piece& above, std::size_t most);
  void literal(std::size_t bytes);
  void copy(std::size_t distance, std::size_t bytes);
  void close_copy();

  std::vector<Sequence> sequences_;  // as many as a block can have
  Sequence* next_ = nullptr;
  std::size_t literals_ = 0;
  std::size_t open_literals_ = 0;  // of the next sequence
  std::size_t open_distance_ = 0;
  std::size_t open_length_ = 0;
};

}  // namespace workbook
