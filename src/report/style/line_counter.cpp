#include "report/style/line_counter.h"

#include <functional>

#include "base/utf8.h"
#include "language/display_width.h"
#include "report/style/font_metrics.h"

namespace report {
namespace {

constexpr std::size_t kKnownTexts = 16'384;

}  // namespace

void LineCounter::set_width(int digits) {
  width_ = digits;
  known_.clear();
}

LineCounter::Lines LineCounter::lines(std::string_view text) {
  const double greatest = static_cast<double>(text.size()) * language::kWidestLetter;
  const bool is_short = greatest * kColumnUnitsPerDigit <= width_;
  if (is_short && text.find('\n') == std::string_view::npos) return {1, false};
  if (known_.empty()) known_.resize(kKnownTexts);
  const std::uint64_t hash = std::hash<std::string_view>{}(text);
  const auto is_it = [&](const Known& known) {
    return known.hash == hash && known.size == text.size();
  };
  // Two places: texts of one place do not displace each other in turn.
  Known& newest = known_[hash % kKnownTexts & ~std::uint64_t{1}];
  Known& older = known_[hash % kKnownTexts | 1U];
  if (is_it(newest)) return newest.lines;
  if (is_it(older)) return older.lines;
  older = newest;
  newest = {hash, static_cast<std::uint32_t>(text.size()), measure(text)};
  return newest.lines;
}

LineCounter::Lines LineCounter::measure(std::string_view text) const {
  if (!may_need_lines(text, width_)) return {1, false};
  const bool is_utf8 = base::is_utf8(text);
  return {is_utf8 ? count_lines(theme_, text, width_)
                  : count_lines(theme_, base::sanitize_utf8(text), width_),
          true};
}

}  // namespace report
