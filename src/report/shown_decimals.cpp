#include "report/shown_decimals.h"

#include <algorithm>
#include <cmath>

namespace report {

void Misfits::note(std::uint32_t row, const std::string& its_sheet) {
  if (cells++ > 0) return;
  first_row = row;
  sheet = its_sheet;
}

void Misfits::merge(const Misfits& later) {
  if (cells == 0) {
    *this = later;
  } else {
    cells += later.cells;
  }
}

std::optional<ShownDecimals::Bounds> ShownDecimals::bounds(const model::Column& column) {
  if (column.decimals) return std::nullopt;
  switch (column.type) {
    case model::Type::kDecimal:
      return Bounds{2, 6};
    case model::Type::kPercent:
      return Bounds{1, 4};
    default:
      return std::nullopt;
  }
}

int ShownDecimals::count() const {
  return decimals_ > bounds_.most ? bounds_.fewest : std::max(decimals_, bounds_.fewest);
}

bool MisleadingValues::is_printed_as_it(double value, int decimals) const {
  constexpr double kNoise = 1e-15;  // of the product; a half is rounded up
  const double unit = std::pow(10, decimals + shift_);
  const double scaled = std::abs(value) * unit;
  return std::round(scaled + scaled * kNoise) == round_ * unit;
}

void MisleadingValues::note(double value, int fewest, std::uint32_t row, const std::string& sheet) {
  if (std::abs(value) == round_ || !is_printed_as_it(value, fewest)) return;
  int most = fewest;
  while (most < kMost && is_printed_as_it(value, most + 1)) ++most;
  Found& found = found_[static_cast<std::size_t>(most)];
  if (found.misfits.cells == 0) found.number = count_;
  found.misfits.note(row, sheet);
  ++count_;
}

Misfits MisleadingValues::shown_with(int decimals) const {
  Found all;
  for (auto found = found_.begin() + decimals; found != found_.end(); ++found) {
    if (found->misfits.cells == 0) continue;
    const std::uint64_t cells = all.misfits.cells + found->misfits.cells;
    if (all.misfits.cells == 0 || found->number < all.number) all = *found;
    all.misfits.cells = cells;
  }
  return all.misfits;
}

}  // namespace report
