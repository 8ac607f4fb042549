#include "workbook/sheet.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>

#include <xlsxwriter.h>

#include "base/error.h"
#include "base/utf8.h"
#include "workbook/xml/cell_text.h"
#include "workbook/xml/placeholders.h"
#include "workbook/row_encoder.h"
#include "workbook/workbook_context.h"

namespace workbook {
namespace {

constexpr std::size_t kMaxHeaderUnits = 255;

void require(lxw_error error, const char* operation) {
  if (error != LXW_NO_ERROR) {
    throw base::Error(std::string("sheet: ") + operation + ": " + lxw_strerror(error));
  }
}

void require(bool holds, const char* what) {
  if (!holds) throw base::Error(std::string("sheet: ") + what);
}

/// Excel reads "&L", "&C" and "&R" as the beginning of the left, center and right part; left and
/// right are physical.
std::string format_header_footer(const HeaderFooter& content, Direction direction) {
  const bool is_rtl = direction == Direction::kRightToLeft;
  const std::string& left = is_rtl ? content.end : content.start;
  const std::string& right = is_rtl ? content.start : content.end;
  std::string text;
  if (!left.empty()) text += "&L" + left;
  if (!content.center.empty()) text += "&C" + content.center;
  if (!right.empty()) text += "&R" + right;
  require(base::utf16_length(text) <= kMaxHeaderUnits, "a header or footer of more than 255 units");
  return text;
}

bool share_rows(const Range& a, const Range& b) {
  return a.first.row <= b.last.row && b.first.row <= a.last.row;
}

}  // namespace

std::string header_text(std::string_view line) {
  require(!sanitize_cell_text(line).is_repaired, "an unsafe character in a header or footer");
  std::string escaped;
  for (const char c : line) escaped += c == '&' ? "&&" : std::string(1, c);
  // A digit after a code would be read as a font size.
  if (!escaped.empty() && escaped[0] >= '0' && escaped[0] <= '9') escaped.insert(0, " ");
  return escaped;
}

Sheet::Sheet(std::string name, Direction direction, int rank, lxw_worksheet* worksheet,
             WorkbookContext& context)
    : name_(std::move(name)),
      direction_(direction),
      rank_(rank),
      worksheet_(worksheet),
      context_(context) {
  if (direction_ == Direction::kRightToLeft) worksheet_right_to_left(worksheet_);
}

Sheet::~Sheet() = default;

RowWriter& Sheet::stream(std::uint32_t first_row, std::vector<Column> columns) {
  require(rows_ == nullptr, "a second stream of rows");
  rows_.reset(new RowWriter(context_, first_row, columns));
  return *rows_;
}

void Sheet::text(Cell cell, std::string_view text, StyleId style) {
  if (text.empty()) return blank(cell, style);
  reserve_cells({cell, cell});
  const std::string clean = sanitize_cell_text(text).text;
  context_.has_layout_text |= !clean.empty();
  require(worksheet_write_string(worksheet_, cell.row, cell.column, clean.c_str(),
                                 context_.styles.format(style)),
          "write a text");
}

void Sheet::text(Cell cell, std::string_view text, const TextStyles& styles) {
  this->text(cell, text, may_be_value(text) ? styles.verbatim : styles.plain);
}

void Sheet::number(Cell cell, double value, StyleId style) {
  require(std::isfinite(value), "a number that is not finite");
  reserve_cells({cell, cell});
  require(worksheet_write_number(worksheet_, cell.row, cell.column, value,
                                 context_.styles.format(style)),
          "write a number");
}

void Sheet::formula(Cell cell, std::string_view formula, double cached, StyleId style) {
  require(std::isfinite(cached), "a formula whose value is not finite");
  reserve_cells({cell, cell});
  require(worksheet_write_formula_num(worksheet_, cell.row, cell.column,
                                      ("=" + std::string(formula)).c_str(),
                                      context_.styles.format(style), cached),
          "write a formula");
}

void Sheet::formula(Cell cell, std::string_view formula, std::string_view cached, StyleId style) {
  reserve_cells({cell, cell});
  require(worksheet_write_formula_str(
              worksheet_, cell.row, cell.column, ("=" + std::string(formula)).c_str(),
              context_.styles.format(style), sanitize_cell_text(cached).text.c_str()),
          "write a formula");
}

void Sheet::link(Cell cell, const std::string& sheet, Cell named, std::string_view text,
                 StyleId style) {
  const std::string target = "internal:" + with_number_sign_placeholders(a1(sheet, Cell{}));
  require(worksheet_write_url_opt(worksheet_, cell.row, cell.column, target.c_str(), nullptr,
                                  sanitize_cell_text(text).text.c_str(), nullptr),
          "write a link");
  formula(cell, a1(sheet, named), text, style);  // replaces the link's own text
}

void Sheet::link(Cell cell, const std::string& sheet, std::string_view text, StyleId style) {
  reserve_cells({cell, cell});
  context_.has_layout_text = true;
  const std::string target = "internal:" + with_number_sign_placeholders(a1(sheet, Cell{}));
  require(worksheet_write_url_opt(worksheet_, cell.row, cell.column, target.c_str(),
                                  context_.styles.format(style),
                                  sanitize_cell_text(text).text.c_str(), nullptr),
          "write a link");
}

void Sheet::blank(Cell cell, StyleId style) {
  reserve_cells({cell, cell});
  require(worksheet_write_blank(worksheet_, cell.row, cell.column, context_.styles.format(style)),
          "write a blank");
}

void Sheet::merge(const Range& range, std::string_view text, StyleId style) {
  // A single cell cannot be merged and need not be.
  if (range.first == range.last) return this->text(range.first, text, style);
  reserve_cells(range);
  const std::string clean = sanitize_cell_text(text).text;
  context_.has_layout_text |= !clean.empty();
  require(worksheet_merge_range(worksheet_, range.first.row, range.first.column, range.last.row,
                                range.last.column, clean.c_str(), context_.styles.format(style)),
          "merge");
}

bool Sheet::merge_streamed(const Range& range) {
  constexpr std::uint16_t kMaxMerged = 10'000;
  if (worksheet_->merged_range_count >= kMaxMerged) return false;
  // worksheet_merge_range() would write the cells, too. libxlsxwriter frees the range.
  auto* merged = static_cast<lxw_merged_range*>(std::calloc(1, sizeof(lxw_merged_range)));
  if (merged == nullptr) throw std::bad_alloc();
  merged->first_row = range.first.row;
  merged->first_col = range.first.column;
  merged->last_row = range.last.row;
  merged->last_col = range.last.column;
  STAILQ_INSERT_TAIL(worksheet_->merged_ranges, merged, list_pointers);
  ++worksheet_->merged_range_count;
  return true;
}

void Sheet::column(std::uint16_t first, std::uint16_t last, double width, StyleId style) {
  require(width >= 0 && width <= 255, "a column that is not 0 to 255 wide");
  require(worksheet_set_column(worksheet_, first, last, width, context_.styles.format(style)),
          "set a column");
}

void Sheet::height(std::uint32_t row, double points) {
  reserve_cells({{row, 0}, {row, 0}});
  require(worksheet_set_row(worksheet_, row, points, nullptr), "set a row");
}

void Sheet::freeze(Cell cell) { worksheet_freeze_panes(worksheet_, cell.row, cell.column); }

void Sheet::filter(const Range& range) {
  require(worksheet_autofilter(worksheet_, range.first.row, range.first.column, range.last.row,
                               range.last.column),
          "set a filter");
}

void Sheet::table(const Range& range, const std::string& name,
                  const std::vector<TableColumn>& columns) {
  require(range.last.row > range.first.row, "a table without rows");
  require(columns.size() == std::size_t{range.last.column} - range.first.column + 1,
          "a table with another number of columns than its range");
  reserve_cells({range.first, {range.first.row, range.last.column}});
  std::vector<std::string> titles;
  for (const TableColumn& column : columns) {
    titles.push_back(single_line_escaped(column.title));
    require(!titles.back().empty(), "a table column without a title");
    require(std::count(titles.begin(), titles.end(), titles.back()) == 1,
            "two equal titles in a table");
  }
  std::vector<lxw_table_column> its_columns(columns.size());
  std::vector<lxw_table_column*> pointers;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    its_columns[i].header = titles[i].data();
    its_columns[i].header_format = context_.styles.format(columns[i].style);
    pointers.push_back(&its_columns[i]);
  }
  pointers.push_back(nullptr);
  std::string its_name = name;
  for (int number = 2; !context_.table_names.insert(its_name).second; ++number) {
    its_name = name + "_" + std::to_string(number);
  }
  lxw_table_options options = {};
  options.name = its_name.data();
  options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
  options.style_type_number = 0;
  options.no_banded_rows = LXW_TRUE;
  options.columns = pointers.data();
  context_.has_layout_text = true;
  require(worksheet_add_table(worksheet_, range.first.row, range.first.column, range.last.row,
                              range.last.column, &options),
          "add a table");
}

