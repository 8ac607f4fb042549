// The warnings about a report's columns: values that were written differently, and totals that
// exclude values.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "language/umm_al_qura.h"
#include "report/columns.h"

namespace report {

using base::Message;

namespace {

/// A warning about values of the column, if there are such.
void add_warning(const ValueIssue& issue, const std::string& column, Message message,
                 std::vector<Message>& warnings) {
  if (issue.cells == 0) return;
  message.arguments.insert(message.arguments.end(),
                           {{"count", static_cast<std::int64_t>(issue.cells)},
                            {"column", column},
                            {"row", std::int64_t{issue.first_row}},
                            {"sheet", issue.sheet}});
  warnings.push_back(std::move(message));
}

}  // namespace

void Columns::add_value_warnings(std::vector<Message>& warnings) const {
  for (const Part& part : parts_) {
    const auto warning = [&](const ValueIssue& issue, Message message) {
      add_warning(issue, part.column->title.get(report_.language()), std::move(message), warnings);
    };
    const ColumnCells::ValueIssues& issues = part.cells.issues();
    warning(issues.type_mismatches, Message{"report.misfits"});
    warning(issues.bytes, Message{"report.bytes_as_hex"});
    warning(issues.rounded, Message{"report.rounded"});
    warning(issues.more_decimals, Message{"report.more_decimals"});
    warning(issues.zeros, Message{"report.shown_as_zero"});
    warning(issues.hundreds, Message{"report.shown_as_hundred_percent"});
    warning(issues.unknown_currencies, Message{"report.unknown_currencies"});
    warning(issues.undivided, Message{"report.undivided"});
    warning(issues.unknown_enum_values, Message{"report.unnamed"});
    warning(issues.not_addresses, Message{"report.not_addresses"});
    warning(issues.not_hijri, Message{"report.no_hijri_date",
                                      {{"first", std::to_string(language::kFirstHijriYear)},
                                       {"last", std::to_string(language::kLastHijriYear)}}});
  }
}

void Columns::add_height_warnings(std::vector<Message>& warnings) const {
  for (const Part& part : parts_) {
    add_warning(part.cells.issues().cut_texts, part.column->title.get(report_.language()),
                Message{"report.cells_too_high"}, warnings);
  }
}

void Columns::add_cell_warnings(const workbook::Sheet& sheet, const workbook::RowWriter& rows,
                                std::vector<Message>& warnings) const {
  for (std::uint16_t i = 0; i < size(); ++i) {
    const auto warning = [&](const workbook::CellIssue& issue, Message message) {
      if (issue.cells == 0) return;
      message.arguments = {{"count", static_cast<std::int64_t>(issue.cells)},
                           {"column", titles_[i]},
                           {"row", std::int64_t{issue.first_row} + 1},
                           {"sheet", sheet.name()}};
      warnings.push_back(std::move(message));
    };
    const workbook::ColumnIssues& found = rows.issues(i);
    warning(found.repaired, Message{"report.cells_repaired"});
    warning(found.truncated, Message{"report.cells_cut"});
    warning(found.too_long, Message{"report.cells_too_long"});
    warning(found.unlinked, Message{"report.cells_unlinked"});
  }
}

std::string Columns::excluded_note(const Totals& total) const {
  if (total.by_column.empty()) return {};
  const ReportText& words = report_.words;
  std::string columns;
  for (const TotaledColumn& totaled : totaled_) {
    const std::int64_t count = total.by_column[totaled.index].excluded();
    if (count == 0) continue;
    words.append_item(columns,
                      words.text_verbatim(Message{
                          "report.title_with_currency",
                          {{"title", totaled.column->title.get(report_.language())},
                           {"sign", words.text(Message{"report.values", {{"count", count}}})}}}));
  }
  if (columns.empty()) return {};
  return words.prose(words.text_verbatim(Message{"report.left_out", {{"columns", columns}}}));
}

}  // namespace report
