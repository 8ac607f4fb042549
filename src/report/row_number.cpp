#include "report/row_number.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "language/currency.h"

namespace report {

Unit unit_for(const LocalizedReport& report, const model::Column& column,
              const source::ResultRows& row) {
  if (column.currency_from.empty()) return unit_for(column);
  return unit_for(column, language::normalize_currency_code(row.text(
                              report.selection.index(column.currency_from, report.language()))));
}

bool fits_in_cell(const source::Number& number, const Unit& unit) {
  constexpr int kMaxGeneralDecimals = 6;  // the most that an automatic format shows
  constexpr auto kDigits = static_cast<int>(kCellDigits);
  if (number.exponent > kDigits) return false;
  return number.digits.size() <= kCellDigits ||
         number.exponent + std::max(unit.decimals, kMaxGeneralDecimals) <= kDigits;
}

std::string long_number_text(const source::Cell& cell, const source::Number& number) {
  if (cell.storage != source::Storage::kReal) return source::format_number(number);
  source::Cell known;  // the further digits of a double are not known
  known.storage = source::Storage::kReal;
  known.real = source::to_real(number);
  return source::format_cell(known);
}

std::optional<source::Number> read_cell_number(const Unit& unit, const source::ResultRows& row,
                                               std::size_t place) {
  source::Number number;
  const auto reading = source::read_number(row.cell(place), unit.rule, number);
  const bool is_number = reading == source::Reading::kRead && fits_in_cell(number, unit);
  return is_number ? std::optional{std::move(number)} : std::nullopt;
}

}  // namespace report
