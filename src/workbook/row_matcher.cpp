#include "workbook/row_matcher.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace workbook {
namespace {

/// A copy of fewer bytes costs more than the bytes.
constexpr std::size_t kShortest = 4;

std::uint64_t eight_at(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, 8);
  return eight;
}

std::size_t common_begin(const char* a, const char* b, std::size_t most) {
  std::size_t common = 0;
  for (; common + 8 <= most; common += 8) {
    const std::uint64_t difference = eight_at(a + common) ^ eight_at(b + common);
    if (difference != 0) return common + static_cast<std::size_t>(std::countr_zero(difference)) / 8;
  }
  while (common < most && a[common] == b[common]) ++common;
  return common;
}

std::size_t common_end(const char* a, const char* b, std::size_t most) {
  std::size_t common = 0;
  for (; common + 8 <= most; common += 8) {
    const std::uint64_t difference = eight_at(a - common - 8) ^ eight_at(b - common - 8);
    if (difference != 0) return common + static_cast<std::size_t>(std::countl_zero(difference)) / 8;
  }
  while (common < most && a[-1 - static_cast<std::ptrdiff_t>(common)] ==
                              b[-1 - static_cast<std::ptrdiff_t>(common)]) {
    ++common;
  }
  return common;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::span<const Sequence> RowMatcher::sequences(std::string_view bytes,
                                                std::span<const std::uint32_t> marks,
                                                std::size_t pieces) {
  sequences_.clear();
  literals_ = open_literals_ = open_length_ = 0;
  left_number_ = nullptr;
  const char* const first = bytes.data();
  const auto place = [&](std::size_t mark) {
    return first + (mark < marks.size() ? marks[mark] : bytes.size());
  };
  literal(static_cast<std::size_t>(place(std::min(pieces, marks.size())) - first));
  for (std::size_t i = pieces; i < marks.size(); ++i) {
    match({place(i), place(i + 1)}, {place(i - pieces), place(i - pieces + 1)});
  }
  close_copy();
  literals_ += open_literals_;
  sequences_.push_back({static_cast<std::uint32_t>(open_literals_), 0, 0});
  return sequences_;
}

void RowMatcher::match(Piece piece, Piece above) {
  const auto size = static_cast<std::size_t>(piece.end - piece.begin);
  const auto size_above = static_cast<std::size_t>(above.end - above.begin);
  const auto distance = static_cast<std::size_t>(piece.begin - above.begin);
  if (distance + size > Sequence::kFarthest) return literal(size);
  const std::size_t least = std::min(size, size_above);
  const std::size_t tail = size == size_above ? 0 : common_end(piece.end, above.end, least);
  const std::size_t head = least - tail;  // compared letter for letter
  std::size_t at = match_name(piece, above, head);
  while (at < head) {
    const std::size_t same = common_begin(piece.begin + at, above.begin + at, head - at);
    if (same > 0) copy(distance, same);
    at += same;
    if (at == head) break;
    literal(1);
    ++at;
  }
  literal(size - tail - at);
  if (tail > 0) copy(static_cast<std::size_t>(piece.end - above.end), tail);
}

std::size_t RowMatcher::match_name(Piece piece, Piece above, std::size_t head) {
  const std::size_t same = common_begin(piece.begin, above.begin, head);
  const char* const left = std::exchange(left_number_, nullptr);
  const char* number = piece.begin + same;  // the row's, in the cell's name
  while (number > piece.begin && is_digit(number[-1])) --number;
  if (number < piece.begin + 2 || same == head) return 0;
  left_number_ = number;
  if (left == nullptr) return 0;
  const auto before = static_cast<std::size_t>(number - piece.begin);
  const std::size_t as_left = before + common_begin(number, left, head - before);
  const std::size_t behind = same + 1;  // the digit that counts
  const std::size_t as_above = behind + common_begin(piece.begin + behind, above.begin + behind,
                                                     behind < head ? head - behind : 0);
  if (as_left < std::max(as_above, behind + kShortest) - 2) return 0;
  copy(static_cast<std::size_t>(piece.begin - above.begin), before);
  copy(static_cast<std::size_t>(number - left), as_left - before);
  return as_left;
}

void RowMatcher::literal(std::size_t bytes) {
  if (bytes == 0) return;
  close_copy();
  open_literals_ += bytes;
}

void RowMatcher::copy(std::size_t distance, std::size_t bytes) {
  if (open_distance_ != distance) close_copy();
  open_distance_ = distance;
  open_length_ += bytes;
}

void RowMatcher::close_copy() {
  if (open_length_ < kShortest) {
    open_literals_ += open_length_;
    open_length_ = 0;
    return;
  }
  while (open_length_ > 0) {
    // What is left of a long copy is a copy too.
    std::size_t length = std::min(open_length_, Sequence::kLongest);
    if (open_length_ - length < Sequence::kShortest && open_length_ > length) {
      length = open_length_ - Sequence::kShortest;
    }
    sequences_.push_back({static_cast<std::uint32_t>(open_literals_),
                          static_cast<std::uint16_t>(length),
                          static_cast<std::uint16_t>(open_distance_)});
    literals_ += open_literals_;
    open_literals_ = 0;
    open_length_ -= length;
  }
}

}  // namespace workbook
