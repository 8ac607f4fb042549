// What the reader is told of a report's columns: values that are not as they were, totals that
// leave some out.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "language/umm_al_qura.h"
#include "report/columns.h"

namespace report {

using base::Message;

void Columns::remark_misfits(std::vector<Message>& remarks) const {
  for (const Part& part : parts_) {
    const auto remark = [&](const Misfits& misfits, Message message) {
      if (misfits.cells == 0) return;
      message.arguments.insert(message.arguments.end(),
                               {{"count", static_cast<std::int64_t>(misfits.cells)},
                                {"column", part.column->title.get(edition_.language())},
                                {"row", std::int64_t{misfits.first_row}},
                                {"sheet", misfits.sheet}});
      remarks.push_back(std::move(message));
    };
    const ColumnCells::Findings& findings = part.cells.findings();
    remark(findings.misfits, Message{"report.misfits"});
    remark(findings.bytes, Message{"report.bytes_as_hex"});
    remark(findings.rounded, Message{"report.rounded"});
    remark(findings.more_decimals, Message{"report.more_decimals"});
    remark(findings.zeros, Message{"report.shown_as_zero"});
    remark(findings.hundreds, Message{"report.shown_as_hundred_percent"});
    remark(findings.unknown_currencies, Message{"report.unknown_currencies"});
    remark(findings.undivided, Message{"report.undivided"});
    remark(findings.unnamed, Message{"report.unnamed"});
    remark(findings.not_addresses, Message{"report.not_addresses"});
    remark(findings.not_hijri, Message{"report.no_hijri_date",
                                       {{"first", std::to_string(language::kFirstHijriYear)},
                                        {"last", std::to_string(language::kLastHijriYear)}}});
  }
}

void Columns::remark_findings(const workbook::Sheet& sheet, const workbook::RowWriter& rows,
                              std::vector<Message>& remarks) const {
  for (std::uint16_t i = 0; i < size(); ++i) {
    const auto remark = [&](const workbook::CellIssue& finding, Message message) {
      if (finding.cells == 0) return;
      message.arguments = {{"count", static_cast<std::int64_t>(finding.cells)},
                           {"column", titles_[i]},
                           {"row", std::int64_t{finding.first_row} + 1},
                           {"sheet", sheet.name()}};
      remarks.push_back(std::move(message));
    };
    const workbook::ColumnIssues& found = rows.issues(i);
    remark(found.repaired, Message{"report.cells_repaired"});
    remark(found.truncated, Message{"report.cells_cut"});
    remark(found.too_long, Message{"report.cells_too_long"});
    remark(found.unlinked, Message{"report.cells_unlinked"});
  }
}

std::string Columns::left_out(const Tally& total) const {
  if (total.totals.empty()) return {};
  const Words& words = edition_.words;
  std::string columns;
  for (const Totalled& totalled : totalled_) {
    const std::int64_t count = total.totals[totalled.index].left_out();
    if (count == 0) continue;
    if (!columns.empty()) columns += words.text(Message{"report.list_separator"});
    columns += words.text_verbatim(
        Message{"report.title_with_currency",
                {{"title", totalled.column->title.get(edition_.language())},
                 {"sign", words.text(Message{"report.values", {{"count", count}}})}}});
  }
  if (columns.empty()) return {};
  return words.prose(words.text_verbatim(Message{"report.left_out", {{"columns", columns}}}));
}

}  // namespace report
