#include "report/excel_auto.h"

#include <numeric>

#include "workbook/cell.h"

namespace report {
namespace {

using base::Phrase;

/// Rows kept free below the data: the total, and what was left out of it.
constexpr std::uint32_t kFootRows = 2;
constexpr double kHeaderHeight = 30;    // points: two lines
constexpr double kTotalHeight = 20;     // points
constexpr double kPortraitWidth = 100;  // digits that fit on A4 before they get small

/// The same order, to be read in `language`.
model::Order translated(model::Order order, language::Language language) {
  order.language = language;
  return order;
}

/// Arabic in a header or footer has no reading order but what marks give it (EXCEL.md).
std::string banner_text(language::Language language, const std::string& text) {
  return language::is_right_to_left(language) ? "\u202B" + text + "\u202C" : text;
}

}  // namespace

ExcelAuto::ExcelAuto(const model::Order& order, language::Language language, const Context& context,
                     workbook::Workbook& workbook, const source::Selection& selection)
    : order_(translated(order, language)),
      context_(context),
      words_(context.phrases, language),
      zone_(order.organization.time_zone),
      workbook_(workbook),
      theme_(workbook, language),
      columns_(order_, theme_, words_, zone_, selection),
      heading_(order_, context, theme_) {
  open_page();
}

void ExcelAuto::open_page() {
  workbook::Sheet& sheet =
      workbook_.add_sheet(order_.model->title.in(order_.language), theme_.direction());
  pages_.push_back({sheet, sheet.stream(first_row(), columns_.streamed())});
}

void ExcelAuto::write(const source::Rows& row) {
  if (pages_.back().rows.room() <= kFootRows) open_page();
  workbook::Rows& rows = pages_.back().rows;
  rows.begin({.height = columns_.height(row)});
  columns_.write(row, rows);
  rows.end();
  ++rows_;
}

void ExcelAuto::end() {
  for (const Page& page : pages_) lay_out(page, &page == &pages_.back());
}

void ExcelAuto::lay_out(const Page& page, bool is_last) {
  const std::vector<double> widths = columns_.widths(page.rows, heading_.width());
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    page.sheet.column(i, i, widths[i], theme_.body);
  }
  heading_.write(page.sheet, columns_.size(),
                 words_.say(Phrase{"report.rows", {{"count", rows_}}}));
  columns_.write_header(page.sheet, header_row(), theme_.header);
  page.sheet.height(header_row(), kHeaderHeight);
  page.sheet.freeze({first_row(), 0});
  page.sheet.hide_gridlines();

  const auto last_column = static_cast<std::uint16_t>(columns_.size() - 1);
  const std::uint32_t last_row = header_row() + page.rows.size();
  page.sheet.filter({{header_row(), 0}, {last_row, last_column}});
  if (page.rows.size() > 0) {
    const workbook::Range data{{first_row(), 0}, {last_row, last_column}};
    page.sheet.band(data, theme_.band());
    page.sheet.digits_are_text(data);
  } else {
    span(page.sheet, first_row(), 0, last_column, words_.say(Phrase{"report.no_rows"}),
         theme_.subtitle);
  }
  if (is_last) write_foot(page);
  set_up_print(page, std::accumulate(widths.begin(), widths.end(), 0.0));
}

void ExcelAuto::write_foot(const Page& page) {
  if (!columns_.has_totals() || rows_ == 0) return;
  const std::uint32_t row = first_row() + page.rows.size();
  columns_.write_totals(page.sheet, row, blocks(), theme_, words_.say(Phrase{"report.total"}));
  page.sheet.height(row, kTotalHeight);
  const std::int64_t left_out = columns_.left_out();
  if (left_out == 0) return;
  page.sheet.text({row + 1, 0},
                  words_.say(Phrase{"report.left_out_of_total", {{"count", left_out}}}),
                  theme_.note_start);
}

std::vector<Columns::Block> ExcelAuto::blocks() const {
  std::vector<Columns::Block> blocks;
  for (const Page& page : pages_) {
    if (page.rows.size() == 0) continue;
    const std::string sheet = pages_.size() > 1 ? page.sheet.name() : std::string{};
    blocks.push_back({sheet, first_row(), header_row() + page.rows.size()});
  }
  return blocks;
}

void ExcelAuto::set_up_print(const Page& page, double width) {
  workbook::PrintSetup setup;
  setup.landscape = order_.model->layout.landscape.value_or(width > kPortraitWidth);
  page.sheet.print(setup);
  page.sheet.repeat_rows(header_row(), header_row());
  const std::string issued =
      words_.say(Phrase{"report.issued",
                        {{"time", language::minute_text(zone_.wall_time(context_.now))},
                         {"zone", zone_.city(order_.language)}}});
  const auto part = [&](const std::string& text) {
    return banner_text(order_.language, workbook::header_text(text));
  };
  page.sheet.footer({part(order_.organization.name.in(order_.language)),
                     words_.say(Phrase{"report.page"}), part(issued)});
}

std::vector<Phrase> ExcelAuto::remarks() const {
  std::vector<Phrase> remarks;
  columns_.remark_misfits(remarks);
  for (const Page& page : pages_) columns_.remark_findings(page.rows, remarks);
  return remarks;
}

}  // namespace report
