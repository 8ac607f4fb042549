#include "source/row_buffer.h"

#include <algorithm>
#include <string_view>

namespace source {

void RowBuffer::add(std::span<const Cell> row) {
  std::size_t size = 0;
  for (const Cell& cell : row) size += cell.text.size();
  std::string& texts = texts_.emplace_back();
  texts.reserve(size);
  for (const Cell& cell : row) texts += cell.text;
  const std::string_view all = texts;
  std::size_t at = 0;
  for (Cell copy : row) {
    const std::size_t its = copy.text.size();
    copy.text = all.substr(at, its);
    at += its;
    cells_.push_back(copy);
  }
  bytes_ += size + row.size() * sizeof(Cell) + sizeof(std::string);
}

bool RowBuffer::take(std::span<Cell> row) {
  if (taken_ == cells_.size()) {
    if (taken_ > 0) *this = {};
    return false;
  }
  const std::span<const Cell> next = std::span{cells_}.subspan(taken_, row.size());
  std::ranges::copy(next, row.begin());
  taken_ += row.size();
  return true;
}

}  // namespace source
