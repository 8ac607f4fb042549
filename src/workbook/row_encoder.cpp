#include "workbook/row_encoder.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

constexpr std::uint32_t kRowsBetweenStopChecks = 1'024;
/// A cell's name, its tag, a number and the end tag: none of them is longer than a ShortXml.
constexpr std::size_t kMaxCellSize = 4 * ShortXml::kCapacity;

}  // namespace

RowWriter::Encoder::Encoder(WorkbookContext& its_context, std::uint32_t first,
                            const std::vector<Column>& its_columns)
    : context(its_context),
      part(its_context.temp_file, its_context.pipeline, its_columns.size() + 2),
      first_row(first) {
  if (its_columns.empty() || its_columns.size() > kColumnLimit || first >= kRowLimit) {
    throw base::Error("rows: no column, or beyond the edge of a sheet");
  }
  columns.reserve(its_columns.size());
  for (const Column& each : its_columns) {
    columns.emplace_back(each, static_cast<std::uint16_t>(columns.size()), cell_xml(each.style),
                         cell_xml(each.text_style));
  }
}

void RowWriter::Encoder::begin_row(const RowFormat& format) {
  if (in_row_ || is_closed_) throw base::Error("rows: a row begins inside another, or too late");
  if (row() >= kRowLimit) throw base::Error("rows: the sheet is full");
  if (format.outline_level < 0 || format.outline_level > 7) {
    throw base::Error("rows: an outline level that is not 0 to 7");
  }
  if (size % kRowsBetweenStopChecks == 0 && context.options.stop.stop_requested()) {
    throw base::Canceled();
  }
  in_row_ = true;
  is_measured_ = format.measured;
  heights.add(format.height, format.hidden, format.keep);
  next_column_ = 0;
  const auto end = std::to_chars(row_digits_, row_digits_ + sizeof row_digits_, row() + 1).ptr;
  row_digit_count_ = static_cast<std::size_t>(end - row_digits_);

  char* at = part.reserve(kMaxCellSize);
  part.add_boundary();
  at = put(at, "<row r=\"");
  at = put(put(at, {row_digits_, row_digit_count_}), "\"");
  if (format.height > 0) {
    // Without customHeight it is a height that the reader may fit again, as after a sort (ECMA-376,
    // 18.3.1.73).
    at = put(at, " ht=\"");
    at = put(at, height_digits(format.height));
    *at++ = '"';
  }
  if (format.hidden) at = put(at, " hidden=\"1\"");
  if (format.outline_level > 0) {
    outline_levels = std::max(outline_levels, format.outline_level);
    at = put(at, " outlineLevel=\"");
    *at++ = static_cast<char>('0' + format.outline_level);
    *at++ = '"';
  }
  if (format.collapsed) at = put(at, " collapsed=\"1\"");
  part.commit(put(at, ">"));
}

/// Most rows are as high as the last one that was not ordinary.
std::string_view RowWriter::Encoder::height_digits(double height) {
  if (height != height_) {
    height_ = height;
    const auto end =
        std::to_chars(height_digits_, height_digits_ + sizeof height_digits_, height).ptr;
    height_digit_count_ = static_cast<std::size_t>(end - height_digits_);
  }
  return {height_digits_, height_digit_count_};
}

void RowWriter::Encoder::look_up(std::span<const UpcomingString> texts) {
  for (const UpcomingString& each : texts) {
    StreamedColumn& its_column = columns[each.column];
    its_column.upcoming = {};
    if (!its_column.shares_texts) continue;
    its_column.upcoming = {each.text, context.strings.hash(each.text), nullptr};
    context.strings.prefetch_slot(its_column.upcoming.hash);
  }
  for (const UpcomingString& each : texts) {
    const StreamedColumn& its_column = columns[each.column];
    if (its_column.shares_texts) context.strings.prefetch_string(its_column.upcoming.hash);
  }
  for (const UpcomingString& each : texts) {
    StreamedColumn& its_column = columns[each.column];
    if (its_column.shares_texts)
      its_column.upcoming.string = find_or_add(its_column, each.text, its_column.upcoming.hash);
  }
}

SharedStrings::String* RowWriter::Encoder::find_or_add(StreamedColumn& its_column,
                                                       std::string_view raw, std::uint32_t hash) {
  const auto found = context.strings.find_or_add(raw, hash);
  its_column.count_text(found.is_new);
  return found.string;
}

std::uint16_t* RowWriter::Encoder::note(std::size_t its_column) const {
  SharedStrings::String* const string = columns[its_column].upcoming.string;
  return string == nullptr ? nullptr : &string->note;
}

void RowWriter::Encoder::end_row() {
  if (!in_row_) throw base::Error("rows: a row ends that did not begin");
  in_row_ = false;
  ++size;
  char* const at = part.reserve(kMaxCellSize);
  for (; next_column_ <= columns.size(); ++next_column_) part.add_boundary();
  part.commit(put(at, "</row>"));
}

void RowWriter::Encoder::close() {
  if (in_row_) throw base::Error("rows: closed inside a row");
  is_closed_ = true;
  part.close();
  if (links != nullptr) links->close();
}

RowWriter::Encoder::OpenCell RowWriter::Encoder::open_cell(ShortXml CellXml::*tag, StyleId style,
                                                           std::size_t extra) {
  StreamedColumn& its_column = column();
  ++next_column_;
  const CellXml& its_xml = style == StyleId::kOfColumn             ? *its_column.xml
                           : style == its_column.column.text_style ? *its_column.text_xml
                                                                   : cell_xml(style);
  char* const number = its_column.name.put(part.reserve(kMaxCellSize + extra));
  std::memcpy(number, row_digits_, sizeof row_digits_);
  char* const value = (its_xml.*tag).put(number + row_digit_count_);
  part.add_cell_boundary(number, value);
  return {its_column, value};
}

