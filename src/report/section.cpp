#include "report/section.h"

#include <algorithm>
#include <numeric>

#include "report/page_fit.h"
#include "workbook/xml/cell.h"

namespace report {
namespace {

using base::Message;

constexpr double kHeaderHeight = 30;    // two lines
constexpr double kPortraitWidth = 100;  // the most digits that fit on A4 without shrinking

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
  format.height = columns_.height(row);
  if (format.height > 0) streams_.back().extra_height += format.height - kRowHeight;
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
  summary.title = heading_.section_title();
  summary.total_row = last_row(streams_.back()) + 1;
  for (const SheetStream& stream : streams_) {
    const std::vector<double> widths =
        columns_.widths(*stream.rows, summary.total, heading_.width());
    double totals_height = 0;
    if (&stream == &streams_.back()) {
      const bool is_empty = stream.rows->size() == 0;
      totals_height = TotalsBlock(report_, columns_)
                          .write(*stream.sheet, summary.total_row + (is_empty ? 1 : 0),
                                 row_ranges(), summary.total, widths, warnings);
    }
    lay_out(stream, widths, summary.total, totals_height);
    columns_.add_cell_warnings(*stream.sheet, *stream.rows, warnings);
    stream.rows->close();
  }
  return summary;
}

void Section::lay_out(const SheetStream& stream, const std::vector<double>& widths,
                      const Totals& total, double totals_height) const {
  workbook::Sheet& sheet = *stream.sheet;
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.column(i, i, widths[i], report_.theme.body);
  }
  Heights heights{.header = kHeaderHeight,
                  .rows = kRowHeight * stream.rows->size() + stream.extra_height,
                  .totals_block = totals_height};
  heights.heading = heading_.write(
      sheet, widths, report_.words.text(Message{"report.rows", {{"count", total.rows}}}));
  sheet.height(header_row(), kHeaderHeight);
  sheet.freeze({first_row(), 0});
  sheet.hide_gridlines();
  if (stream.rows->size() > 0) {
    apply_row_formatting(stream);
  } else {
    columns_.write_header(sheet, header_row());
    if (!outline_.has_groups()) {
      sheet.filter({{header_row(), 0}, {header_row(), columns_.last()}});
    }
    write_centered(sheet, report_.theme, {first_row(), 0, columns_.last()},
                   report_.words.text(Message{"report.no_rows"}), report_.theme.subtitle);
  }
  const double width = std::accumulate(widths.begin(), widths.end(), 0.0);
  workbook::PrintSetup setup;
  setup.landscape = report_.layout().landscape.value_or(width > kPortraitWidth);
  setup.pages_tall = pages_to_fit(setup, widths, heights);
  report_.set_up_print(sheet, setup);
  sheet.repeat_rows(header_row(), header_row());
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
