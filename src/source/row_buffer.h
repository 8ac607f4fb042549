#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "source/sql/cell.h"

namespace source {

/// Copies of rows that were read ahead, until they are taken in the same order. Not thread-safe.
class RowBuffer {
 public:
  void add(std::span<const Cell> row);
  /// Fills `row` with the next one, whose texts are valid until the next call; false if there is
  /// none, and then the memory is freed.
  bool take(std::span<Cell> row);
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::vector<Cell> cells_;
  std::deque<std::string> texts_;  // of one row each; a deque never moves them
  std::size_t taken_ = 0;          // cells
  std::size_t bytes_ = 0;
};

}  // namespace source