void RowWriter::Encoder::blank(StyleId style) {
  const bool is_plain =
      (style == StyleId::kOfColumn ? column().column.style : style) == StyleId::kDefault;
  if (!is_plain) return part.commit(open_cell(&CellXml::blank, style).at);
  static_cast<void>(column());
  ++next_column_;
  static_cast<void>(part.reserve(kMaxCellSize));
  part.add_boundary();
}

void RowWriter::Encoder::close_number(char* at) { part.commit(put(at, "</v></c>")); }

void RowWriter::Encoder::text(std::string_view raw, const TextStyles& styles) {
  StreamedColumn& its_column = column();
  const auto upcoming = std::exchange(its_column.upcoming, {});
  SharedStrings::String* string = upcoming.string;
  if (upcoming.raw.data() != raw.data() || upcoming.raw.size() != raw.size()) {
    if (!its_column.shares_texts) return inline_text(raw, styles);
    string = find_or_add(its_column, raw, context.strings.hash(raw));
  }
  if (string == nullptr) return inline_text(raw, styles);
  shared_text(*string, styles);
}

void RowWriter::Encoder::shared_text(SharedStrings::String& string, const TextStyles& styles) {
  count_issues(string.flags);
  if (may_widen(string.raw())) {
    if (string.width < 0) {
      const bool is_clean = (string.flags & SharedStrings::kNeedsNoEscaping) != 0;
      const std::string clean(is_clean ? std::string() : sanitize_cell_text(string.raw()).text);
      string.width =
          static_cast<float>(context.options.measure(is_clean ? string.raw() : clean, false));
    }
    widen(static_cast<double>(string.width));
  }
  context.strings.count_use();
  const bool may_be_value = (string.flags & SharedStrings::kMayBeValue) != 0;
  char* const at =
      open_cell(&CellXml::shared_string, may_be_value ? styles.verbatim : styles.plain).at;
  std::memcpy(at, string.id, sizeof string.id);
  close_number(at + string.digits);
}

void RowWriter::Encoder::inline_text(std::string_view raw, const TextStyles& styles) {
  CellText cleaned;
  std::string escaped;
  std::string_view xml = raw;
  if (!needs_no_escaping(raw)) {
    cleaned = sanitize_cell_text(raw);
    escaped = escape_xml(cleaned.text);
    xml = escaped;
    count_issues(static_cast<std::uint8_t>((cleaned.is_repaired ? SharedStrings::kRepaired : 0) |
                                           (cleaned.is_truncated ? SharedStrings::kTruncated : 0)));
  }
  if (may_widen(raw)) widen(context.options.measure(escaped.empty() ? raw : cleaned.text, false));
  const StyleId style = may_be_value(raw) ? styles.verbatim : styles.plain;
  char* at = open_cell(&CellXml::inline_string, style, xml.size()).at;
  at = put(at, needs_space_preserve(xml) ? " xml:space=\"preserve\">" : ">");
  part.commit(put(put(at, xml), "</t></is></c>"));
}

void RowWriter::Encoder::link(std::string_view shown, const LinkTarget& target) {
  const StyleId text_style = column().column.text_style;
  if (links == nullptr) links = std::make_unique<Links>(context.temp_file, context.pipeline);
  if (links->add({row(), static_cast<std::uint16_t>(next_column_)}, target)) {
    return text(shown, TextStyles{});
  }
  count_issue(&ColumnIssues::unlinked);
  text(shown, {text_style, text_style});
}

void RowWriter::Encoder::number_as_text(std::string_view digits) {
  number_as_text(digits, column().column.text_style);
}

void RowWriter::Encoder::number_as_text(std::string_view digits, StyleId style) {
  count_issue(&ColumnIssues::too_long);
  text(digits, {style, style});
}

void RowWriter::Encoder::count_issue(CellIssue ColumnIssues::*issue) {
  CellIssue& found = column().issues.*issue;
  if (found.cells++ == 0) found.first_row = row();
}

void RowWriter::Encoder::count_issues(std::uint8_t flags) {
  if ((flags & SharedStrings::kRepaired) != 0) count_issue(&ColumnIssues::repaired);
  if ((flags & SharedStrings::kTruncated) != 0) count_issue(&ColumnIssues::truncated);
}

bool RowWriter::Encoder::may_widen(std::string_view text) {
  const StreamedColumn& its_column = column();
  return is_measured_ && its_column.column.measured &&
         static_cast<double>(text.size()) * context.options.max_width_per_byte >
             its_column.widest_text &&
         its_column.widest_text < context.options.max_measured_width;
}

void RowWriter::Encoder::widen(double width) {
  column().widest_text = std::max(column().widest_text, width);
}

void RowWriter::Encoder::throw_misplaced_cell() {
  throw base::Error("rows: a cell outside of the columns");
}

const CellXml& RowWriter::Encoder::cell_xml(StyleId style) {
  const auto known = cell_xml_.find(style);
  if (known != cell_xml_.end()) return known->second;
  if (style != StyleId::kDefault)
    static_cast<void>(context.styles.format(style));  // throws for an unknown id
  return cell_xml_.emplace(style, CellXml(style)).first->second;
}

}  // namespace workbook
