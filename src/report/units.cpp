#include "report/units.h"

#include <algorithm>

#include "language/currency.h"
#include "report/style/shown_decimals.h"

namespace report {
namespace {

constexpr std::size_t kMaxStyledCurrencies = 100;  // further currencies get no styles of their own
constexpr std::size_t kMaxMarkedCurrencies = 30;   // further ones get no marked styles

bool has_subtotals(const model::Layout& layout) {
  return std::ranges::any_of(layout.groups, &model::Group::subtotal);
}

}  // namespace

Units::Units(const model::Column& column, const LocalizedReport& report)
    : column_(column),
      report_(report),
      has_subtotals_(column.aggregate != model::Aggregate::kNone && has_subtotals(report.layout())),
      units_{unit_for(column)},
      styles_{report.theme.column_styles(column, units_.front())},
      is_known_(language::is_currency(column.currency)) {}

bool Units::begin_section() {
  if (!ShownDecimals::bounds(column_)) return false;
  const auto open = report_.theme.open_styles(column_, has_subtotals_);
  if (!open) return false;
  open_ = open;
  styles_.front().value = open->value;
  units_.front() = unit_for(column_);
  return true;
}

void Units::set_decimals(int decimals) {
  units_.front().decimals = decimals;
  if (open_) report_.theme.close_styles(*open_, column_, units_.front());
}

/// Remembers the last currency, since rows of one currency usually follow each other.
void Units::select_currency(std::string_view written) {
  if (written_ == written) return;
  written_ = written;
  select_unit(language::normalize_currency_code(written));
}

void Units::select_unit(const std::string& code) {
  is_known_ = language::is_currency(code);
  const auto seen = std::ranges::find(units_, code, &Unit::currency);
  current_ = static_cast<std::size_t>(seen - units_.begin());
  if (seen == units_.end()) add(code);
  value_style_ = styles_[current_].value;
}

void Units::add(const std::string& code) {
  const bool has_style = units_.size() < kMaxStyledCurrencies;
  if (!has_style && !is_known_) {
    current_ = 0;
    return;
  }
  const std::vector<const model::Column*> columns = report_.spec.columns();
  const bool is_shown = std::ranges::any_of(columns, [&](const model::Column* column) {
    return column->from.get(report_.language()) == column_.currency_from;
  });
  Unit& unit = units_.emplace_back(unit_for(column_, code));
  if (!is_shown && !code.empty()) unit.symbol = report_.words.text(language::currency_symbol(code));
  styles_.push_back(has_style ? report_.theme.column_styles(column_, unit) : styles_.front());
}

bool Units::is_marked(const RunningTotal& total) {
  return total.excluded() > 0 && static_cast<std::size_t>(total.unit()) < kMaxMarkedCurrencies;
}

workbook::StyleId Units::subtotal_style(const RunningTotal& total) const {
  if (!open_) return styles(total).subtotal;
  return is_marked(total) ? *open_->marked_subtotal : *open_->subtotal;
}

ColumnStyles Units::styles(const RunningTotal& total) const {
  const auto number = static_cast<std::size_t>(total.unit());
  if (is_marked(total)) {
    return report_.theme.column_styles(column_, units_[number], Theme::Marker::kExcluded);
  }
  return open_ ? report_.theme.column_styles(column_, units_[number]) : styles_[number];
}

}  // namespace report
