#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace report {

/// What a row of a sheet is. kSection is the title of an instance, where each has a sheet.
enum class RowKind : std::uint8_t { kSection, kGroup, kData, kSubtotal, kTotal };

/// The rows of a report's sections as they are written, in order. A value.
class RowLog {
 public:
  struct Entry {
    std::string sheet;      // its name
    std::uint32_t row = 0;  // on the sheet, from 0
    RowKind kind = RowKind::kData;
    int level = 0;  // of groups: 0 for an outermost one
  };

  /// The following rows are on the sheet of this name.
  void enter(const std::string& sheet) { sheet_ = sheet; }
  void add(std::uint32_t row, RowKind kind, int level = 0) {
    entries_.push_back({sheet_, row, kind, level});
  }
  /// Forgets the rows after the first `size` ones.
  void resize(std::size_t size) { entries_.resize(size); }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::string sheet_;
  std::vector<Entry> entries_;
};

}  // namespace report
