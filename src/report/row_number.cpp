#include "report/row_number.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "language/currency.h"

namespace report {

Unit unit_of(const Edition& edition, const model::Column& column, const source::ResultRows& row) {
  if (column.currency_from.empty()) return unit_of(column);
  return unit_of(column, language::normalize_currency_code(row.text(
                             edition.selection.index(column.currency_from, edition.language()))));
}

bool is_held(const source::Number& number, const Unit& unit) {
  constexpr int kShown = 6;  // the most that a format has by itself
  constexpr auto kDigits = static_cast<int>(kHeldDigits);
  if (number.exponent > kDigits) return false;
  return number.digits.size() <= kHeldDigits ||
         number.exponent + std::max(unit.decimals, kShown) <= kDigits;
}

std::optional<source::Number> number_of(const Unit& unit, const source::ResultRows& row,
                                        std::size_t place) {
  source::Number number;
  const auto reading = source::read_number(row.cell(place), unit.rule, number);
  const bool is_number = reading == source::Reading::kRead && is_held(number, unit);
  return is_number ? std::optional{std::move(number)} : std::nullopt;
}

}  // namespace report
