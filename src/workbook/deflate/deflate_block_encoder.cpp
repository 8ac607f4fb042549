#include "workbook/deflate/deflate_block_encoder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "workbook/deflate/huffman_code.h"

namespace workbook {
namespace {

constexpr std::size_t kEndOfBlock = 256;
constexpr std::size_t kFirstLength = 257;
constexpr std::size_t kLengthSymbols = 29;
constexpr std::size_t kDistanceSymbols = 30;
constexpr int kMaxCodeLength = 15;
constexpr int kMaxHeaderCodeLength = 7;

/// RFC 1951, 3.2.5.
constexpr std::array<std::uint16_t, kLengthSymbols> kLengthBase = {
    3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, kLengthSymbols> kLengthExtra = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

constexpr std::array<std::uint8_t, Sequence::kMaxLength + 1> length_symbols() {
  std::array<std::uint8_t, Sequence::kMaxLength + 1> symbols{};
  std::uint8_t symbol = 0;
  for (std::size_t length = Sequence::kMinLength; length < symbols.size(); ++length) {
    while (symbol + 1U < kLengthSymbols && kLengthBase[symbol + 1U] <= length) ++symbol;
    symbols[length] = symbol;
  }
  return symbols;
}

constexpr auto kLengthSymbol = length_symbols();

/// Distances come in pairs of symbols for each power of two from 4 on.
struct DistanceSymbol {
  std::uint32_t symbol;
  std::uint32_t extra_bits;
  std::uint32_t extra;
};

DistanceSymbol distance_symbol(std::uint32_t distance) {
  const std::uint32_t from_0 = distance - 1;
  if (from_0 < 4) return {from_0, 0, 0};
  const auto extra_bits = static_cast<std::uint32_t>(std::bit_width(from_0)) - 2;
  return {2 * extra_bits + (from_0 >> extra_bits), extra_bits, from_0 & ((1U << extra_bits) - 1)};
}

class BitWriter {
 public:
  explicit BitWriter(char* at) : at_(at) {}

  /// Up to 56 bits between two calls of `store`.
  void put(std::uint64_t bits, std::uint32_t count) {
    bits_ |= bits << count_;
    count_ += count;
  }
  /// Writes whole bytes; touches eight.
  void store() {
    std::memcpy(at_, &bits_, 8);
    at_ += count_ / 8;
    bits_ >>= count_ & ~7U;
    count_ &= 7U;
  }
  [[nodiscard]] char* end() {
    count_ += 7;
    store();
    return at_;
  }

 private:
  static_assert(std::endian::native == std::endian::little);
  char* at_;
  std::uint64_t bits_ = 0;
  std::uint32_t count_ = 0;
};

struct Counts {
  std::array<std::uint32_t, kFirstLength + kLengthSymbols>
      literals{};  // with lengths and the end of block
  std::array<std::uint32_t, kDistanceSymbols> distances{};
};

Counts count_symbols(std::string_view bytes, std::span<const Sequence> sequences) {
  Counts counts;
  // Every symbol gets a code, since blocks that were not counted may need it.
  counts.literals.fill(1);
  counts.distances.fill(1);
  const char* at = bytes.data();
  for (const Sequence& sequence : sequences) {
    for (const char* const end = at + sequence.literals; at != end; ++at) {
      ++counts.literals[static_cast<unsigned char>(*at)];
    }
    if (sequence.length == 0) continue;
    at += sequence.length;
    const std::size_t symbol = kLengthSymbol[sequence.length];
    ++counts.literals[kFirstLength + symbol];
    ++counts.distances[distance_symbol(sequence.distance).symbol];
  }
  return counts;
}

/// The code lengths of both codes in the header, with runs folded (RFC 1951, 3.2.7).
struct HeaderSymbol {
  std::uint8_t symbol;  // 0 to 15: a length; 16: repeats the last one; 17 and 18: zeros
  std::uint8_t extra;
};
constexpr std::array<std::uint8_t, 19> kHeaderExtraBits = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                           0, 0, 0, 0, 0, 0, 2, 3, 7};
constexpr std::array<std::uint8_t, 19> kHeaderOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                       11, 4,  12, 3, 13, 2, 14, 1, 15};

std::vector<HeaderSymbol> header_symbols(std::span<const std::uint8_t> lengths) {
  std::vector<HeaderSymbol> symbols;
  for (std::size_t at = 0; at < lengths.size();) {
    std::size_t run = 1;
    while (at + run < lengths.size() && lengths[at + run] == lengths[at]) ++run;
    if (lengths[at] == 0 && run >= 3) {
      run = std::min<std::size_t>(run, 138);
      const bool is_long = run > 10;
      symbols.push_back({static_cast<std::uint8_t>(is_long ? 18 : 17),
                         static_cast<std::uint8_t>(run - (is_long ? 11U : 3U))});
    } else if (lengths[at] != 0 && run >= 4) {
      run = std::min<std::size_t>(run, 7);
      symbols.push_back({lengths[at], 0});
      symbols.push_back({16, static_cast<std::uint8_t>(run - 4)});
    } else {
      run = 1;
      symbols.push_back({lengths[at], 0});
    }
    at += run;
  }
  return symbols;
}

/// The code of a copy's length with its extra bits, for each length.
struct LengthCodes {
  explicit LengthCodes(const HuffmanCode& literals) {
    for (std::size_t length = Sequence::kMinLength; length < bits.size(); ++length) {
      const std::size_t symbol = kLengthSymbol[length];
      const HuffmanCode::Code& code = literals[kFirstLength + symbol];
      bits[length] = code.bits | static_cast<std::uint32_t>(length - kLengthBase[symbol])
                                     << code.length;
      sizes[length] = static_cast<std::uint8_t>(code.length + kLengthExtra[symbol]);
    }
  }
  std::array<std::uint32_t, Sequence::kMaxLength + 1> bits{};
  std::array<std::uint8_t, Sequence::kMaxLength + 1> sizes{};
};

/// An upper bound for any codes.
std::size_t max_encoded_size(std::string_view bytes, std::span<const Sequence> sequences) {
  constexpr std::size_t kHeaderAndEnd =
      1'024;  // at most 320 lengths of 14 bits, and some spare room
  constexpr std::size_t kMaxBitsPerCopy = kMaxCodeLength + 5 + kMaxCodeLength + 13;
  std::size_t literals = bytes.size();
  for (const Sequence& sequence : sequences) literals -= sequence.length;
  return (literals * kMaxCodeLength + sequences.size() * kMaxBitsPerCopy) / 8 + kHeaderAndEnd;
}

}  // namespace

