#include "report/columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "language/currency.h"
#include "language/text.h"
#include "language/display_width.h"
#include "report/style/font_metrics.h"
#include "report/highlight_rule.h"
#include "report/style/number_format.h"
#include "report/print/page_fit.h"
#include "report/style/text_layout.h"
#include "report/style/type_traits.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;
using Format = TypeTraits::Format;
using language::Weight;

double padding_for(TypeTraits::Alignment alignment) {
  switch (alignment) {
    case TypeTraits::Alignment::kStart:
      return kTextPadding;
    case TypeTraits::Alignment::kCenter:
      return kCenterPadding;
    case TypeTraits::Alignment::kRight:
      return kNumberPadding;
  }
  return kTextPadding;
}

/// Whether there are amounts of several currencies, so that each column must name its own.
bool has_several_currencies(const std::vector<const model::Column*>& columns) {
  std::set<std::string> currencies;
  for (const model::Column* column : columns) {
    if (column->type == model::Type::kMoney) currencies.insert(column->currency);
  }
  return currencies.size() > 1;
}

}  // namespace

Columns::Columns(const LocalizedReport& report) : Columns(report, report.table_columns()) {
  has_filter_ = report.layout().groups.empty();
  has_totals_block_ = true;
}

Columns::Columns(const LocalizedReport& report, const std::vector<const model::Column*>& columns)
    : report_(report) {
  const bool has_label_place = std::ranges::any_of(columns, [](const model::Column* column) {
    return column->aggregate == model::Aggregate::kNone;
  });
  if (report.layout().serial_numbers || !has_label_place) add_row_numbers();
  shows_currency_ = has_several_currencies(columns);
  parts_.reserve(columns.size());  // pointers to its elements are kept
  for (const model::Column* column : columns) add(*column);
  if (!has_row_numbers_) {
    const Part& labeled = *std::ranges::find_if(
        parts_, [](const Part& part) { return part.column->aggregate == model::Aggregate::kNone; });
    const bool is_after_hijri = report.hijri_place(*labeled.column) == HijriPlace::kBefore;
    label_column_ = static_cast<std::uint16_t>(labeled.first - (is_after_hijri ? 1 : 0));
  }
  record_label(report.words.text(Message{"report.total"}));
}

void Columns::add_row_numbers() {
  has_row_numbers_ = true;
  add_title(report_.words.text(Message{"report.serial"}));
  stream({report_.theme.serial, report_.theme.serial}, kNumberPadding);
}

std::string Columns::with_currency(const model::Column& column, const std::string& title) const {
  if (!shows_currency_ || column.currency.empty()) return title;
  return report_.words.text(
      Message{"report.title_with_currency",
              {{"title", title},
               {"sign", report_.words.text(language::currency_symbol(column.currency))}}});
}

void Columns::add(const model::Column& column) {
  const TypeTraits its = traits(column.type);
  std::string title = column.title.get(report_.language());
  if (language::is_invisible(workbook::single_line(title))) title = column.key;
  title = with_currency(column, title);
  const HijriPlace hijri = report_.hijri_place(column);
  const auto first = static_cast<std::uint16_t>(size() + (hijri == HijriPlace::kBefore ? 1 : 0));
  parts_.push_back({&column, {column, report_}, first});
  Part& part = parts_.back();
  const bool is_text =
      its.words == TypeTraits::Words::kVerbatim || its.words == TypeTraits::Words::kLabel;
  if (is_text) texts_.push_back(&part);
  if (part.cells.may_have_lines()) wrapped_.push_back(&part);
  if (column.aggregate != model::Aggregate::kNone) {
    totaled_.push_back({&column, part.first, totaled_.size(), &part.cells});
  }
  if (hijri == HijriPlace::kBefore) add_hijri(part.cells, title);
  add_title(title);
  const ColumnStyles& styles = part.cells.styles();
  stream({styles.value, styles.text.verbatim}, padding_for(its.alignment));
  if (hijri == HijriPlace::kAfter) add_hijri(part.cells, title);
}

void Columns::add_hijri(const ColumnCells& cells, const std::string& title) {
  add_title(report_.words.text(Message{"report.hijri_title", {{"title", title}}}));
  const ColumnStyles& styles = cells.styles();
  stream({styles.text.verbatim, styles.text.verbatim}, kTextPadding);
}

/// Titles are unique single lines: Excel repairs a table that has a title twice.
void Columns::add_title(std::string_view title) {
  const std::string& its = titles_.emplace_back(unique_titles_.add(workbook::single_line(title)));
  title_widths_.push_back({least_width(report_.theme, its, Weight::kBold, 2),
                           least_width(report_.theme, its, Weight::kBold, 3)});
}

void Columns::stream(const workbook::Column& column, double padding) {
  streamed_.push_back(column);
  paddings_.push_back(padding);
}

