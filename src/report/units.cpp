#include "report/units.h"

#include <algorithm>

#include "language/currency.h"
#include "report/shown_decimals.h"

namespace report {
namespace {

constexpr std::size_t kCurrencies = 100;  // styles for more are not made
constexpr std::size_t kMarked = 30;       // and marked ones

bool has_subtotals(const model::Layout& layout) {
  return std::ranges::any_of(layout.groups, &model::Group::subtotal);
}

}  // namespace

Units::Units(const model::Column& column, const Edition& edition)
    : column_(column),
      edition_(edition),
      has_subtotals_(column.aggregate != model::Aggregate::kNone &&
                     has_subtotals(edition.layout())),
      units_{unit_of(column)},
      looks_{edition.theme.column(column, units_.front())},
      is_known_(language::is_currency(column.currency)) {}

bool Units::begin_section() {
  if (!ShownDecimals::bounds(column_)) return false;
  const auto open = edition_.theme.open(column_, has_subtotals_);
  if (!open) return false;
  open_ = open;
  looks_.front().value = open->value;
  units_.front() = unit_of(column_);
  return true;
}

void Units::show(int decimals) {
  units_.front().decimals = decimals;
  if (open_) edition_.theme.close(*open_, column_, units_.front());
}

/// Rows of one currency come together as a rule.
void Units::enter(std::string_view written) {
  if (written_ == written) return;
  written_ = written;
  choose(language::normalize_currency_code(written));
}

void Units::choose(const std::string& code) {
  is_known_ = language::is_currency(code);
  const auto seen = std::ranges::find(units_, code, &Unit::currency);
  current_ = static_cast<std::size_t>(seen - units_.begin());
  if (seen == units_.end()) add(code);
  value_style_ = looks_[current_].value;
}

void Units::add(const std::string& code) {
  const bool has_style = units_.size() < kCurrencies;
  if (!has_style && !is_known_) {
    current_ = 0;
    return;
  }
  const std::vector<const model::Column*> columns = edition_.order.columns();
  const bool is_shown = std::ranges::any_of(columns, [&](const model::Column* column) {
    return column->from.get(edition_.language()) == column_.currency_from;
  });
  Unit& unit = units_.emplace_back(unit_of(column_, code));
  if (!is_shown && !code.empty()) unit.sign = edition_.words.text(language::currency_symbol(code));
  looks_.push_back(has_style ? edition_.theme.column(column_, unit) : looks_.front());
}

bool Units::is_marked(const RunningTotal& total) {
  return total.left_out() > 0 && static_cast<std::size_t>(total.unit()) < kMarked;
}

workbook::StyleId Units::subtotal_style(const RunningTotal& total) const {
  if (!open_) return look(total).subtotal;
  return is_marked(total) ? *open_->marked_subtotal : *open_->subtotal;
}

ColumnLook Units::look(const RunningTotal& total) const {
  const auto number = static_cast<std::size_t>(total.unit());
  if (is_marked(total)) {
    return edition_.theme.column(column_, units_[number], Theme::Mark::kLeftOut);
  }
  return open_ ? edition_.theme.column(column_, units_[number]) : looks_[number];
}

}  // namespace report
