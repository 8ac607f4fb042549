#include "report/row_label.h"

#include <algorithm>
#include <cmath>
#include <optional>

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
  Unit unit = unit_for(report, column, row);
  source::Number value;
  if (source::read_number(row.cell(place), unit.rule, value) != source::Reading::kRead) {
    return std::nullopt;
  }
  if (!fits_in_cell(value, unit)) return long_number_text(row.cell(place), value);
  const auto bounds = ShownDecimals::bounds(column);
  const int decimals = source::decimals(value) - ShownDecimals::shift(column.type);
  if (bounds && decimals <= bounds->max) unit.decimals = std::max(unit.decimals, decimals);
  return report.words.format_number(column, unit, source::to_real(value));
}

std::optional<std::string> duration(const LocalizedReport& report, const model::Column& column,
                                    const source::Cell& cell) {
  source::Number seconds;
  if (source::read_seconds(cell, seconds) != source::Reading::kRead) return std::nullopt;
  const bool is_shown = std::abs(source::to_real(seconds)) < kExcelDayLimit * kSecondsPerDay;
  return is_shown ? std::optional{report.words.format_seconds(column, seconds)} : std::nullopt;
}

std::optional<std::string> time(const LocalizedReport& report, const model::Column& column,
                                std::string_view text) {
  const auto time = source::parse_time(text);
  if (!time) return std::nullopt;
  return report.words.format_number(column, {},
                                    static_cast<double>(time->count()) / kSecondsPerDay);
}

/// Absent for a value that is written in its own words, or as the source does.
std::optional<std::string> in_format(const LocalizedReport& report, const model::Column& column,
                                     const source::ResultRows& row, std::size_t place) {
  const source::Cell& cell = row.cell(place);
  const bool is_bytes = cell.storage == Storage::kBlob && !source::is_text(cell.text);
  if (is_bytes || source::is_empty(cell)) return std::nullopt;
  switch (traits(column.type).words) {
    case Words::kNumber:
      return number(report, column, row, place);
    case Words::kDuration:
      return duration(report, column, cell);
    case Words::kTime:
      return time(report, column, row.text(place));
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
  const auto text = in_format(report, *column, row, place);
  return text ? *text : report.words.format_value(*column, row.text(place));
}

}  // namespace report
