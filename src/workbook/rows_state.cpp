#include "workbook/rows_state.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "workbook/cell_text.h"

namespace workbook {
namespace {

constexpr std::uint32_t kRowsBetweenStopChecks = 1'024;
/// A cell's name, its tag, a number and the end: none of them longer than a snippet.
constexpr std::size_t kCellRoom = 4 * Snippet::kSpan;

}  // namespace

Rows::State::State(Workshop& workshop, std::uint32_t first, const std::vector<Column>& its_columns)
    : shop(workshop),
      part(workshop.packed, workshop.line, its_columns.size() + 2),
      first_row(first) {
  if (its_columns.empty() || its_columns.size() > kColumnLimit || first >= kRowLimit) {
    throw base::Error("rows: no column, or beyond the edge of a sheet");
  }
  columns.reserve(its_columns.size());
  for (const Column& each : its_columns) {
    columns.emplace_back(each, static_cast<std::uint16_t>(columns.size()), tags(each.style));
  }
}

void Rows::State::begin(const RowLook& look) {
  if (in_row_ || is_closed_) throw base::Error("rows: a row begins inside another, or too late");
  if (row() >= kRowLimit) throw base::Error("rows: the sheet is full");
  if (look.outline_level < 0 || look.outline_level > 7) {
    throw base::Error("rows: an outline level that is not 0 to 7");
  }
  if (size % kRowsBetweenStopChecks == 0 && shop.options.stop.stop_requested()) {
    throw base::Canceled();
  }
  in_row_ = true;
  is_measured_ = look.measured;
  next_ = 0;
  const auto end = std::to_chars(digits_, digits_ + sizeof digits_, row() + 1).ptr;
  digit_count_ = static_cast<std::size_t>(end - digits_);

  char* at = part.room(kCellRoom);
  part.mark();
  at = put(at, "<row r=\"");
  at = put(put(at, {digits_, digit_count_}), "\"");
  if (look.height > 0) {
    at = put(at, " ht=\"");
    at = std::to_chars(at, at + 32, look.height).ptr;
    at = put(at, "\" customHeight=\"1\"");
  }
  if (look.hidden) at = put(at, " hidden=\"1\"");
  if (look.outline_level > 0) {
    outline_levels = std::max(outline_levels, look.outline_level);
    at = put(at, " outlineLevel=\"");
    *at++ = static_cast<char>('0' + look.outline_level);
    *at++ = '"';
  }
  if (look.collapsed) at = put(at, " collapsed=\"1\"");
  part.filled_to(put(at, ">"));
}

void Rows::State::expect(std::span<const Expected> texts) {
  for (const Expected& each : texts) {
    StreamedColumn& its_column = columns[each.column];
    its_column.expected = {each.text, shop.strings.hash(each.text)};
    shop.strings.fetch_slot(its_column.expected.hash);
  }
  for (const Expected& each : texts) {
    shop.strings.fetch_string(columns[each.column].expected.hash);
  }
}

void Rows::State::end() {
  if (!in_row_) throw base::Error("rows: a row ends that did not begin");
  in_row_ = false;
  ++size;
  char* const at = part.room(kCellRoom);
  for (; next_ <= columns.size(); ++next_) part.mark();
  part.filled_to(put(at, "</row>"));
}

void Rows::State::close() {
  if (in_row_) throw base::Error("rows: closed inside a row");
  is_closed_ = true;
  part.close();
  if (links != nullptr) links->close();
}

Rows::State::OpenCell Rows::State::open(Snippet CellTags::*tag, StyleId style, std::size_t more) {
  StreamedColumn& its_column = column();
  ++next_;
  const CellTags& its_tags = style == StyleId::kOfColumn ? *its_column.tags : tags(style);
  char* const number = its_column.name.put(part.room(kCellRoom + more));
  std::memcpy(number, digits_, sizeof digits_);
  char* const value = (its_tags.*tag).put(number + digit_count_);
  part.mark_cell(number, value);
  return {its_column, value};
}

void Rows::State::blank(StyleId style) {
  const bool is_plain =
      (style == StyleId::kOfColumn ? column().column.style : style) == StyleId::kDefault;
  if (!is_plain) return part.filled_to(open(&CellTags::blank, style).at);
  static_cast<void>(column());
  ++next_;
  static_cast<void>(part.room(kCellRoom));
  part.mark();
}

void Rows::State::close_number(char* at) { part.filled_to(put(at, "</v></c>")); }

void Rows::State::text(std::string_view raw, StyleId style) {
  StreamedColumn& its_column = column();
  if (!its_column.shares_texts) return inline_text(raw, style);
  const auto [expected, its_hash] = std::exchange(its_column.expected, {});
  const bool is_it = expected.data() == raw.data() && expected.size() == raw.size();
  const auto found = shop.strings.find_or_add(raw, is_it ? its_hash : shop.strings.hash(raw));
  its_column.note_text(found.is_new);
  if (found.string == nullptr) return inline_text(raw, style);
  shared_text(*found.string, style);
}

void Rows::State::shared_text(SharedStrings::String& string, StyleId style) {
  note_flags(string.flags);
  if (may_widen(string.raw())) {
    if (string.width < 0) {
      const bool is_clean = (string.flags & SharedStrings::kPlain) != 0;
      const std::string clean(is_clean ? std::string() : cell_text(string.raw()).text);
      string.width = static_cast<float>(shop.options.measure(is_clean ? string.raw() : clean));
    }
    widen(static_cast<double>(string.width));
  }
  shop.strings.count_use();
  char* const at = open(&CellTags::shared, style).at;
  std::memcpy(at, string.id, sizeof string.id);
  close_number(at + string.digits);
}

void Rows::State::inline_text(std::string_view raw, StyleId style) {
  CellText cleaned;
  std::string escaped;
  std::string_view xml = raw;
  if (!is_plain(raw)) {
    cleaned = cell_text(raw);
    escaped = xml_escaped(cleaned.text);
    xml = escaped;
    note_flags(static_cast<std::uint8_t>((cleaned.repaired ? SharedStrings::kRepaired : 0) |
                                         (cleaned.cut ? SharedStrings::kCut : 0)));
  }
  if (may_widen(raw)) widen(shop.options.measure(escaped.empty() ? raw : cleaned.text));
  char* at = open(&CellTags::in_line, style, xml.size()).at;
  at = put(at, needs_preserve(xml) ? " xml:space=\"preserve\">" : ">");
  part.filled_to(put(put(at, xml), "</t></is></c>"));
}

void Rows::State::link(std::string_view shown, const LinkTarget& target) {
  const StyleId text_style = column().column.text_style;
  if (links == nullptr) links = std::make_unique<Links>(shop.packed, shop.line);
  if (links->add({row(), static_cast<std::uint16_t>(next_)}, target)) {
    return text(shown, StyleId::kOfColumn);
  }
  note(&Findings::unlinked);
  text(shown, text_style);
}

void Rows::State::long_number(std::string_view digits) {
  note(&Findings::too_long);
  text(digits, column().column.text_style);
}

void Rows::State::note(Finding Findings::*finding) {
  Finding& found = column().findings.*finding;
  if (found.cells++ == 0) found.first_row = row();
}

void Rows::State::note_flags(std::uint8_t flags) {
  if ((flags & SharedStrings::kRepaired) != 0) note(&Findings::repaired);
  if ((flags & SharedStrings::kCut) != 0) note(&Findings::cut);
}

bool Rows::State::may_widen(std::string_view text) {
  const StreamedColumn& its_column = column();
  // A text is never wider than it has bytes.
  return is_measured_ && its_column.column.width != Column::Width::kFixed &&
         static_cast<double>(text.size()) > its_column.widest_text &&
         its_column.widest_text < shop.options.widest;
}

void Rows::State::widen(double width) {
  column().widest_text = std::max(column().widest_text, width);
}

void Rows::State::refuse_cell() { throw base::Error("rows: a cell outside of the columns"); }

const CellTags& Rows::State::tags(StyleId style) {
  const auto known = tags_.find(style);
  if (known != tags_.end()) return known->second;
  if (style != StyleId::kDefault) static_cast<void>(shop.styles.format(style));  // or throws
  return tags_.emplace(style, CellTags(style)).first->second;
}

}  // namespace workbook
