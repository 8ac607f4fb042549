#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "workbook/deflate/block.h"
#include "workbook/deflate/deflate_block_encoder.h"

namespace workbook {

/// Finds what a row of cells repeats by comparing each cell with the one above it: the rows of a
/// sheet are the same XML except for their values, so no search is needed. Not thread-safe.
class RowMatchFinder {
 public:
  /// The sequences of the whole block. Valid until the next call.
  [[nodiscard]] std::span<const Sequence> find(const Block& block);
  /// How many bytes the last sequences do not copy.
  [[nodiscard]] std::size_t literal_bytes() const { return literal_bytes_; }

 private:
  struct Piece {
    const char* begin;
    const char* end;
    std::size_t number_offset;
    std::size_t value_offset;

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end - begin); }
  };
  void match(const Piece& piece, const Piece& above, const Piece& left);
  // Both return how many of the piece's bytes they covered, at most `max_length`.
  std::size_t match_left(const Piece& piece, const Piece& left, std::size_t distance);
  std::size_t match_begin(const Piece& piece, const Piece& above, std::size_t max_length);
  void add_literals(std::size_t bytes);
  void add_copy(std::size_t distance, std::size_t bytes);
  void flush_copy();

  std::vector<Sequence> sequences_;  // room for as many as a block can have
  Sequence* next_ = nullptr;
  std::size_t literal_bytes_ = 0;
  std::size_t pending_literals_ = 0;  // for the next sequence
  std::size_t pending_distance_ = 0;
  std::size_t pending_length_ = 0;
};

}  // namespace workbook
