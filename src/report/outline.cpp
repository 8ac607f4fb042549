#include "report/outline.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "report/row_label.h"
#include "report/print/page_fit.h"
#include "report/style/text_layout.h"
#include "workbook/xml/cell_text.h"

namespace report {

using base::Message;
using language::Weight;
using workbook::KeepWith;

Outline::Outline(const LocalizedReport& report, Columns& columns, double min_width,
                 Listener listener)
    : report_(report), columns_(columns), min_width_(min_width), listener_(std::move(listener)) {
  const auto& groups = report.layout().groups;
  has_subtotals_ = std::ranges::any_of(groups, &model::Group::subtotal);
  // Rows are ordered by the language of the selection, whatever language they are shown in.
  const language::Language key_language = report.selection.language();
  for (const model::Group& group : groups) {
    const model::Column* column = report.spec.model->column(group.by);
    const bool has_currencies = column != nullptr && !column->currency_from.empty();
    Group& added = groups_.emplace_back(Group{
        .model = &group,
        .column = column,
        .reader = column == nullptr ? std::nullopt
                                    : std::optional{source::ValueReader{*column, report.zone}},
        .key_place = report.selection.index(group.by, key_language),
        .name_place = report.selection.index(group.by, report.language()),
        .currency_place = has_currencies ? std::optional{report.selection.index(
                                               column->currency_from, key_language)}
                                         : std::nullopt,
        .level = row_level_,
        .is_hidden = hides_rows_,
        .hides_inner = hides_rows_ || group.collapsed});
    for (const language::Language language : report.spec.languages()) {
      const std::size_t its = report.selection.index(group.by, language);
      if (its != added.key_place) added.translation_place = its;
    }
    hides_rows_ = added.hides_inner;
    if (group.subtotal || !has_subtotals_) ++row_level_;
  }
}

workbook::RowFormat Outline::row_format() const {
  return {.outline_level = row_level_, .hidden = hides_rows_};
}

void Outline::close_groups_before(const source::ResultRows& row, const SheetStream& stream) {
  const auto changed = std::ranges::find_if(
      groups_, [&](const Group& group) { return group.is_open && !belongs_to(group, row); });
  for (auto at = groups_.end(); at != changed;) close(*--at, stream);
}

bool Outline::belongs_to(const Group& group, const source::ResultRows& row) const {
  return key(group, row, group.key_place) == group.key &&
         (!group.translation_place ||
          key(group, row, *group.translation_place) == group.translation_key);
}

/// The key that a group's rows share: the value as its column reads it, whatever its spelling
/// (source/sql/query.cpp orders such rows together).
std::string Outline::key(const Group& group, const source::ResultRows& row, std::size_t place) {
  if (source::is_empty(row.cell(place))) return {};
  if (!group.reader) return std::string{row.text(place)};
  const std::string currency{group.currency_place ? row.text(*group.currency_place) : ""};
  std::string key;
  const source::Reading reading = group.reader->read(row.cell(place), currency, key);
  return std::to_string(static_cast<int>(reading)) + key;
}

/// Groups with the same name in this language are told apart by their name in the other one; a
/// group without a name in this language gets that one too.
void Outline::name(Group& group, const source::ResultRows& row) {
  constexpr std::size_t kMaxRememberedNames = 10'000;  // names for which the translation is kept
  const std::string nothing = report_.words.text(Message{"report.no_value"});
  const auto shown = [&](std::string name) {
    name = workbook::single_line(name);
    return name.empty() ? nothing : name;
  };
  group.name = shown(row_label(report_, group.model->by, row));
  if (!group.translation_place || group.translations.size() == kMaxRememberedNames) return;
  const bool is_key = group.name_place == group.key_place;
  const std::string other{row.text(is_key ? *group.translation_place : group.key_place)};
  const auto [first, is_new] = group.translations.try_emplace(group.name, other);
  if (group.name != nothing && (is_new || first->second == other)) return;
  const std::string its = shown(other);
  if (its != group.name) report_.words.append_detail(group.name, its);
}

void Outline::open_groups_for(const source::ResultRows& row, const SheetStream& stream) {
  for (Group& group : groups_) {
    if (group.is_open) continue;
    group.is_open = true;
    group.key = key(group, row, group.key_place);
    if (group.translation_place) {
      group.translation_key = key(group, row, *group.translation_place);
    }
    name(group, row);
    write_name(group, false, stream);
    group.row_ranges.push_back({stream.sheet, stream.rows->row(), 0});
  }
}

void Outline::end_row_ranges(const SheetStream& stream) {
  for (Group& group : groups_) {
    if (group.is_open) group.row_ranges.back().last_row = stream.rows->row() - 1;
  }
}

void Outline::leave_sheet(const SheetStream& stream) { end_row_ranges(stream); }

void Outline::enter_sheet(const SheetStream& stream) {
  for (Group& group : groups_) {
    if (!group.is_open) continue;
    write_name(group, true, stream);
    group.row_ranges.push_back({stream.sheet, stream.rows->row(), 0});
  }
}

void Outline::close(Group& group, const SheetStream& stream) {
  if (!group.is_open) return;
  group.totals.merge(columns_.take_totals());
  group.row_ranges.back().last_row = stream.rows->row() - 1;
  const std::uint32_t row = stream.rows->row();
  if (group.model->subtotal) write_subtotal(group, stream);
  const std::size_t place = index(group);
  (place == 0 ? total_ : groups_[place - 1].totals).merge(group.totals);
  if (place == 0 && listener_) {
    listener_({group.name, group.totals, stream.sheet, row, group.model->subtotal});
  }
  if (place + 1 < groups_.size()) groups_[place + 1].translations.clear();
  group.is_open = false;
  group.totals = {};
  group.row_ranges.clear();
}

Totals Outline::finish(const SheetStream& stream) {
  for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) close(*group, stream);
  total_.merge(columns_.take_totals());
  return std::exchange(total_, {});
}

