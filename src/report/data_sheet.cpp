#include "report/data_sheet.h"

#include <algorithm>

#include "report/print/page_fit.h"

namespace report {

using base::Message;

DataSheet::DataSheet(const LocalizedReport& report)
    : report_(report), columns_(report, this->columns()) {
  survey_.emplace(report, columns_, 0);
}

void DataSheet::begin() {
  survey_->wrap_columns();
  survey_.reset();
  columns_.begin_section();
  open_stream();
}

/// The instance, the groups, the details of the instance, unless they are among the report's
/// columns, which follow.
std::vector<const model::Column*> DataSheet::columns() {
  const std::vector<const model::Column*> shown = report_.spec.columns();
  std::vector<const model::Column*> columns;
  const auto add = [&](const std::string& name, const language::Localized& title) {
    const model::Column* column = find_or_make(name, title);
    const bool is_there = std::ranges::find(shown, column) != shown.end() ||
                          std::ranges::find(columns, column) != columns.end();
    if (!is_there) columns.push_back(column);
  };
  const auto& sheets = report_.layout().sheet_per_instance;
  if (sheets) {
    const std::string sheet = report_.words.text(Message{"report.sheet"});
    add(sheets->title.empty() ? report_.spec.model->instance_ids->from : sheets->title,
        {sheet, sheet});
  }
  for (const model::Group& group : report_.layout().groups) add(group.by, {group.by, group.by});
  if (sheets) {
    for (const std::string& detail : sheets->details) add(detail, {});
  }
  columns.insert(columns.end(), shown.begin(), shown.end());
  return columns;
}

/// The column of that key, or a column of texts for a column of the result.
const model::Column* DataSheet::find_or_make(const std::string& name,
                                             const language::Localized& title) {
  if (const model::Column* column = report_.spec.model->column(name)) return column;
  const auto made = std::ranges::find(made_, name, &model::Column::key);
  if (made != made_.end()) return &*made;
  model::Column& column = made_.emplace_back();
  column.key = name;
  column.title = title;
  column.from = {name, name};
  return &column;
}

void DataSheet::open_stream() {
  workbook::Sheet& sheet =
      report_.add_sheet(report_.words.text(Message{"report.data"}), SheetKind::kData);
  columns_.enter(sheet);
  streams_.push_back({&sheet, &sheet.stream(1, columns_.streamed())});
}

void DataSheet::write(const source::ResultRows& row) {
  if (streams_.back().rows->rows_left() == 0) {
    streams_.back().rows->close();
    open_stream();
  }
  workbook::RowWriter& rows = *streams_.back().rows;
  workbook::RowFormat format;
  format.height = columns_.height(row, rows);
  rows.begin_row(format);
  columns_.write(row, ++rows_, rows);
  rows.end_row();
}

void DataSheet::end(std::vector<Message>& warnings) {
  columns_.end_section();
  columns_.end_report();
  columns_.add_height_warnings(warnings);
  for (const SheetStream& stream : streams_) lay_out(stream);
}

void DataSheet::lay_out(const SheetStream& stream) const {
  workbook::Sheet& sheet = *stream.sheet;
  const SheetPlan plan = columns_.plan_sheet(*stream.rows, {}, 0);
  const std::vector<double>& widths = plan.pages.widths();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.column(i, i, widths[i], report_.theme.body);
  }
  sheet.height(0, plan.header_height);
  sheet.freeze({1, 0});
  sheet.hide_gridlines();
  const std::uint32_t last_row = stream.rows->size();
  if (last_row > 0) {
    columns_.apply_formatting(sheet, 1, last_row, false);
    columns_.write_table(sheet, 0, last_row, report_.table_name("all"));
    sheet.ignore_number_as_text({{1, 0}, {last_row, columns_.last()}});
  } else {
    columns_.write_empty_table(sheet, 0, report_.table_name("all"));
  }
  const workbook::RowHeights& rows = stream.rows->heights();
  const Heights heights{.header = plan.header_height, .rows = rows.total(kRowHeight)};
  report_.set_up_print(sheet, plan.pages.set_up(heights, rows, 1, false).setup, {},
                       workbook::FirstPage::kWithHeader);
  plan.pages.repeat_columns(sheet);
  sheet.repeat_rows(0, 0);
  stream.rows->close();
}

}  // namespace report
