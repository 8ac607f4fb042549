#pragma once

#include <cstdint>
#include <string_view>

#include "report/style/text_layout.h"
#include "report/style/theme.h"

namespace report {

/// Counts the lines of one column's texts. The theme outlives it.
class LineCounter {
 public:
  explicit LineCounter(const Theme& theme) : theme_(theme) {}

  /// Texts wrap beyond so many digits, kMaxLineWidth at most; kMaxColumnWidth at first.
  void set_width(int digits) { width_ = digits; }
  [[nodiscard]] int width() const { return width_; }

  struct Lines {
    std::int32_t count = 1;  // never too few
    bool may_wrap = false;   // true for all texts of several lines, and for some of one
  };
  /// Texts repeat down a column: `note`, which may be null, is kept with the text, is 0 at first
  /// and saves it from being measured again.
  [[nodiscard]] Lines lines(std::string_view text, std::uint16_t* note = nullptr) const;

 private:
  [[nodiscard]] Lines measure(std::string_view text) const;

  const Theme& theme_;
  int width_ = kMaxColumnWidth;
};

}  // namespace report
