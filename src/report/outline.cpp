#include "report/outline.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "language/display_width.h"
#include "report/naming.h"
#include "report/paper.h"
#include "workbook/xml/cell_text.h"

namespace report {

using base::Message;

Outline::Outline(const Edition& edition, Columns& columns, double least, Listener listener)
    : edition_(edition), columns_(columns), least_(least), listener_(std::move(listener)) {
  const auto& groups = edition.layout().groups;
  has_subtotals_ = std::ranges::any_of(groups, &model::Group::subtotal);
  // The order of the rows follows its own language, in whatever language they are shown.
  const language::Language key_language = edition.selection.language();
  for (const model::Group& group : groups) {
    const model::Column* column = edition.order.model->column(group.by);
    const bool has_currencies = column != nullptr && !column->currency_from.empty();
    Group& added = groups_.emplace_back(Group{
        .model = &group,
        .column = column,
        .reader = column == nullptr ? std::nullopt
                                    : std::optional{source::ValueReader{*column, edition.zone}},
        .key_place = edition.selection.index(group.by, key_language),
        .name_place = edition.selection.index(group.by, edition.language()),
        .currency_place = has_currencies ? std::optional{edition.selection.index(
                                               column->currency_from, key_language)}
                                         : std::nullopt,
        .level = row_level_,
        .is_hidden = hides_rows_,
        .hides_inner = hides_rows_ || group.collapsed});
    for (const language::Language language : edition.order.languages()) {
      const std::size_t its = edition.selection.index(group.by, language);
      if (its != added.key_place) added.translation_place = its;
    }
    hides_rows_ = added.hides_inner;
    if (group.subtotal || !has_subtotals_) ++row_level_;
  }
}

workbook::RowFormat Outline::row_look() const {
  return {.outline_level = row_level_, .hidden = hides_rows_};
}

void Outline::close_before(const source::ResultRows& row, const Page& page) {
  const auto changed = std::ranges::find_if(
      groups_, [&](const Group& group) { return group.is_open && !is_of(group, row); });
  for (auto at = groups_.end(); at != changed;) close(*--at, page);
}

bool Outline::is_of(const Group& group, const source::ResultRows& row) const {
  return key(group, row, group.key_place) == group.key &&
         (!group.translation_place ||
          key(group, row, *group.translation_place) == group.translation_key);
}

/// What a group's rows have in common: the value as its column reads it (source/sql/query.cpp has
/// them stand together), whatever its spelling.
std::string Outline::key(const Group& group, const source::ResultRows& row, std::size_t place) {
  if (source::is_empty(row.cell(place))) return {};
  if (!group.reader) return std::string{row.text(place)};
  const std::string currency{group.currency_place ? row.text(*group.currency_place) : ""};
  std::string key;
  const source::Reading reading = group.reader->read(row.cell(place), currency, key);
  return std::to_string(static_cast<int>(reading)) + key;
}

/// Groups of one name in this language are told apart by the name in the other, and so is
/// one without a name in this.
void Outline::name(Group& group, const source::ResultRows& row) {
  constexpr std::size_t kMost = 10'000;  // that are remembered
  const std::string nothing = edition_.words.text(Message{"report.no_value"});
  const auto shown = [&](std::string name) {
    name = workbook::single_line(name);
    return name.empty() ? nothing : name;
  };
  group.name = shown(named(edition_, group.model->by, row));
  if (!group.translation_place || group.others.size() == kMost) return;
  const bool is_key = group.name_place == group.key_place;
  const std::string other{row.text(is_key ? *group.translation_place : group.key_place)};
  const auto [first, is_new] = group.others.try_emplace(group.name, other);
  if (group.name != nothing && (is_new || first->second == other)) return;
  const std::string its = shown(other);
  if (its != group.name)
    group.name += edition_.words.text(Message{"report.detail_separator"}) + its;
}

void Outline::open_for(const source::ResultRows& row, const Page& page) {
  for (Group& group : groups_) {
    if (group.is_open) continue;
    group.is_open = true;
    group.key = key(group, row, group.key_place);
    if (group.translation_place) {
      group.translation_key = key(group, row, *group.translation_place);
    }
    name(group, row);
    write_name(group, false, page);
    group.blocks.push_back({page.sheet, page.rows->row(), 0});
  }
}

void Outline::end_blocks(const Page& page) {
  for (Group& group : groups_) {
    if (group.is_open) group.blocks.back().last_row = page.rows->row() - 1;
  }
}

void Outline::leave(const Page& page) { end_blocks(page); }

void Outline::enter(const Page& page) {
  for (Group& group : groups_) {
    if (!group.is_open) continue;
    write_name(group, true, page);
    group.blocks.push_back({page.sheet, page.rows->row(), 0});
  }
}

void Outline::close(Group& group, const Page& page) {
  if (!group.is_open) return;
  group.tally.merge(columns_.take_tally());
  group.blocks.back().last_row = page.rows->row() - 1;
  const std::uint32_t row = page.rows->row();
  if (group.model->subtotal) write_subtotal(group, page);
  const std::size_t place = index(group);
  (place == 0 ? total_ : groups_[place - 1].tally).merge(group.tally);
  if (place == 0 && listener_) {
    listener_({group.name, group.tally, page.sheet, row, group.model->subtotal});
  }
  if (place + 1 < groups_.size()) groups_[place + 1].others.clear();
  group.is_open = false;
  group.tally = {};
  group.blocks.clear();
}

Tally Outline::finish(const Page& page) {
  for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) close(*group, page);
  total_.merge(columns_.take_tally());
  return std::exchange(total_, {});
}