void Columns::begin_section() {
  for (Part& part : parts_) {
    part.cells.begin_section();
    streamed_[part.first].style = part.cells.styles().value;
  }
}

void Columns::end_section() {
  for (Part& part : parts_) part.cells.end_section();
}

void Columns::end_report() {
  for (Part& part : parts_) part.cells.end_report();
}

void Columns::enter(const workbook::Sheet& sheet) {
  for (Part& part : parts_) part.cells.enter(sheet);
}

void Columns::write(const source::ResultRows& in, std::int64_t number, workbook::RowWriter& out) {
  ++rows_;
  if (has_row_numbers_) out.integer(number);
  for (Part& part : parts_) part.cells.write(in, out);
}

Totals Columns::take_totals() {
  Totals totals;
  totals.rows = std::exchange(rows_, 0);
  for (Part& part : parts_) {
    const RunningTotal total = part.cells.take_total();
    if (part.column->aggregate != model::Aggregate::kNone) totals.by_column.push_back(total);
  }
  return totals;
}

void Columns::write_header(workbook::Sheet& sheet, std::uint32_t row) const {
  for (std::uint16_t i = 0; i < size(); ++i) {
    sheet.text({row, i}, titles_[i], report_.theme.header);
  }
}

void Columns::write_table(workbook::Sheet& sheet, std::uint32_t row, std::uint32_t last_row,
                          const std::string& name) const {
  std::vector<workbook::TableColumn> columns;
  for (const std::string& title : titles_) columns.push_back({title, report_.theme.header});
  sheet.table({{row, 0}, {last_row, last()}}, name, columns);
}

void Columns::write_empty_table(workbook::Sheet& sheet, std::uint32_t row,
                                const std::string& name) const {
  for (std::uint16_t i = 0; i < size(); ++i) sheet.blank({row + 1, i}, streamed_[i].style);
  write_table(sheet, row, row + 1, name);
}

std::uint16_t Columns::label_end() const {
  const auto next = std::ranges::find_if(
      totaled_, [&](const TotaledColumn& its) { return its.place > label_column_; });
  return next == totaled_.end() ? size() : next->place;
}

void Columns::record_label(const std::string& label) {
  if (label_end() == size()) return;
  widest_label_ = std::max(widest_label_, report_.theme.text_width(label, Weight::kBold));
}

std::string Columns::title(const model::BalanceCheck& check) const {
  const language::Language language = report_.language();
  const std::string& its = check.title.get(language);
  if (!its.empty()) return its;
  return report_.words.text(
      Message{"report.equal_totals",
              {{"left", totaled(check.left)->column->title.get(language)},
               {"right", totaled(check.right)->column->title.get(language)}}});
}

const Columns::TotaledColumn* Columns::totaled(std::string_view key) const {
  const auto found = std::ranges::find(
      totaled_, key, [](const TotaledColumn& its) -> std::string_view { return its.column->key; });
  return found == totaled_.end() ? nullptr : &*found;
}

std::uint16_t Columns::sheet_column(std::string_view key) const {
  const auto found =
      std::ranges::find_if(parts_, [&](const Part& part) { return part.column->key == key; });
  return found == parts_.end() ? size() : found->first;
}

void Columns::apply_formatting(workbook::Sheet& sheet, std::uint32_t first_row,
                               std::uint32_t last_row, bool has_groups) const {
  const auto band = [&](std::uint16_t first, std::uint16_t end) {
    if (has_groups || first == end) return;
    sheet.add_banding({{first_row, first}, {last_row, static_cast<std::uint16_t>(end - 1)}},
                      report_.theme.palette().banding());
  };
  std::uint16_t plain = 0;  // the first column that is not banded yet
  for (const Part& part : parts_) {
    if (part.column->highlights.empty()) continue;
    band(plain, part.first);
    plain = static_cast<std::uint16_t>(part.first + 1);
    highlight(sheet, part, first_row, last_row, has_groups);
    band(part.first, plain);
  }
  band(plain, size());
}

void Columns::highlight(workbook::Sheet& sheet, const Part& part, std::uint32_t first_row,
                        std::uint32_t last_row, bool has_groups) const {
  const std::string cell = workbook::a1(workbook::Cell{first_row, part.first});
  for (const model::Highlight& highlight : part.column->highlights) {
    auto rule = highlight_rule(*part.column, highlight, report_.words, cell);
    if (!rule) continue;
    // Grouped rows have subtotals among them.
    if (has_groups) rule = "AND(NOT(_xlfn.ISFORMULA(" + cell + "))," + *rule + ")";
    sheet.add_conditional_style({{first_row, part.first}, {last_row, part.first}}, *rule,
                                Palette::highlight(highlight.tone));
  }
}

}  // namespace report
