#include "workbook/row_matcher.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace workbook {
namespace {

/// A copy of fewer bytes costs more than the bytes.
constexpr std::size_t kShortest = 4;
/// Up to here, a value is not worth a second look.
constexpr std::size_t kLongValue = 12;

std::uint64_t eight_at(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, 8);
  return eight;
}

/// Reads up to 7 bytes behind `most`.
std::size_t common_begin(const char* a, const char* b, std::size_t most) {
  for (std::size_t common = 0; common < most; common += 8) {
    const std::uint64_t difference = eight_at(a + common) ^ eight_at(b + common);
    if (difference != 0) {
      return std::min(most, common + static_cast<std::size_t>(std::countr_zero(difference)) / 8);
    }
  }
  return most;
}

/// How many bytes there are before the next kShortest that are the same.
std::size_t differing(const char* a, const char* b, std::size_t most) {
  const auto four_at = [](const char* at) {
    std::uint32_t four = 0;
    std::memcpy(&four, at, kShortest);
    return four;
  };
  for (std::size_t at = 0; at + kShortest <= most; ++at) {
    if (a[at] == b[at] && four_at(a + at) == four_at(b + at)) return at;
  }
  return most;
}

std::size_t common_end(const char* a, const char* b, std::size_t most) {
  std::size_t common = 0;
  for (; common + 8 <= most; common += 8) {
    const std::uint64_t difference = eight_at(a - common - 8) ^ eight_at(b - common - 8);
    if (difference != 0) return common + static_cast<std::size_t>(std::countl_zero(difference)) / 8;
  }
  if (most < 8) {
    while (common < most && *(a - common - 1) == *(b - common - 1)) ++common;
    return common;
  }
  // The last eight: some of them are known to be the same.
  const std::uint64_t difference = eight_at(a - most) ^ eight_at(b - most);
  return most - 8 +
         (difference == 0 ? 8 : static_cast<std::size_t>(std::countl_zero(difference)) / 8);
}

}  // namespace

std::span<const Sequence> RowMatcher::sequences(const Block& block) {
  const std::vector<Mark>& marks = block.marks;
  const std::size_t most = block.size / kShortest + 2;
  if (sequences_.size() < most) sequences_.resize(most);
  next_ = sequences_.data();
  literals_ = open_literals_ = open_length_ = 0;
  const char* const first = block.bytes.get();
  const auto piece = [&](std::size_t i) {
    const std::size_t end = i + 1 < marks.size() ? marks[i + 1].begin : block.size;
    return Piece{first + marks[i].begin, first + end, marks[i].number, marks[i].value};
  };
  if (marks.size() > block.pieces) {
    literal(marks[block.pieces].begin);
    Piece left = piece(block.pieces - 1);
    for (std::size_t i = block.pieces; i < marks.size(); ++i) {
      const Piece at = piece(i);
      match(at, piece(i - block.pieces), left);
      left = at;
    }
  } else {
    literal(block.size);
  }
  close_copy();
  literals_ += open_literals_;
  *next_++ = {static_cast<std::uint32_t>(open_literals_), 0, 0};
  return {sequences_.data(), next_};
}

void RowMatcher::match(const Piece& piece, const Piece& above, const Piece& left) {
  const std::size_t size = piece.size();
  const auto distance = static_cast<std::size_t>(piece.begin - above.begin);
  if (distance + size > Sequence::kFarthest) return literal(size);
  const std::size_t least = std::min(size, above.size());
  std::size_t at = piece.number <= least ? match_left(piece, left, distance) : 0;
  if (at == 0) at = match_begin(piece, above, least);
  if (at >= least) return literal(size - at);
  const std::size_t tail = common_end(piece.end, above.end, least - at);
  // What is between is the value: where it is long, it may differ in a few letters only.
  const std::size_t value_end = least - tail;
  while (at + kLongValue < value_end) {
    const std::size_t other = differing(piece.begin + at, above.begin + at, value_end - at);
    literal(other);
    at += other;
    const std::size_t same = common_begin(piece.begin + at, above.begin + at, value_end - at);
    if (same > 0) copy(distance, same);
    at += same;
  }
  literal(size - tail - at);
  if (tail > 0) copy(static_cast<std::size_t>(piece.end - above.end), tail);
}

std::size_t RowMatcher::match_left(const Piece& piece, const Piece& left, std::size_t distance) {
  const std::size_t length = piece.value - piece.number;
  if (piece.value == 0 || left.value - left.number != length) return 0;
  const char* const number = left.begin + left.number;
  if (common_begin(piece.begin + piece.number, number, length) != length) return 0;
  const char* const name_above = piece.begin - distance;
  if (common_begin(piece.begin, name_above, piece.number) != piece.number) return 0;
  copy(distance, piece.number);
  copy(static_cast<std::size_t>(piece.begin + piece.number - number), length);
  return piece.value;
}

/// The row's number mostly differs in its last digit.
std::size_t RowMatcher::match_begin(const Piece& piece, const Piece& above, std::size_t most) {
  const auto distance = static_cast<std::size_t>(piece.begin - above.begin);
  const std::size_t same = common_begin(piece.begin, above.begin, most);
  if (same > 0) copy(distance, same);
  if (same == most) return same;
  literal(1);
  const std::size_t behind = same + 1;
  const std::size_t more = common_begin(piece.begin + behind, above.begin + behind, most - behind);
  if (more > 0) copy(distance, more);
  return behind + more;
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
  if (open_length_ < kShortest) open_literals_ += std::exchange(open_length_, 0);
  while (open_length_ > 0) {
    // What is left of a long copy is a copy too.
    std::size_t length = std::min(open_length_, Sequence::kLongest);
    if (open_length_ - length < Sequence::kShortest && open_length_ > length) {
      length = open_length_ - Sequence::kShortest;
    }
    *next_++ = {static_cast<std::uint32_t>(open_literals_), static_cast<std::uint16_t>(length),
                static_cast<std::uint16_t>(open_distance_)};
    literals_ += open_literals_;
    open_literals_ = 0;
    open_length_ -= length;
  }
}

}  // namespace workbook
