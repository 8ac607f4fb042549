#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "workbook/zip/compressed_part.h"

namespace workbook {

/// The strings that streamed cells share, by the bytes that were pushed: each is checked, escaped
/// and written once. It stops growing at `kMaxBytes` of memory; strings that came later are
/// written in their cells.
class SharedStrings {
 public:
  static constexpr std::size_t kMaxBytes = 32 * 1024 * 1024;

  /// Its bytes stand behind it in memory, so that a look-up touches few places.
  struct String {
    std::uint32_t length;
    float width;         // below 0: not measured
    std::uint8_t flags;  // of Flag
    std::uint8_t digits;
    char id[8];  // in decimal

    [[nodiscard]] std::string_view raw() const {
      return {reinterpret_cast<const char*>(this + 1), length};
    }
  };
  enum Flag : std::uint8_t { kRepaired = 1, kTruncated = 2, kNeedsNoEscaping = 4 };

  /// Both outlive it.
  SharedStrings(TempFile& file, CompressionPipeline& pipeline);

  struct Found {
    String* string;  // null: there is no room for it
    bool is_new;
  };
  [[nodiscard]] std::uint32_t hash(std::string_view raw) const;
  /// By its hash. The pointer is valid as long as the table.
  [[nodiscard]] Found find_or_add(std::string_view raw, std::uint32_t hash);
  // What a look-up will wait for, asked for before: first the slot, then, when that is there, the
  // string.
  void prefetch_slot(std::uint32_t hash) const;
  void prefetch_string(std::uint32_t hash) const;

  void count_use() { ++uses_; }
  [[nodiscard]] std::uint64_t uses() const { return uses_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] CompressedPart& part() { return part_; }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t place;  // in the arena, in units of kArenaUnit from 1 on; 0: the slot is free
  };

  [[nodiscard]] char* at(std::uint32_t place) const;
  String& add(Slot& slot, std::string_view raw);
  void write_xml(String& string);
  void grow();
  [[nodiscard]] std::uint32_t allocate(std::size_t bytes);

  CompressedPart part_;
  std::vector<Slot> slots_;                      // a power of two of them, half free at least
  std::vector<std::unique_ptr<char[]>> chunks_;  // the arena
  std::size_t chunk_left_ = 0;
  std::size_t bytes_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t uses_ = 0;
  std::array<std::uint64_t, 2> seeds_;  // so that nobody can choose strings that collide
};

}  // namespace workbook
