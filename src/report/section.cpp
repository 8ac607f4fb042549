#include "report/section.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "report/print/page_fit.h"
#include "workbook/xml/cell.h"

namespace report {
namespace {

using base::Message;

constexpr double kWidestWindow = 1'300;  // pixels that fit a common window

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

Section::Summary Section::end(PrintRun& run, std::vector<Message>& warnings) {
  Summary summary;
  summary.total = outline_.finish(streams_.back());
  columns_.end_section();
  summary.first_sheet = streams_.front().sheet;
  summary.last_sheet = streams_.back().sheet;
  summary.total_row = last_row(streams_.back()) + 1;
  for (const SheetStream& stream : streams_) {
    const SheetPlan plan = columns_.plan_sheet(*stream.rows, summary.total, heading_.width());
    const TextArea area = plan.pages.text_area();
    if (&stream == &streams_.front()) {
      summary.title = {heading_.section_title_row(), area.first};
    }
    double totals_height = 0;
    if (&stream == &streams_.back()) {
      const bool is_empty = stream.rows->size() == 0;
      totals_height = TotalsBlock(report_, columns_)
                          .write(*stream.sheet, summary.total_row + (is_empty ? empty_rows() : 0),
                                 row_ranges(), summary.total, area, warnings);
      const bool has_total = !is_empty && !columns_.totaled().empty();
      RowLog* log = report_.context.row_log;
      if (log != nullptr && has_total) log->add(summary.total_row, RowKind::kTotal);
    }
    lay_out(stream, plan, summary.total, totals_height, run);
    columns_.add_cell_warnings(*stream.sheet, *stream.rows, warnings);
    stream.rows->close();
  }
  return summary;
}

void Section::lay_out(const SheetStream& stream, const SheetPlan& plan, const Totals& total,
                      double totals_height, PrintRun& run) const {
  workbook::Sheet& sheet = *stream.sheet;
  const std::vector<double>& widths = plan.pages.widths();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.column(i, i, widths[i], report_.theme.body);
  }
  Heights heights{.header = plan.header_height,
                  .rows = stream.rows->heights().total(kRowHeight),
                  .totals_block = totals_height};
  const TextArea area = plan.pages.text_area();
  const Heading::Height heading = heading_.write(
      sheet, area, report_.words.text(Message{"report.rows", {{"count", total.rows}}}), total.rows);
  heights.heading = heading.printed;
  sheet.height(header_row(), plan.header_height);
  freeze(sheet, widths, heading.shown + plan.header_height);
  sheet.hide_gridlines();
  if (stream.rows->size() > 0) {
    apply_row_formatting(stream);
  } else {
    write_empty(sheet, area);
  }
  run.add(sheet, heading_.section(),
          plan.pages.choices(heights, stream.rows->heights(), first_row(), outline_.has_groups()));
  sheet.repeat_rows(header_row(), header_row());
  plan.pages.repeat_columns(sheet);
}

/// A table keeps its name and its columns on a day without rows, since other workbooks may refer to
/// it. It has a blank row then, as Excel leaves where a user deletes all of them.
void Section::write_empty(workbook::Sheet& sheet, const TextArea& area) const {
  if (outline_.has_groups()) {
    columns_.write_header(sheet, header_row());
  } else {
    columns_.write_empty_table(sheet, header_row(), report_.table_name("data"));
  }
  write_centered(sheet, report_.theme, area.in_row(header_row() + empty_rows()),
                 report_.words.text(Message{"report.no_rows"}), report_.theme.subtitle);
}

/// Keeps the titles of rows and columns in sight where they leave room for the rows themselves.
void Section::freeze(workbook::Sheet& sheet, const std::vector<double>& widths,
                     double height) const {
  const model::Freeze& wanted = report_.layout().freeze;
  const bool has_rows = wanted.rows.value_or(height <= kMaxFrozenHeight);
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
