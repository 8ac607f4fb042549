#include "report/section.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "report/print/page_fit.h"
#include "workbook/xml/cell.h"

namespace report {
namespace {

using base::Message;

constexpr double kHeaderHeight = 30;      // two lines
constexpr double kTallHeaderHeight = 43;  // three lines
constexpr double kMaxFrozenHeight = 120;  // points, so that rows can be reached at 200 % zoom
constexpr double kWidestWindow = 1'300;   // pixels that fit a common window

double width_in_pixels(const std::vector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0,
                         [](double sum, double its) { return sum + pixels(its); });
}

}  // namespace

Section::Section(const LocalizedReport& report, Columns& columns, const std::string& name,
                 const SectionTitle& section_title, Outline::Listener listener)
    : report_(report),
      columns_(columns),
      name_(name),
      heading_(report, section_title),
      outline_(report, columns, heading_.width(), std::move(listener)) {
  columns_.begin_section();
  open_stream();
}

void Section::open_stream() {
  workbook::Sheet& sheet = report_.add_sheet(name_, SheetKind::kRows);
  columns_.enter(sheet);
  if (RowLog* log = report_.context.row_log) {
    log->enter(sheet.name());
    const bool has_title = streams_.empty() && !heading_.section().empty();
    if (has_title) log->add(heading_.section_title_row(), RowKind::kSection);
  }
  streams_.push_back({&sheet, &sheet.stream(first_row(), columns_.streamed())});
}

void Section::write(const source::ResultRows& row) {
  constexpr std::uint32_t kReservedRows = TotalsBlock::kMaxRows + 2 * Outline::kMaxRows;
  outline_.close_groups_before(row, streams_.back());
  if (streams_.back().rows->rows_left() <= kReservedRows) {
    outline_.leave_sheet(streams_.back());
    streams_.back().rows->close();
    open_stream();
    outline_.enter_sheet(streams_.back());
  }
  outline_.open_groups_for(row, streams_.back());
  workbook::RowWriter& rows = *streams_.back().rows;
  workbook::RowFormat format = outline_.row_format();
  format.height = columns_.height(row, rows);
  if (RowLog* log = report_.context.row_log) log->add(rows.row(), RowKind::kData);
  rows.begin_row(format);
  columns_.write(row, ++rows_, rows);
  rows.end_row();
}

Section::Summary Section::end(std::vector<Message>& warnings) {
  Summary summary;
  summary.total = outline_.finish(streams_.back());
  columns_.end_section();
  summary.first_sheet = streams_.front().sheet;
  summary.last_sheet = streams_.back().sheet;
  summary.total_row = last_row(streams_.back()) + 1;
  for (const SheetStream& stream : streams_) {
    const SheetPlan plan = plan_pages(stream, summary.total);
    const TextArea area = plan.pages.text_area();
    if (&stream == &streams_.front()) {
      summary.title = {heading_.section_title_row(), area.first};
    }
    double totals_height = 0;
    if (&stream == &streams_.back()) {
      const bool is_empty = stream.rows->size() == 0;
      totals_height = TotalsBlock(report_, columns_)
                          .write(*stream.sheet, summary.total_row + (is_empty ? 1 : 0),
                                 row_ranges(), summary.total, area, warnings);
      const bool has_total = !is_empty && !columns_.totaled().empty();
      RowLog* log = report_.context.row_log;
      if (log != nullptr && has_total) log->add(summary.total_row, RowKind::kTotal);
    }
    lay_out(stream, plan, summary.total, totals_height, warnings);
    columns_.add_cell_warnings(*stream.sheet, *stream.rows, warnings);
    stream.rows->close();
  }
  return summary;
}