void Sheet::add_conditional_style(const Range& range, const std::string& formula,
                                  const ConditionalStyle& style) {
  std::string rule = "=" + formula;
  lxw_conditional_format format = {};
  format.type = LXW_CONDITIONAL_TYPE_FORMULA;
  format.value_string = rule.data();
  format.format = context_.styles.format(style);
  require(worksheet_conditional_format_range(worksheet_, range.first.row, range.first.column,
                                             range.last.row, range.last.column, &format),
          "set a rule");
}

void Sheet::add_banding(const Range& range, Color color, const std::string& formula) {
  const std::string every_other = "MOD(ROW(),2)=0";
  add_conditional_style(range,
                        formula.empty() ? every_other : "AND(" + every_other + "," + formula + ")",
                        {.fill = color});
}

void Sheet::ignore_number_as_text(const Range& range) {
  if (!number_as_text_ranges_.empty()) number_as_text_ranges_ += ' ';
  number_as_text_ranges_ += a1(range);
}

void Sheet::hide_gridlines() { worksheet_gridlines(worksheet_, LXW_HIDE_ALL_GRIDLINES); }

void Sheet::set_summary_above() {
  worksheet_outline_settings(worksheet_, LXW_TRUE, LXW_FALSE, LXW_TRUE, LXW_FALSE);
}