struct DeflateBlockEncoder::Codes {
  explicit Codes(const Counts& counts)
      : literals(counts.literals, kMaxCodeLength),
        distances(counts.distances, kMaxCodeLength),
        lengths(literals) {
    std::vector<std::uint8_t> sizes;
    for (std::size_t i = 0; i < literals.size(); ++i) sizes.push_back(literals[i].length);
    for (std::size_t i = 0; i < distances.size(); ++i) sizes.push_back(distances[i].length);
    header = header_symbols(sizes);
  }

  void put_header(BitWriter& out) const;
  void put_sequences(BitWriter& out, std::string_view bytes,
                     std::span<const Sequence> sequences) const;

  HuffmanCode literals;
  HuffmanCode distances;
  LengthCodes lengths;
  std::vector<HeaderSymbol> header;
};

void DeflateBlockEncoder::Codes::put_header(BitWriter& out) const {
  std::array<std::uint32_t, kHeaderOrder.size()> counts{};
  for (const HeaderSymbol& each : header) ++counts[each.symbol];
  const HuffmanCode code(counts, kMaxHeaderCodeLength);
  std::size_t used = kHeaderOrder.size();
  while (used > 4 && code[kHeaderOrder[used - 1]].length == 0) --used;

  constexpr std::uint32_t kDynamic = 2;
  out.put(kDynamic << 1U, 3);
  out.put(literals.size() - 257, 5);
  out.put(distances.size() - 1, 5);
  out.put(used - 4, 4);
  out.store();
  for (std::size_t i = 0; i < used; ++i) {
    out.put(code[kHeaderOrder[i]].length, 3);
    out.store();
  }
  for (const HeaderSymbol& each : header) {
    out.put(code[each.symbol].bits, code[each.symbol].length);
    out.put(each.extra, kHeaderExtraBits[each.symbol]);
    out.store();
  }
}

void DeflateBlockEncoder::Codes::put_sequences(BitWriter& out, std::string_view bytes,
                                               std::span<const Sequence> sequences) const {
  const auto put_literal = [&](char byte) {
    const HuffmanCode::Code code = literals[static_cast<unsigned char>(byte)];
    out.put(code.bits, code.length);
  };
  const char* at = bytes.data();
  for (const Sequence& sequence : sequences) {
    std::uint32_t left = sequence.literals;
    for (; left >= 3; left -= 3, at += 3) {
      put_literal(at[0]);
      put_literal(at[1]);
      put_literal(at[2]);
      out.store();
    }
    for (; left > 0; --left) put_literal(*at++);
    if (sequence.length == 0) break;
    at += sequence.length;
    const DistanceSymbol distance = distance_symbol(sequence.distance);
    const HuffmanCode::Code code = distances[distance.symbol];
    out.put(lengths.bits[sequence.length], lengths.sizes[sequence.length]);
    out.store();
    out.put(code.bits | distance.extra << code.length, code.length + distance.extra_bits);
    out.store();
  }
  out.store();
}

DeflateBlockEncoder::DeflateBlockEncoder() = default;

DeflateBlockEncoder::~DeflateBlockEncoder() = default;

std::string_view DeflateBlockEncoder::encode(std::string_view bytes,
                                             std::span<const Sequence> sequences) {
  if (blocks_left_ == 0) {
    codes_ = std::make_unique<Codes>(count_symbols(bytes, sequences));
    blocks_left_ = kBlocksPerCode;
  }
  --blocks_left_;
  const std::size_t max_size = max_encoded_size(bytes, sequences);
  if (output_.size() < max_size) output_.resize(max_size);
  BitWriter out(output_.data());
  codes_->put_header(out);
  codes_->put_sequences(out, bytes, sequences);
  const HuffmanCode::Code end = codes_->literals[kEndOfBlock];
  out.put(end.bits, end.length);
  out.put(0, 3);  // begins a stored block
  char* const at = out.end();
  std::memcpy(at, "\0\0\xFF\xFF", 4);
  return {output_.data(), static_cast<std::size_t>(at + 4 - output_.data())};
}

}  // namespace workbook
