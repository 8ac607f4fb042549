#include "workbook/deflate/row_match_finder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace workbook {
namespace {

/// A shorter copy costs more than its bytes.
constexpr std::size_t kMinCopyLength = 4;
/// A value of up to this length is not compared further.
constexpr std::size_t kLongValueLength = 12;

std::uint64_t eight_at(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, 8);
  return eight;
}

/// The length of the common prefix. Reads up to 7 bytes beyond `max_length`.
std::size_t common_prefix(const char* a, const char* b, std::size_t max_length) {
  for (std::size_t common = 0; common < max_length; common += 8) {
    const std::uint64_t difference = eight_at(a + common) ^ eight_at(b + common);
    if (difference != 0) {
      return std::min(max_length,
                      common + static_cast<std::size_t>(std::countr_zero(difference)) / 8);
    }
  }
  return max_length;
}

/// How many bytes precede the next kMinCopyLength equal ones.
std::size_t length_of_difference(const char* a, const char* b, std::size_t max_length) {
  const auto four_at = [](const char* at) {
    std::uint32_t four = 0;
    std::memcpy(&four, at, kMinCopyLength);
    return four;
  };
  for (std::size_t at = 0; at + kMinCopyLength <= max_length; ++at) {
    if (a[at] == b[at] && four_at(a + at) == four_at(b + at)) return at;
  }
  return max_length;
}

std::size_t common_suffix(const char* a, const char* b, std::size_t max_length) {
  std::size_t common = 0;
  for (; common + 8 <= max_length; common += 8) {
    const std::uint64_t difference = eight_at(a - common - 8) ^ eight_at(b - common - 8);
    if (difference != 0) return common + static_cast<std::size_t>(std::countl_zero(difference)) / 8;
  }
  if (max_length < 8) {
    while (common < max_length && *(a - common - 1) == *(b - common - 1)) ++common;
    return common;
  }
  // Compares the last eight bytes, some of which are known to be equal.
  const std::uint64_t difference = eight_at(a - max_length) ^ eight_at(b - max_length);
  return max_length - 8 +
         (difference == 0 ? 8 : static_cast<std::size_t>(std::countl_zero(difference)) / 8);
}

}  // namespace

std::span<const Sequence> RowMatchFinder::find(const Block& block) {
  const std::vector<CellBoundary>& boundaries = block.boundaries;
  const std::size_t max_sequences = block.size / kMinCopyLength + 2;
  if (sequences_.size() < max_sequences) sequences_.resize(max_sequences);
  next_ = sequences_.data();
  literal_bytes_ = pending_literals_ = pending_length_ = 0;
  const char* const first = block.bytes.get();
  const auto piece = [&](std::size_t i) {
    const std::size_t end = i + 1 < boundaries.size() ? boundaries[i + 1].begin : block.size;
    return Piece{first + boundaries[i].begin, first + end, boundaries[i].number_offset,
                 boundaries[i].value_offset};
  };
  if (boundaries.size() > block.pieces_per_row) {
    add_literals(boundaries[block.pieces_per_row].begin);
    Piece left = piece(block.pieces_per_row - 1);
    for (std::size_t i = block.pieces_per_row; i < boundaries.size(); ++i) {
      const Piece at = piece(i);
      match(at, piece(i - block.pieces_per_row), left);
      left = at;
    }
  } else {
    add_literals(block.size);
  }
  flush_copy();
  literal_bytes_ += pending_literals_;
  *next_++ = {static_cast<std::uint32_t>(pending_literals_), 0, 0};
  return {sequences_.data(), next_};
}

void RowMatchFinder::match(const Piece& piece, const Piece& above, const Piece& left) {
  const std::size_t size = piece.size();
  const auto distance = static_cast<std::size_t>(piece.begin - above.begin);
  if (distance + size > Sequence::kMaxDistance) return add_literals(size);
  const std::size_t common_size = std::min(size, above.size());
  std::size_t at = piece.number_offset <= common_size ? match_left(piece, left, distance) : 0;
  if (at == 0) at = match_begin(piece, above, common_size);
  if (at >= common_size) return add_literals(size - at);
  const std::size_t tail = common_suffix(piece.end, above.end, common_size - at);
  // The bytes between are the value: a long one may differ in a few letters only.
  const std::size_t value_end = common_size - tail;
  while (at + kLongValueLength < value_end) {
    const std::size_t other =
        length_of_difference(piece.begin + at, above.begin + at, value_end - at);
    add_literals(other);
    at += other;
    const std::size_t same = common_prefix(piece.begin + at, above.begin + at, value_end - at);
    if (same > 0) add_copy(distance, same);
    at += same;
  }
  add_literals(size - tail - at);
  if (tail > 0) add_copy(static_cast<std::size_t>(piece.end - above.end), tail);
}

std::size_t RowMatchFinder::match_left(const Piece& piece, const Piece& left,
                                       std::size_t distance) {
  const std::size_t length = piece.value_offset - piece.number_offset;
  if (piece.value_offset == 0 || left.value_offset - left.number_offset != length) return 0;
  const char* const number = left.begin + left.number_offset;
  if (common_prefix(piece.begin + piece.number_offset, number, length) != length) return 0;
  const char* const name_above = piece.begin - distance;
  if (common_prefix(piece.begin, name_above, piece.number_offset) != piece.number_offset) return 0;
  add_copy(distance, piece.number_offset);
  add_copy(static_cast<std::size_t>(piece.begin + piece.number_offset - number), length);
  return piece.value_offset;
}

/// The row number usually differs in its last digit only.
std::size_t RowMatchFinder::match_begin(const Piece& piece, const Piece& above,
                                        std::size_t max_length) {
  const auto distance = static_cast<std::size_t>(piece.begin - above.begin);
  const std::size_t same = common_prefix(piece.begin, above.begin, max_length);
  if (same > 0) add_copy(distance, same);
  if (same == max_length) return same;
  add_literals(1);
  const std::size_t behind = same + 1;
  const std::size_t more =
      common_prefix(piece.begin + behind, above.begin + behind, max_length - behind);
  if (more > 0) add_copy(distance, more);
  return behind + more;
}

void RowMatchFinder::add_literals(std::size_t bytes) {
  if (bytes == 0) return;
  flush_copy();
  pending_literals_ += bytes;
}

void RowMatchFinder::add_copy(std::size_t distance, std::size_t bytes) {
  if (pending_distance_ != distance) flush_copy();
  pending_distance_ = distance;
  pending_length_ += bytes;
}

void RowMatchFinder::flush_copy() {
  if (pending_length_ < kMinCopyLength) pending_literals_ += std::exchange(pending_length_, 0);
  while (pending_length_ > 0) {
    // The rest of a long copy is a copy too.
    std::size_t length = std::min(pending_length_, Sequence::kMaxLength);
    if (pending_length_ - length < Sequence::kMinLength && pending_length_ > length) {
      length = pending_length_ - Sequence::kMinLength;
    }
    *next_++ = {static_cast<std::uint32_t>(pending_literals_), static_cast<std::uint16_t>(length),
                static_cast<std::uint16_t>(pending_distance_)};
    literal_bytes_ += pending_literals_;
    pending_literals_ = 0;
    pending_length_ -= length;
  }
}

}  // namespace workbook
