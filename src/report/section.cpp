#include "report/section.h"

#include <algorithm>
#include <numeric>

#include "report/paper.h"
#include "workbook/xml/cell.h"

namespace report {
namespace {

using base::Message;

constexpr double kHeaderHeight = 30;    // two lines
constexpr double kPortraitWidth = 100;  // digits that fit on A4 before they get small

}  // namespace

Section::Section(const Edition& edition, Columns& columns, const std::string& name,
                 const Subject& subject, Outline::Listener listener)
    : edition_(edition),
      columns_(columns),
      name_(name),
      heading_(edition, subject),
      outline_(edition, columns, heading_.width(), std::move(listener)) {
  columns_.begin_section();
  open_page();
}

void Section::open_page() {
  workbook::Sheet& sheet = edition_.add_sheet(name_);
  columns_.enter(sheet);
  pages_.push_back({&sheet, &sheet.stream(first_row(), columns_.streamed())});
}

void Section::write(const source::ResultRows& row) {
  constexpr std::uint32_t kKeptFree = Foot::kMostRows + 2 * Outline::kMostRows;
  outline_.close_before(row, pages_.back());
  if (pages_.back().rows->rows_left() <= kKeptFree) {
    outline_.leave(pages_.back());
    pages_.back().rows->close();
    open_page();
    outline_.enter(pages_.back());
  }
  outline_.open_for(row, pages_.back());
  workbook::RowWriter& rows = *pages_.back().rows;
  workbook::RowFormat look = outline_.row_look();
  look.height = columns_.height(row);
  if (look.height > 0) pages_.back().taller += look.height - kRowHeight;
  rows.begin_row(look);
  columns_.write(row, ++rows_, rows);
  rows.end_row();
}

Section::Summary Section::end(std::vector<Message>& remarks) {
  Summary summary;
  summary.total = outline_.finish(pages_.back());
  columns_.end_section();
  summary.first_sheet = pages_.front().sheet;
  summary.last_sheet = pages_.back().sheet;
  summary.title = heading_.subject();
  summary.total_row = last_row(pages_.back()) + 1;
  for (const Page& page : pages_) {
    const std::vector<double> widths = columns_.widths(*page.rows, summary.total, heading_.width());
    double foot = 0;
    if (&page == &pages_.back()) {
      const bool is_empty = page.rows->size() == 0;
      foot = Foot(edition_, columns_)
                 .write(*page.sheet, summary.total_row + (is_empty ? 1 : 0), blocks(),
                        summary.total, widths, remarks);
    }
    lay_out(page, widths, summary.total, foot);
    columns_.remark_findings(*page.sheet, *page.rows, remarks);
    page.rows->close();
  }
  return summary;
}

void Section::lay_out(const Page& page, const std::vector<double>& widths, const Tally& total,
                      double foot) const {
  workbook::Sheet& sheet = *page.sheet;
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.column(i, i, widths[i], edition_.theme.body);
  }
  Heights heights{
      .header = kHeaderHeight, .rows = kRowHeight * page.rows->size() + page.taller, .foot = foot};
  heights.heading = heading_.write(
      sheet, widths, edition_.words.text(Message{"report.rows", {{"count", total.rows}}}));
  sheet.height(header_row(), kHeaderHeight);
  sheet.freeze({first_row(), 0});
  sheet.hide_gridlines();
  if (page.rows->size() > 0) {
    dress_rows(page);
  } else {
    columns_.write_header(sheet, header_row());
    sheet.filter({{header_row(), 0}, {header_row(), columns_.last()}});
    span(sheet, first_row(), 0, columns_.last(), edition_.words.text(Message{"report.no_rows"}),
         edition_.theme.subtitle);
  }
  const double width = std::accumulate(widths.begin(), widths.end(), 0.0);
  workbook::PrintSetup setup;
  setup.landscape = edition_.layout().landscape.value_or(width > kPortraitWidth);
  setup.pages_tall = pages_to_fit(setup, widths, heights);
  edition_.set_up_print(sheet, setup);
  sheet.repeat_rows(header_row(), header_row());
}

/// A table where the rows stand by themselves; a plain range where groups stand between them, with
/// a filter where none is collapsed.
void Section::dress_rows(const Page& page) const {
  workbook::Sheet& sheet = *page.sheet;
  const workbook::Range data{{first_row(), 0}, {last_row(page), columns_.last()}};
  columns_.dress(sheet, first_row(), last_row(page), outline_.has_groups());
  if (outline_.has_groups()) {
    columns_.write_header(sheet, header_row());
    // LibreOffice takes hidden rows under a filter for filtered ones, which no total counts.
    if (!outline_.hides_rows()) sheet.filter({{header_row(), 0}, data.last});
    if (!outline_.has_subtotals()) sheet.set_summary_above();
  } else {
    columns_.write_table(sheet, header_row(), last_row(page), table_name());
  }
  sheet.ignore_number_as_text(data);
}

std::vector<Block> Section::blocks() const {
  std::vector<Block> blocks;
  for (const Page& page : pages_) {
    if (page.rows->size() > 0) blocks.push_back({page.sheet, first_row(), last_row(page)});
  }
  return blocks;
}

/// Of the data model's uid, and never like a cell's name. The workbook makes it unique.
std::string Section::table_name() const {
  std::string name = "data_" + edition_.order.model->uid;
  for (char& c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!is_plain) c = '_';
  }
  return name;
}

}  // namespace report