void Sheet::print(const PrintSetup& setup) {
  constexpr std::uint8_t kA3Code = 8;  // ECMA-376 18.3.1.63
  constexpr std::uint8_t kA4Code = 9;
  worksheet_set_paper(worksheet_, setup.paper == Paper::kA3 ? kA3Code : kA4Code);
  if (setup.landscape) worksheet_set_landscape(worksheet_);
  if (setup.scale > 0) {
    worksheet_set_print_scale(worksheet_, setup.scale);
    set_page_breaks(setup);
  } else {
    require(setup.row_breaks.empty() && setup.column_breaks.empty(), "page breaks without a scale");
    worksheet_fit_to_pages(worksheet_, setup.pages_wide, setup.pages_tall);
  }
  if (setup.starts_at_page_1) worksheet_set_start_page(worksheet_, 1);
  if (setup.is_centered) worksheet_center_horizontally(worksheet_);
  worksheet_set_margins(worksheet_, setup.side_margin, setup.side_margin, setup.top_margin,
                        setup.bottom_margin);
}

void Sheet::set_page_breaks(const PrintSetup& setup) {
  if (!setup.row_breaks.empty()) {
    std::vector<lxw_row_t> rows(setup.row_breaks.begin(), setup.row_breaks.end());
    rows.push_back(0);  // the end of the list
    require(worksheet_set_h_pagebreaks(worksheet_, rows.data()), "set page breaks");
  }
  if (setup.column_breaks.empty()) return;
  std::vector<lxw_col_t> columns(setup.column_breaks.begin(), setup.column_breaks.end());
  columns.push_back(0);
  require(worksheet_set_v_pagebreaks(worksheet_, columns.data()), "set page breaks");
  worksheet_print_across(worksheet_);
}

void Sheet::repeat_rows(std::uint32_t first, std::uint32_t last) {
  require(worksheet_repeat_rows(worksheet_, first, last), "repeat rows");
}

