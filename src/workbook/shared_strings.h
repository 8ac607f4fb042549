#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/temp_file.h"
#include "workbook/zip/compressed_part.h"

namespace workbook {

/// The strings that streamed cells share, keyed by the bytes that were given: each is checked,
/// escaped and written once. WorkbookContext owns it. Not thread-safe.
class SharedStrings {
 public:
  /// Beyond this much memory it stops growing; further strings are written inside their cells.
  static constexpr std::size_t kMaxBytes = 32 * 1024 * 1024;

  /// The bytes follow the struct in memory, so that a look-up touches few cache lines.
  struct String {
    std::uint32_t length;
    float width;         // negative: not measured
    std::uint8_t flags;  // a set of Flag
    std::uint8_t digits;
    char id[8];          // in decimal
    std::uint16_t note;  // the caller's; 0 at first

    [[nodiscard]] std::string_view raw() const {
      return {reinterpret_cast<const char*>(this + 1), length};
    }
  };
  enum Flag : std::uint8_t { kRepaired = 1, kTruncated = 2, kNeedsNoEscaping = 4, kMayBeValue = 8 };

  /// Both outlive it.
  SharedStrings(base::TempFile& file, CompressionPipeline& pipeline);

  struct Found {
    String* string;  // null: the table is full
    bool is_new;
  };
  [[nodiscard]] std::uint32_t hash(std::string_view raw) const;
  /// `hash` is hash(raw). The pointer is valid as long as the table.
  [[nodiscard]] Found find_or_add(std::string_view raw, std::uint32_t hash);
  // Prefetches the memory that a look-up reads: first the slot and, when that has arrived, the
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
  std::vector<Slot> slots_;  // their number is a power of two; at least half are free
  std::vector<std::unique_ptr<char[]>> chunks_;  // the arena
  std::size_t chunk_left_ = 0;
  std::size_t bytes_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t uses_ = 0;
  std::array<std::uint64_t, 2>
      seeds_;  // random, so that an attacker cannot choose strings that collide
};

}  // namespace workbook
