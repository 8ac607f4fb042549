#include "report/excel_auto.h"

#include <numeric>

#include "language/width.h"
#include "workbook/cell.h"

namespace report {
namespace {

using base::Phrase;

/// Rows kept free below the data: the total, and what was left out of it.
constexpr std::uint32_t kFootRows = 2;
constexpr double kHeaderHeight = 30;    // points: two lines
constexpr double kTotalHeight = 20;     // points
constexpr double kPortraitWidth = 100;  // digits that fit on A4 before they get small

workbook::Options options_of(const model::Order& order, const Context& context,
                             const std::stop_token& stop) {
  workbook::Options options;
  options.created = context.now;
  options.measure = [](std::string_view text) { return double{1.0} * language::width(text); };
  options.stop = stop;
  options.properties.title = order.model->title.in(order.language);
  options.properties.author = order.organization.name.in(order.language);
  options.properties.company = options.properties.author;
  options.properties.subject = order.model->uid;
  options.properties.comments =
      "gormic-bi; version " + std::to_string(order.model->version) + "; job " + context.job_id;
  return options;
}

/// Arabic in a header or footer has no reading order but what marks give it (EXCEL.md).
std::string banner_text(language::Language language, const std::string& text) {
  return language::is_right_to_left(language) ? "\u202B" + text + "\u202C" : text;
}

}  // namespace

ExcelAuto::ExcelAuto(const model::Order& order, const Context& context, job::Progress& progress,
                     const std::stop_token& stop)
    : order_(order),
      context_(context),
      progress_(progress),
      words_(context.phrases, order.language),
      zone_(order.organization.time_zone),
      workbook_(context.scratch_directory, options_of(order, context, stop)),
      theme_(workbook_, order.language),
      columns_(order, theme_, words_, zone_),
      heading_(order, context, theme_),
      source_(order, stop) {}

Result ExcelAuto::write(const std::filesystem::path& file) {
  progress_.enter(job::Phase::kQuerying);
  stream();
  progress_.enter(job::Phase::kFinishing);
  for (const Page& page : pages_) lay_out(page, &page == &pages_.back());
  const workbook::Summary summary = workbook_.save(file);
  return {source_.count(), summary.bytes, base::hex(summary.sha256), remarks()};
}

ExcelAuto::Page& ExcelAuto::open_page() {
  workbook::Sheet& sheet =
      workbook_.add_sheet(order_.model->title.in(order_.language), theme_.direction());
  return pages_.emplace_back(Page{sheet, sheet.stream(first_row(), columns_.streamed())});
}

void ExcelAuto::stream() {
  open_page();
  while (source_.next()) {
    if (source_.count() == 1) progress_.enter(job::Phase::kWriting);
    if (pages_.back().rows.room() <= kFootRows) open_page();
    workbook::Rows& rows = pages_.back().rows;
    rows.begin({.height = columns_.height(source_)});
    columns_.write(source_, rows);
    rows.end();
    progress_.write_rows(source_.count());
  }
}

void ExcelAuto::lay_out(const Page& page, bool is_last) {
  const std::vector<double> widths = columns_.widths(page.rows, heading_.width());
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    page.sheet.column(i, i, widths[i], theme_.body);
  }
  heading_.write(page.sheet, columns_.size(),
                 words_.say(Phrase{"report.rows", {{"count", source_.count()}}}));
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
  if (!columns_.has_totals() || source_.count() == 0) return;
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
  const auto missing = static_cast<std::int64_t>(source_.missing_ids());
  if (missing > 0) {
    const auto asked = static_cast<std::int64_t>(order_.instance_ids->size());
    remarks.push_back(Phrase{"report.ids_not_found", {{"missing", missing}, {"asked", asked}}});
  }
  return remarks;
}

}  // namespace report
