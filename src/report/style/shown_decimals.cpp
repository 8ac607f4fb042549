#include "report/style/shown_decimals.h"

#include <algorithm>
#include <cmath>

namespace report {

void ValueIssue::add(std::uint32_t row, const std::string& its_sheet) {
  if (cells++ > 0) return;
  first_row = row;
  sheet = its_sheet;
}

void ValueIssue::merge(const ValueIssue& later) {
  if (cells == 0) {
    *this = later;
  } else {
    cells += later.cells;
  }
}

std::optional<ShownDecimals::Bounds> ShownDecimals::bounds(const model::Column& column) {
  if (column.decimals) return std::nullopt;
  return traits(column.type).decimals;
}

int ShownDecimals::count() const {
  return decimals_ > bounds_.max ? bounds_.min : std::max(decimals_, bounds_.min);
}

bool MisleadingValues::is_printed_as_it(double value, int decimals) const {
  constexpr double kNoise = 1e-15;  // relative error of the product; a half is rounded up
  const double unit = std::pow(10, decimals + shift_);
  const double scaled = std::abs(value) * unit;
  return std::round(scaled + scaled * kNoise) == round_ * unit;
}

void MisleadingValues::record(double value, int min_decimals, std::uint32_t row,
                              const std::string& sheet) {
  if (std::abs(value) == round_ || !is_printed_as_it(value, min_decimals)) return;
  int max_decimals = min_decimals;
  while (max_decimals < kMaxDecimals && is_printed_as_it(value, max_decimals + 1)) ++max_decimals;
  Found& found = found_[static_cast<std::size_t>(max_decimals)];
  if (found.issue.cells == 0) found.number = count_;
  found.issue.add(row, sheet);
  ++count_;
}

ValueIssue MisleadingValues::shown_with(int decimals) const {
  Found all;
  for (auto found = found_.begin() + decimals; found != found_.end(); ++found) {
    if (found->issue.cells == 0) continue;
    const std::uint64_t cells = all.issue.cells + found->issue.cells;
    if (all.issue.cells == 0 || found->number < all.number) all = *found;
    all.issue.cells = cells;
  }
  return all.issue;
}

}  // namespace report