/// Cut where the table ends: it only gets wider than it is by now.
std::string Outline::title(const std::string& text, const Page& page) const {
  constexpr double kBold = 1.1;
  constexpr double kIndent = 4;
  constexpr double kColumn = 8;
  const double surely = kColumn * (columns_.size() - columns_.label_place());
  if (static_cast<double>(text.size()) * kBold + kIndent <= surely) return text;
  const std::vector<double> widths = columns_.widths(*page.rows, {}, least_);
  const double room =
      std::accumulate(widths.begin() + columns_.label_place(), widths.end(), -kIndent);
  return language::ellipsize(text, static_cast<int>(room / kBold));
}

/// Of one line, in points; 0 where an ordinary row is as high.
double Outline::height() const {
  const double line = edition_.theme.line_height();
  return line <= kRowHeight ? 0 : line;
}

/// One row in the group's colours; the text runs over the empty cells behind it.
void Outline::write_name(const Group& group, bool goes_on, const Page& page) const {
  std::string text = group.name;
  if (group.column != nullptr) {
    text = edition_.words.labelled(group.column->title.get(edition_.language()), text);
  }
  if (goes_on) text = edition_.words.text_verbatim(Message{"report.goes_on", {{"name", text}}});
  const bool is_inside = group.model->subtotal;
  const Theme& theme = edition_.theme;
  const workbook::StyleId style = index(group) == 0 ? theme.group : theme.inner_group;
  workbook::RowWriter& rows = *page.rows;
  rows.begin_row({.outline_level = group.level + (is_inside ? 1 : 0),
                  .height = height(),
                  .hidden = is_inside ? group.hides_inner : group.is_hidden,
                  .measured = false});
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    i == columns_.label_place() ? rows.text(title(text, page), style) : rows.blank(style);
  }
  rows.end_row();
}

void Outline::write_subtotal(const Group& group, const Page& page) const {
  workbook::RowWriter& rows = *page.rows;
  rows.begin_row({.outline_level = group.level,
                  .height = height(),
                  .hidden = group.is_hidden,
                  .collapsed = group.model->collapsed,
                  .measured = false});
  const std::string label =
      edition_.words.text_verbatim(Message{"report.subtotal", {{"name", group.name}}});
  columns_.note_label(label);
  auto totalled = columns_.totalled().begin();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    if (totalled == columns_.totalled().end() || totalled->place != i) {
      const workbook::StyleId style = edition_.theme.subtotal_label;
      i == columns_.label_place() ? rows.text(title(label, page), style) : rows.blank(style);
      continue;
    }
    const RunningTotal& total = group.tally.totals[totalled->index];
    ColumnCells& cells = *totalled->cells;
    const workbook::StyleId style = cells.subtotal_style(total);
    if (const auto value = cells.value(total)) {
      cells.note_total(total, rows.row(), *page.sheet);
      rows.formula(cells.formula(total, total.formula(a1(group.blocks, i, *page.sheet))), *value,
                   style);
    } else {
      rows.text(total.mark(), style);
    }
    ++totalled;
  }
  rows.end_row();
}

}  // namespace report
