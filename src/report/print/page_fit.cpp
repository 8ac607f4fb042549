#include "report/print/page_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/style/font_metrics.h"

namespace report {
namespace {

// A4, in points. A3 has twice its area: its short side is the long side of A4.
constexpr double kShortSide = 595;
constexpr double kLongSide = 842;
constexpr double kLongSideOfA3 = 1191;
constexpr double kInch = 72;
constexpr double kPixel = 0.75;

constexpr double kMaxPagesJoined = 1.65;  // the most pages that are shrunk to one
constexpr double kMaxPages = 50;

}  // namespace

double pixels(double digits) { return std::floor(digits * 7 + 5); }

double points(std::span<const double> widths) {
  constexpr double kDigit = 7 * kColumnUnitsPerDigit;  // pixels
  constexpr double kMargins = 5;
  return std::accumulate(widths.begin(), widths.end(), 0.0, [](double sum, double its) {
    return sum + (its * kDigit + kMargins) * kPixel;
  });
}

PrintArea print_area(const workbook::PrintSetup& setup) {
  const bool is_a3 = setup.paper == workbook::Paper::kA3;
  const double shorter = is_a3 ? kLongSide : kShortSide;
  const double longer = is_a3 ? kLongSideOfA3 : kLongSide;
  return {(setup.landscape ? longer : shorter) - 2 * setup.side_margin * kInch,
          (setup.landscape ? shorter : longer) - (setup.top_margin + setup.bottom_margin) * kInch};
}

PagesTall pages_to_fit(const workbook::PrintSetup& setup, double scale, const Heights& heights) {
  const PagesTall none{0, scale};
  const double page = print_area(setup).height / scale;
  const double all = heights.heading + heights.header + heights.rows + heights.totals_block;
  if (all > kMaxPages * page) return none;
  // The height beyond `pages` pages; each page but the first repeats the header.
  const auto rest = [&](double pages) { return all + (pages - 1) * heights.header - pages * page; };
  const auto fit_to = [&](double pages) {
    const double smaller = 1 + rest(pages) / (pages * page);
    return PagesTall{static_cast<std::uint16_t>(pages), std::min(scale, scale / smaller)};
  };
  double pages = 1;
  while (rest(pages) > kSpareShare * page) ++pages;
  // The sheet barely fits: it is made to fit in every viewer.
  if (rest(pages) > -kSpareShare * page) return fit_to(pages);
  if (pages == 1) return none;
  --pages;
  const PagesTall fit = fit_to(pages);
  const bool is_worth_it = rest(pages) <= heights.totals_block + kMinRowsAbove ||
                           (pages == 1 && 1 + rest(pages) / page <= kMaxPagesJoined);
  return is_worth_it && fit.scale >= kMinScale ? fit : none;
}

}  // namespace report
