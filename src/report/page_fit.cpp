#include "report/page_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace report {
namespace {

// A4, in points.
constexpr double kShortSide = 595;
constexpr double kLongSide = 842;
constexpr double kInch = 72;
constexpr double kPixel = 0.75;

constexpr double kMinRowsAbove =
    5 * kRowHeight;                  // the minimum height of rows above a totals block on its page
constexpr double kTolerance = 0.05;  // share of a page by which viewers differ
constexpr double kMaxPagesJoined = 1.65;  // the most pages that are shrunk to one
constexpr double kMaxShrinkFactor = 1.7;  // the strongest shrinking
constexpr double kMaxPages = 50;

}  // namespace

double pixels(double digits) { return std::floor(digits * 7 + 5); }

std::uint16_t pages_to_fit(const workbook::PrintSetup& setup, const std::vector<double>& widths,
                           const Heights& heights) {
  const double across = setup.landscape ? kLongSide : kShortSide;
  const double down = setup.landscape ? kShortSide : kLongSide;
  const double width =
      std::accumulate(widths.begin(), widths.end(), 0.0,
                      [](double sum, double its) { return sum + pixels(its) * kPixel; });
  const double scale = std::max(1.0, width / (across - 2 * setup.side_margin * kInch));
  const double page = (down - (setup.top_margin + setup.bottom_margin) * kInch) * scale;
  const double all = heights.heading + heights.header + heights.rows + heights.totals_block;
  if (all > kMaxPages * page) return 0;
  // The height beyond `pages` pages; each page but the first repeats the header.
  const auto rest = [&](double pages) { return all + (pages - 1) * heights.header - pages * page; };
  double pages = 1;
  while (rest(pages) > kTolerance * page) ++pages;
  // The sheet barely fits: it is made to fit in every viewer.
  if (rest(pages) > -kTolerance * page) return static_cast<std::uint16_t>(pages);
  if (pages == 1) return 0;
  --pages;
  const double smaller = 1 + rest(pages) / (pages * page);
  const bool is_worth_it = rest(pages) <= heights.totals_block + kMinRowsAbove ||
                           (pages == 1 && smaller <= kMaxPagesJoined);
  return is_worth_it && smaller * scale <= kMaxShrinkFactor ? static_cast<std::uint16_t>(pages) : 0;
}

}  // namespace report