/// Titles take three lines where that prints columns larger that are too wide for a page.
Section::SheetPlan Section::plan_pages(const SheetStream& stream, const Totals& total) const {
  const auto plan_for = [&](Columns::TitleLines title_lines) {
    std::vector<double> widths =
        columns_.widths(*stream.rows, total, heading_.width(), title_lines);
    const std::uint16_t lead = columns_.lead_columns(widths);
    return PagePlan(report_.layout(), std::move(widths), lead);
  };
  PagePlan plan = plan_for(Columns::TitleLines::kTwo);
  const bool is_wide = plan.pages_wide() > 1 || plan.scale() < PagePlan::kComfortableScale;
  if (!is_wide) return {std::move(plan), kHeaderHeight};
  PagePlan narrower = plan_for(Columns::TitleLines::kThree);
  const bool is_better =
      narrower.pages_wide() < plan.pages_wide() ||
      (narrower.pages_wide() == plan.pages_wide() && narrower.scale() > plan.scale());
  if (is_better) return {std::move(narrower), kTallHeaderHeight};
  return {std::move(plan), kHeaderHeight};
}

void Section::lay_out(const SheetStream& stream, const SheetPlan& plan, const Totals& total,
                      double totals_height, std::vector<Message>& warnings) const {
  workbook::Sheet& sheet = *stream.sheet;
  const std::vector<double>& widths = plan.pages.widths();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.column(i, i, widths[i], report_.theme.body);
  }
  Heights heights{.header = plan.header_height,
                  .rows = stream.rows->heights().total(kRowHeight),
                  .totals_block = totals_height};
  const TextArea area = plan.pages.text_area();
  heights.heading = heading_.write(
      sheet, area, report_.words.text(Message{"report.rows", {{"count", total.rows}}}));
  sheet.height(header_row(), plan.header_height);
  freeze(sheet, widths, heights);
  sheet.hide_gridlines();
  if (stream.rows->size() > 0) {
    apply_row_formatting(stream);
  } else {
    columns_.write_header(sheet, header_row());
    if (!outline_.has_groups()) {
      sheet.filter({{header_row(), 0}, {header_row(), columns_.last()}});
    }
    write_centered(sheet, report_.theme, area.in_row(first_row()),
                   report_.words.text(Message{"report.no_rows"}), report_.theme.subtitle);
  }
  const PagePlan::Pages pages =
      plan.pages.set_up(heights, stream.rows->heights(), first_row(), outline_.has_groups());
  if (pages.is_too_long) {
    warnings.push_back(Message{"report.too_many_pages", {{"sheet", sheet.name()}}});
  }
  report_.set_up_print(sheet, pages.setup, heading_.section());
  sheet.repeat_rows(header_row(), header_row());
  plan.pages.repeat_columns(sheet);
}

/// Keeps the titles of rows and columns in sight where they leave room for the rows themselves.
void Section::freeze(workbook::Sheet& sheet, const std::vector<double>& widths,
                     const Heights& heights) const {
  const model::Freeze& wanted = report_.layout().freeze;
  const bool has_rows = wanted.rows.value_or(heights.heading + heights.header <= kMaxFrozenHeight);
  const bool is_wide = width_in_pixels(widths) > kWidestWindow;
  const std::uint16_t lead = is_wide ? columns_.lead_columns(widths) : std::uint16_t{0};
  const std::uint16_t columns = std::min(wanted.columns.value_or(lead), columns_.last());
  if (has_rows || columns > 0) sheet.freeze({has_rows ? first_row() : 0, columns});
}

/// Makes ungrouped rows a table, and grouped ones a plain range: a filter would let users sort
/// amounts away from the titles and subtotals of their groups.
void Section::apply_row_formatting(const SheetStream& stream) const {
  workbook::Sheet& sheet = *stream.sheet;
  const workbook::Range data{{first_row(), 0}, {last_row(stream), columns_.last()}};
  columns_.apply_formatting(sheet, first_row(), last_row(stream), outline_.has_groups());
  if (outline_.has_groups()) {
    columns_.write_header(sheet, header_row());
    sheet.mark_header({{header_row(), 0}, data.last});
    if (!outline_.has_subtotals()) sheet.set_summary_above();
  } else {
    columns_.write_table(sheet, header_row(), last_row(stream), report_.table_name("data"));
  }
  sheet.ignore_number_as_text(data);
}

std::vector<RowRange> Section::row_ranges() const {
  std::vector<RowRange> row_ranges;
  for (const SheetStream& stream : streams_) {
    if (stream.rows->size() > 0)
      row_ranges.push_back({stream.sheet, first_row(), last_row(stream)});
  }
  return row_ranges;
}

}  // namespace report
