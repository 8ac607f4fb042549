#include "report/index_sheet.h"

#include <algorithm>
#include <cmath>

#include "report/heading.h"
#include "report/print/page_plan.h"
#include "report/style/layout_text.h"
#include "report/style/text_layout.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;

constexpr std::uint16_t kFirstCountColumn = 2;  // that of rows, after number and title
constexpr std::uint16_t kFirstSumColumn = 3;
constexpr double kHeaderHeight = 30;
constexpr double kTotalRowHeight = 20;

}  // namespace

IndexSheet::IndexSheet(const LocalizedReport& report, const Columns& columns)
    : report_(report),
      columns_(columns),
      sheet_(report.add_sheet(report.words.text(Message{"report.index"}), SheetKind::kIndex)) {
  const ReportText& words = report.words;
  // The titles of the sheets are values of a column, or of a column of the result without a title.
  const model::Column* named = report.spec.model->column(report.layout().sheet_per_instance->title);
  titles_ = {
      words.text(Message{"report.serial"}),
      named == nullptr ? words.text(Message{"report.sheet"}) : named->title.get(report.language()),
      words.text(Message{"report.row_count"})};
  for (const Columns::TotaledColumn& totaled : columns.totaled()) {
    if (totaled.column->aggregate != model::Aggregate::kSum) continue;  // only sums can be added up
    sums_.push_back(totaled);
    titles_.push_back(
        columns.with_currency(*totaled.column, totaled.column->title.get(report.language())));
  }
}

void IndexSheet::add(const std::string& title, const Section::Summary& section) {
  total_.merge(section.total);
  entries_.push_back({title, section});
}

void IndexSheet::write() {
  const Heading heading(report_);
  const std::vector<double> its_widths = widths();
  for (std::uint16_t i = 0; i < its_widths.size(); ++i) {
    sheet_.column(i, i, its_widths[i], report_.theme.body);
  }
  model::Layout layout;
  layout.paper = report_.layout().paper;
  const PagePlan plan(layout, its_widths, kFirstCountColumn);
  const TextArea area = plan.text_area();
  Heights heights{.header = kHeaderHeight};
  const Heading::Height height = heading.write(
      sheet_, area, report_.words.text(Message{"report.rows", {{"count", total_.rows}}}));
  heights.heading = height.printed;
  const std::uint32_t header = heading.rows();
  sheet_.height(header, kHeaderHeight);
  for (std::uint16_t i = 0; i < titles_.size(); ++i) {
    sheet_.text({header, i}, titles_[i], report_.theme.header);
  }
  if (height.shown + kHeaderHeight <= kMaxFrozenHeight) sheet_.freeze({header + 1, 0});
  sheet_.hide_gridlines();
  std::uint32_t row = header + 1;
  if (entries_.empty()) {
    write_centered(sheet_, report_.theme, area.in_row(row),
                   report_.words.text(Message{"report.no_rows"}), report_.theme.subtitle);
  } else {
    for (const Entry& entry : entries_) write_entry(row++, entry);
    write_totals(row, header + 1);
    const std::string excluded = columns_.excluded_note(total_);
    if (!excluded.empty()) sheet_.text({row + 1, area.first}, excluded, report_.theme.note_start);
    heights.totals_block = kTotalRowHeight + (excluded.empty() ? 0 : kRowHeight);
    const workbook::Range data{{header + 1, 0},
                               {row - 1, static_cast<std::uint16_t>(titles_.size() - 1)}};
    sheet_.add_banding(data, report_.theme.palette().banding());
    sheet_.ignore_number_as_text(data);
    sheet_.mark_header({{header, 0}, data.last});
  }
  workbook::RowHeights rows;
  for (std::size_t i = 0; i < entries_.size(); ++i) rows.add(0, false, workbook::KeepWith::kNone);
  heights.rows = rows.total(kRowHeight);
  report_.set_up_print(sheet_, plan.set_up(heights, rows, header + 1, false).setup);
  sheet_.repeat_rows(header, header);
  plan.repeat_columns(sheet_);
}

