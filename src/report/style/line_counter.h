#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "report/style/text_layout.h"
#include "report/style/theme.h"

namespace report {

/// Counts the lines of one column's texts. Texts repeat down a column: each of the last distinct
/// ones is measured once. The theme outlives it. Not thread-safe.
class LineCounter {
 public:
  explicit LineCounter(const Theme& theme) : theme_(theme) {}

  /// Texts wrap beyond so many digits; kMaxColumnWidth at first.
  void set_width(int digits);
  [[nodiscard]] int width() const { return width_; }

  struct Lines {
    std::int32_t count = 1;  // never too few
    bool may_wrap = false;   // true for all texts of several lines, and for some of one
  };
  [[nodiscard]] Lines lines(std::string_view text);

 private:
  /// A text by its hash and size: its bytes would take as much memory as the column.
  struct Known {
    std::uint64_t hash = 0;
    std::uint32_t size = 0;  // 0: none
    Lines lines = {};
  };
  [[nodiscard]] Lines measure(std::string_view text) const;

  const Theme& theme_;
  int width_ = kMaxColumnWidth;
  std::vector<Known> known_;  // at their hash
};

}  // namespace report
