#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "workbook/packed_part.h"

namespace workbook {

/// The strings that streamed cells share, by the bytes that were pushed: each is checked, escaped
/// and written once. It stops growing at `kMostBytes` of memory; strings that came later are
/// written in their cells.
class SharedStrings {
 public:
  static constexpr std::size_t kMostBytes = 32 * 1024 * 1024;

  struct String {
    const char* bytes;
    std::uint32_t length;
    std::uint32_t hash;
    float width;         // below 0: not measured
    std::uint8_t flags;  // of Flag
    std::uint8_t digits;
    char id[8];  // in decimal

    [[nodiscard]] std::string_view raw() const { return {bytes, length}; }
  };
  enum Flag : std::uint8_t { kRepaired = 1, kCut = 2, kPlain = 4 };

  /// The line outlives it.
  SharedStrings(const std::filesystem::path& scratch, PackingLine& line);

  struct Found {
    String* string;  // null: there is no room for it
    bool is_new;
  };
  /// The pointer is valid as long as the table.
  [[nodiscard]] Found find_or_add(std::string_view raw);

  void count_use() { ++uses_; }
  [[nodiscard]] std::uint64_t uses() const { return uses_; }
  [[nodiscard]] std::uint64_t size() const { return strings_.size(); }
  [[nodiscard]] PackedPart& part() { return part_; }

 private:
  [[nodiscard]] std::uint32_t hash(std::string_view raw) const;
  String& add(std::string_view raw, std::uint32_t hash);
  void grow();
  const char* keep(std::string_view raw);

  PackedPart part_;
  std::deque<String> strings_;
  std::vector<std::uint32_t> slots_;  // id + 1, or 0; a power of two of them, half empty at least
  std::deque<std::unique_ptr<char[]>> chunks_;
  std::size_t chunk_left_ = 0;
  std::size_t bytes_ = 0;
  std::uint64_t uses_ = 0;
  std::uint64_t seed_;  // so that nobody can choose strings that collide
};

}  // namespace workbook