/// How a text is written from the column of labels on, before the column `end`: on one line, over
/// the empty cells after it, or wrapped in some of them. The columns only get wider from here on,
/// unless their titles take three lines.
Outline::Fit Outline::fit(const std::string& text, std::uint16_t end,
                          const SheetStream& stream) const {
  constexpr double kIndent = 4;
  constexpr double kLeastColumn = 7;
  constexpr double kMaxRoom = 110;  // on one page, however many there are side by side
  const std::uint16_t first = columns_.label_column();
  const Theme& theme = report_.theme;
  const double width = theme.text_width(text, Weight::kBold);
  if (width + kIndent <= kLeastColumn * (end - first)) return {first, 1};
  const std::vector<double> widths =
      columns_.widths(*stream.rows, {}, min_width_, Columns::TitleLines::kThree);
  double room = std::accumulate(widths.begin() + first, widths.begin() + end, -kIndent);
  if (width <= std::min(room, kMaxRoom)) return {first, 1};
  std::uint16_t last = first;
  room = widths[first] - kIndent;
  while (last + 1 < end && room + widths[last + 1] <= kMaxRoom) room += widths[++last];
  // Lines are counted of regular letters, which are narrower.
  return {last, theme.wrap(text, room * theme.text_width(text) / width).lines};
}

/// Of a subtotal. Its column is widened for it, unless it is very long.
Outline::Fit Outline::fit_label(const std::string& label, const SheetStream& stream) const {
  const std::uint16_t end = columns_.label_end();
  columns_.record_label(label);
  const bool is_widened =
      end < columns_.size() && report_.theme.text_width(label, Weight::kBold) <= kMaxColumnWidth;
  return is_widened ? Fit{columns_.label_column(), 1} : fit(label, end, stream);
}

/// Of so many lines, in points; 0 for the ordinary height.
double Outline::height(int lines) const {
  const double line = report_.theme.line_height();
  return lines == 1 && line <= kRowHeight ? 0 : std::min(lines * line, kMaxRowHeight);
}

/// The style of a text that is fitted, whose cells are merged if it wraps.
workbook::StyleId Outline::fitted(const Fit& fit, workbook::StyleId style,
                                  const SheetStream& stream) const {
  if (fit.lines == 1) return style;
  const std::uint32_t row = stream.rows->row();
  const std::uint16_t first = columns_.label_column();
  if (fit.last > first) stream.sheet->merge_streamed({{row, first}, {row, fit.last}});
  return report_.theme.wrapped(style);
}

/// Writes one row in the group's colors; the text extends over the empty cells after it.
void Outline::write_name(const Group& group, bool goes_on, const SheetStream& stream) const {
  std::string text = group.name;
  if (group.column != nullptr) {
    text = report_.words.labeled(group.column->title.get(report_.language()), text);
  }
  if (goes_on) text = report_.words.text_verbatim(Message{"report.goes_on", {{"name", text}}});
  const bool is_inside = group.model->subtotal;
  const Theme& theme = report_.theme;
  workbook::StyleId style = index(group) == 0 ? theme.group : theme.inner_group;
  if (group.column == nullptr && !goes_on) style = theme.in_direction_of(text, style);
  const Fit fit = this->fit(text, columns_.size(), stream);
  workbook::RowWriter& rows = *stream.rows;
  rows.begin_row({.outline_level = group.level + (is_inside ? 1 : 0),
                  .height = height(fit.lines),
                  .hidden = is_inside ? group.hides_inner : group.is_hidden,
                  .measured = false,
                  .keep = group.hides_inner ? KeepWith::kNone : KeepWith::kNext});
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    i == columns_.label_column() ? rows.text(text, fitted(fit, style, stream)) : rows.blank(style);
  }
  log(RowKind::kGroup, group, rows);
  rows.end_row();
}

void Outline::write_subtotal(const Group& group, const SheetStream& stream) const {
  const std::string label =
      report_.words.text_verbatim(Message{"report.subtotal", {{"name", group.name}}});
  const Fit fit = fit_label(label, stream);
  workbook::RowWriter& rows = *stream.rows;
  rows.begin_row({.outline_level = group.level,
                  .height = height(fit.lines),
                  .hidden = group.is_hidden,
                  .collapsed = group.model->collapsed,
                  .measured = false,
                  .keep = group.hides_inner ? KeepWith::kNone : KeepWith::kPrevious});
  auto totaled = columns_.totaled().begin();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    if (totaled == columns_.totaled().end() || totaled->place != i) {
      const workbook::StyleId style = report_.theme.subtotal_label;
      i == columns_.label_column() ? rows.text(label, fitted(fit, style, stream))
                                   : rows.blank(style);
      continue;
    }
    const RunningTotal& total = group.totals.by_column[totaled->index];
    ColumnCells& cells = *totaled->cells;
    const workbook::StyleId style = cells.subtotal_style(total);
    if (const auto value = cells.value(total)) {
      cells.record_total(total, rows.row(), *stream.sheet);
      rows.formula(cells.formula(total, total.formula(a1(group.row_ranges, i, *stream.sheet))),
                   *value, style);
    } else {
      rows.text(total.marker(), style);
    }
    ++totaled;
  }
  log(RowKind::kSubtotal, group, rows);
  rows.end_row();
}

void Outline::log(RowKind kind, const Group& group, const workbook::RowWriter& rows) const {
  RowLog* log = report_.context.row_log;
  if (log != nullptr) log->add(rows.row(), kind, static_cast<int>(index(group)));
}

}  // namespace report
