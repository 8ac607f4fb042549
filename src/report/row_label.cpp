#include "report/row_label.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "model/value/time_text.h"
#include "report/style/number_text.h"
#include "report/row_number.h"
#include "report/style/shown_decimals.h"
#include "report/style/type_traits.h"
#include "source/sql/moment.h"

namespace report {
namespace {

using source::Storage;
using Words = TypeTraits::Words;

/// With the decimals of its cell, or with more if needed to tell it from others.
std::optional<std::string> number(const LocalizedReport& report, const model::Column& column,
                                  const source::ResultRows& row, std::size_t place) {
  const Unit unit = unit_for(report, column, row);
  auto value = read_cell_number(unit, row, place);
  if (!value) return std::nullopt;
  const bool is_percent = traits(column.type).format == TypeTraits::Format::kPercent;
  if (is_percent && !value->digits.empty()) value->exponent += ShownDecimals::shift(column.type);
  int decimals = unit.decimals;
  if (!column.decimals) {
    decimals = std::max(decimals, source::decimals(*value));
    const auto bounds = ShownDecimals::bounds(column);
    if (bounds && decimals > bounds->max) decimals = bounds->min;
  }
  source::round(*value, decimals);
  return format_amount(*std::move(value), decimals, column.grouping && !is_percent,
                       is_percent ? "%" : "");
}

std::optional<std::string> plain(const LocalizedReport& report, const model::Column& column,
                                 const source::ResultRows& row, std::size_t place) {
  if (row.storage(place) == Storage::kNull) return std::nullopt;
  const bool is_number =
      row.storage(place) == Storage::kInteger || row.storage(place) == Storage::kReal;
  switch (traits(column.type).words) {
    case Words::kNumber:
      return number(report, column, row, place);
    case Words::kDuration: {
      constexpr double kMaxSeconds = 1e12;
      const auto seconds =
          is_number ? std::optional{row.real(place)} : source::parse_duration(row.text(place));
      if (!seconds || !(std::abs(*seconds) < kMaxSeconds)) return std::nullopt;
      const std::chrono::seconds whole{std::llround(*seconds)};
      return *seconds < 0 ? model::format_duration(whole) : format_clock(whole.count(), false);
    }
    case Words::kTime: {
      const auto time = source::parse_time(row.text(place));
      return time ? std::optional{format_clock(time->count(), true)} : std::nullopt;
    }
    case Words::kVerbatim:
    case Words::kLabel:
    case Words::kYesNo:
    case Words::kDate:
    case Words::kDateTime:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::string row_label(const LocalizedReport& report, std::string_view name,
                      const source::ResultRows& row) {
  const std::size_t place = report.selection.index(name, report.language());
  const model::Column* column = report.spec.model->column(name);
  if (column == nullptr) return std::string{row.text(place)};
  const auto text = plain(report, *column, row, place);
  return text ? report.words.localize_digits(*text)
              : report.words.format_value(*column, row.text(place));
}

}  // namespace report