void IndexSheet::write_entry(std::uint32_t row, const Entry& entry) const {
  const Theme& theme = report_.theme;
  const Section::Summary& section = entry.section;
  const auto number = static_cast<double>(&entry - entries_.data() + 1);
  sheet_.number({row, 0}, number, theme.serial);
  const std::string title = workbook::single_line(entry.title);
  sheet_.link({row, 1}, section.first_sheet->name(), section.title, title,
              theme.in_direction_of(title, theme.link));
  sheet_.number({row, 2}, static_cast<double>(section.total.rows), theme.count);
  for (std::uint16_t i = 0; i < sums_.size(); ++i) {
    const Columns::TotaledColumn& sum = sums_[i];
    const RunningTotal& total = section.total.by_column[sum.index];
    const workbook::Cell cell{row, static_cast<std::uint16_t>(kFirstSumColumn + i)};
    const workbook::StyleId style = sum.cells->styles(total).figure;
    const workbook::Cell its_total{section.total_row, sum.place};
    if (const auto value = sum.cells->value(total)) {
      sheet_.formula(cell, workbook::a1(section.last_sheet->name(), its_total), *value, style);
    } else {
      sheet_.text(cell, total.marker(), style);
    }
  }
}

/// The formula adds the totals of the sections as they are rounded there.
double IndexSheet::sum_of_entries(const Columns::TotaledColumn& column,
                                  const RunningTotal& total) const {
  RunningTotal sum{model::Aggregate::kSum};
  sum.measure_in(total.unit());
  for (const Entry& entry : entries_) {
    sum.add(column.cells->value(entry.section.total.by_column[column.index]).value_or(0));
  }
  return column.cells->value(sum).value_or(0);
}

void IndexSheet::write_totals(std::uint32_t row, std::uint32_t first_row) const {
  const Theme& theme = report_.theme;
  const auto sum_of = [&](std::uint16_t column) {
    return "SUM(" + workbook::a1(workbook::Range{{first_row, column}, {row - 1, column}}) + ")";
  };
  sheet_.height(row, kTotalRowHeight);
  sheet_.blank({row, 0}, theme.total_label);
  sheet_.text({row, 1}, report_.words.text(Message{"report.total"}), theme.total_label);
  sheet_.formula({row, 2}, sum_of(2), static_cast<double>(total_.rows), theme.count_total);
  for (std::uint16_t i = 0; i < sums_.size(); ++i) {
    const RunningTotal& total = total_.by_column[sums_[i].index];
    const workbook::Cell cell{row, static_cast<std::uint16_t>(kFirstSumColumn + i)};
    const workbook::StyleId style = sums_[i].cells->styles(total).total;
    if (sums_[i].cells->value(total)) {
      const double value = sum_of_entries(sums_[i], total);
      sheet_.formula(cell, sums_[i].cells->formula(total, sum_of(cell.column)), value, style);
    } else {
      sheet_.text(cell, total.marker(), style);
    }
  }
}

std::vector<double> IndexSheet::widths() const {
  constexpr double kNumberWidth = 6;
  constexpr double kMinTitleWidth = 30;
  constexpr double kMaxTitleWidth = 60;
  constexpr double kMinAmountWidth = 12;
  const Theme& theme = report_.theme;
  double widest = kMinTitleWidth;
  for (const Entry& entry : entries_) {
    widest = std::max(widest, theme.text_width(entry.title) + kTextPadding);
  }
  const auto with_title = [&](std::size_t column, double width) {
    constexpr int kTitleLines = 2;
    return std::max(
        width,
        least_width(theme, titles_[column], language::Weight::kBold, kTitleLines) + kTitlePadding);
  };
  const double rows = theme.number_width(theme.count_total, static_cast<double>(total_.rows));
  std::vector<double> widths = {
      std::max(
          kNumberWidth,
          theme.number_width(theme.serial, static_cast<double>(entries_.size())) + kCenterPadding),
      std::min(widest, kMaxTitleWidth),
      with_title(2, std::max(kMinAmountWidth, rows + kNumberPadding))};
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    double amount = kMinAmountWidth;
    const auto fit = [&](const RunningTotal& total, workbook::StyleId style) {
      const double value = sums_[i].cells->value(total).value_or(0);
      amount = std::max(amount, theme.number_width(style, value) + kNumberPadding);
    };
    for (const Entry& entry : entries_) {
      if (entry.section.total.by_column.empty()) continue;
      const RunningTotal& total = entry.section.total.by_column[sums_[i].index];
      fit(total, sums_[i].cells->styles(total).figure);
    }
    if (!total_.by_column.empty()) {
      const RunningTotal& total = total_.by_column[sums_[i].index];
      fit(total, sums_[i].cells->styles(total).total);
    }
    widths.push_back(with_title(kFirstSumColumn + i, amount));
  }
  return widths;
}

}  // namespace report
