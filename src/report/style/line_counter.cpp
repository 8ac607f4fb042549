#include "report/style/line_counter.h"

#include <algorithm>

#include "language/display_width.h"
#include "report/style/font_metrics.h"

namespace report {
namespace {

/// A note has the width of the column, which is at least 1, and the lines, 0 for one that cannot
/// wrap.
constexpr int kLineBits = 8;
constexpr std::int32_t kMaxLines = (1 << kLineBits) - 1;  // no row is that high

static_assert(kMaxLineWidth < 1 << (16 - kLineBits));

}  // namespace

LineCounter::Lines LineCounter::lines(std::string_view text, std::uint16_t* note) const {
  const double greatest = static_cast<double>(text.size()) * language::kWidestLetter;
  const bool is_short = greatest * kColumnUnitsPerDigit <= width_;
  if (is_short && text.find('\n') == std::string_view::npos) return {1, false};
  if (note == nullptr) return measure(text);
  if (*note >> kLineBits != width_) {
    const Lines its = measure(text);
    *note = static_cast<std::uint16_t>(width_ << kLineBits | (its.may_wrap ? its.count : 0));
  }
  const std::int32_t count = *note & kMaxLines;
  return {std::max(count, 1), count > 0};
}

LineCounter::Lines LineCounter::measure(std::string_view text) const {
  // Where the column is wide, most texts fit for sure, which is known at less cost.
  const bool is_likely_short = static_cast<double>(text.size()) < width_;
  if (is_likely_short && !may_need_lines(text, width_)) return {1, false};
  constexpr double kSure = 0.8;  // of the width: no reader's font is so much wider
  const auto [count, widest] = theme_.wrap(text, width_);
  return {std::min(count, kMaxLines), count > 1 || widest > kSure * width_};
}

}  // namespace report
