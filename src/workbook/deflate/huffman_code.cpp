#include "workbook/deflate/huffman_code.h"

#include <algorithm>
#include <vector>

namespace workbook {
namespace {

/// The counts that make the deepest tree are the Fibonacci numbers, whose sum exceeds 32 bits at
/// the 46th.
constexpr std::size_t kMaxDepth = 47;

struct Leaf {
  std::uint32_t count;
  std::uint16_t symbol;
};

/// The used symbols, the rarest first.
std::vector<Leaf> sorted_leaves(std::span<const std::uint32_t> counts) {
  std::vector<Leaf> leaves;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) leaves.push_back({counts[i], static_cast<std::uint16_t>(i)});
  }
  for (std::uint16_t i = 0; leaves.size() < 2; ++i) {
    if (counts[i] == 0) leaves.push_back({1, i});
  }
  std::ranges::sort(leaves, [](const Leaf& a, const Leaf& b) {
    return a.count != b.count ? a.count < b.count : a.symbol < b.symbol;
  });
  return leaves;
}

using CodesOfLength = std::array<std::uint32_t, kMaxDepth + 1>;

/// Huffman's tree over sorted leaves: inner nodes come out sorted too, so two queues are enough.
CodesOfLength tree_depths(const std::vector<Leaf>& leaves) {
  const std::size_t count = leaves.size();
  std::vector<std::uint64_t> weight(2 * count - 1);
  std::vector<std::size_t> parent(2 * count - 1);
  for (std::size_t i = 0; i < count; ++i) weight[i] = leaves[i].count;
  std::size_t leaf = 0;
  std::size_t inner = count;
  for (std::size_t node = count; node < weight.size(); ++node) {
    for (int child = 0; child < 2; ++child) {
      const bool takes_leaf = leaf < count && (inner == node || weight[leaf] <= weight[inner]);
      const std::size_t taken = takes_leaf ? leaf++ : inner++;
      weight[node] += weight[taken];
      parent[taken] = node;
    }
  }
  CodesOfLength depths{};
  std::vector<std::size_t> depth(weight.size());
  for (std::size_t node = weight.size() - 1; node-- > 0;) {
    depth[node] = depth[parent[node]] + 1;
    if (node < count) ++depths[depth[node]];
  }
  return depths;
}

/// Shortens codes that are too long to the maximum and lengthens others to make room: the sum of
/// 2^-length is 1 again afterwards.
void limit_lengths(CodesOfLength& codes, std::size_t max_length) {
  std::uint64_t sum = 0;  // in units of 2^-max_length
  for (std::size_t length = max_length + 1; length < codes.size(); ++length) {
    codes[max_length] += codes[length];
    codes[length] = 0;
  }
  for (std::size_t length = 1; length <= max_length; ++length) {
    sum += std::uint64_t{codes[length]} << (max_length - length);
  }
  for (; sum > (std::uint64_t{1} << max_length); --sum) {
    std::size_t shorter = max_length - 1;
    while (codes[shorter] == 0) --shorter;
    --codes[max_length];
    --codes[shorter];
    codes[shorter + 1] += 2;
  }
}

std::uint16_t reversed(std::uint32_t code, std::size_t length) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < length; ++i) bits |= ((code >> i) & 1U) << (length - 1 - i);
  return static_cast<std::uint16_t>(bits);
}

}  // namespace

HuffmanCode::HuffmanCode(std::span<const std::uint32_t> counts, int max_length) {
  const std::vector<Leaf> leaves = sorted_leaves(counts);
  CodesOfLength codes = tree_depths(leaves);
  limit_lengths(codes, static_cast<std::size_t>(max_length));

  auto rarest = leaves.begin();
  for (std::size_t length = static_cast<std::size_t>(max_length); length > 0; --length) {
    for (std::uint32_t i = 0; i < codes[length]; ++i) {
      codes_[(rarest++)->symbol].length = static_cast<std::uint8_t>(length);
    }
  }
  // RFC 1951, 3.2.2: codes of one length follow each other in the order of their symbols.
  std::array<std::uint32_t, kMaxDepth + 2> next{};
  for (std::size_t length = 1; length <= static_cast<std::size_t>(max_length); ++length) {
    next[length + 1] = (next[length] + codes[length]) << 1U;
  }
  for (std::size_t symbol = 0; symbol < codes_.size(); ++symbol) {
    Code& code = codes_[symbol];
    if (code.length == 0) continue;
    code.bits = reversed(next[code.length]++, code.length);
    size_ = symbol + 1;
  }
}

}  // namespace workbook