void Sheet::repeat_columns(std::uint16_t first, std::uint16_t last) {
  require(worksheet_repeat_columns(worksheet_, first, last), "repeat columns");
}

void Sheet::header(const HeaderFooter& content, FirstPage first_page) {
  first_page_ = first_page;
  require(worksheet_set_header(worksheet_, format_header_footer(content, direction_).c_str()),
          "set a header");
}

void Sheet::footer(const HeaderFooter& content) {
  require(worksheet_set_footer(worksheet_, format_header_footer(content, direction_).c_str()),
          "set a footer");
}

void Sheet::image(Cell cell, double offset, const Image& image, double scale) {
  lxw_image_options options = {};
  options.x_offset = static_cast<std::int32_t>(offset);
  options.x_scale = scale;
  options.y_scale = scale;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.decorative = LXW_TRUE;
  const std::string& bytes = image.bytes();
  require(worksheet_insert_image_buffer_opt(worksheet_, cell.row, cell.column,
                                            reinterpret_cast<const unsigned char*>(bytes.data()),
                                            bytes.size(), &options),
          "insert an image");
}

void Sheet::chart(Cell cell, const Chart& chart) {
  lxw_chart_options options = {};
  std::string description = single_line(chart.description);
  options.description = description.data();
  lxw_chart* made = new_chart(context_.lxw, name_, direction_ == Direction::kRightToLeft, chart);
  options.x_scale = chart.width / kChartWidth;
  options.y_scale = chart.height / kChartHeight;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  ++charts_;
  require(worksheet_insert_chart_opt(worksheet_, cell.row, cell.column, made, &options),
          "insert a chart");
}

void Sheet::write_placeholder_rows() {
  if (!number_as_text_ranges_.empty()) {
    require(worksheet_ignore_errors(worksheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                    number_as_text_ranges_.c_str()),
            "ignore numbers stored as text");
  }
  if (rows_ == nullptr || rows_->size() == 0) return;
  const RowWriter::Encoder& rows = *rows_->encoder_;
  const Range streamed = {{rows.first_row, 0}, {rows.row() - 1, 0}};
  require(std::none_of(reserved_.begin(), reserved_.end(),
                       [&](const Range& range) { return share_rows(range, streamed); }),
          "layout cells lie among the streamed rows");
  const auto last_column = static_cast<lxw_col_t>(rows.columns.size() - 1);
  const lxw_row_col_options outline = {LXW_FALSE, static_cast<std::uint8_t>(rows.outline_levels),
                                       LXW_FALSE};
  require(worksheet_set_row_opt(worksheet_, streamed.first.row, LXW_DEF_ROW_HEIGHT, nullptr,
                                const_cast<lxw_row_col_options*>(&outline)),
          "mark the streamed rows");
  // A text as placeholder ensures that there is a string table.
  const bool is_text = context_.strings.size() > 0 && !context_.has_layout_text;
  require(is_text ? worksheet_write_string(worksheet_, streamed.first.row, 0, "-", nullptr)
                  : worksheet_write_number(worksheet_, streamed.first.row, 0, 0, nullptr),
          "mark the streamed rows");
  if (streamed.last.row == streamed.first.row && last_column == 0) return;
  require(worksheet_write_number(worksheet_, streamed.last.row, last_column, 0, nullptr),
          "mark the streamed rows");
}

/// Excel has no rows that it only does not print; it prints a range of cells.
void Sheet::set_print_area() {
  if (unprinted_rows_ == 0) return;
  require(worksheet_->dim_rowmax >= unprinted_rows_, "a sheet whose rows are not printed");
  require(worksheet_print_area(worksheet_, unprinted_rows_, 0, worksheet_->dim_rowmax,
                               worksheet_->dim_colmax),
          "set a print area");
}

void Sheet::reserve_cells(const Range& range) {
  require(range.first.row <= range.last.row && range.last.row < kRowLimit &&
              range.first.column <= range.last.column && range.last.column < kColumnLimit,
          "a cell beyond the edge");
  reserved_.push_back(range);
}

}  // namespace workbook
