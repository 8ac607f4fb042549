// What the reader is told of a report's columns: values that are not as they were, totals that
// leave some out.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "language/umm_al_qura.h"
#include "report/columns.h"

namespace report {

using base::Phrase;

void Columns::remark_misfits(std::vector<Phrase>& remarks) const {
  for (const Part& part : parts_) {
    const auto remark = [&](const Misfits& misfits, Phrase phrase) {
      if (misfits.cells == 0) return;
      phrase.arguments.insert(phrase.arguments.end(),
                              {{"count", static_cast<std::int64_t>(misfits.cells)},
                               {"column", part.column->title.in(edition_.language())},
                               {"row", std::int64_t{misfits.first_row}},
                               {"sheet", misfits.sheet}});
      remarks.push_back(std::move(phrase));
    };
    const ColumnCells::Findings& findings = part.cells.findings();
    remark(findings.misfits, Phrase{"report.misfits"});
    remark(findings.bytes, Phrase{"report.bytes_as_hex"});
    remark(findings.rounded, Phrase{"report.rounded"});
    remark(findings.more_decimals, Phrase{"report.more_decimals"});
    remark(findings.zeros, Phrase{"report.shown_as_zero"});
    remark(findings.hundreds, Phrase{"report.shown_as_hundred_percent"});
    remark(findings.unknown_currencies, Phrase{"report.unknown_currencies"});
    remark(findings.undivided, Phrase{"report.undivided"});
    remark(findings.unnamed, Phrase{"report.unnamed"});
    remark(findings.not_addresses, Phrase{"report.not_addresses"});
    remark(findings.not_hijri, Phrase{"report.no_hijri_date",
                                      {{"first", std::to_string(language::kFirstHijriYear)},
                                       {"last", std::to_string(language::kLastHijriYear)}}});
  }
}

void Columns::remark_findings(const workbook::Sheet& sheet, const workbook::Rows& rows,
                              std::vector<Phrase>& remarks) const {
  for (std::uint16_t i = 0; i < size(); ++i) {
    const auto remark = [&](const workbook::Finding& finding, Phrase phrase) {
      if (finding.cells == 0) return;
      phrase.arguments = {{"count", static_cast<std::int64_t>(finding.cells)},
                          {"column", titles_[i]},
                          {"row", std::int64_t{finding.first_row} + 1},
                          {"sheet", sheet.name()}};
      remarks.push_back(std::move(phrase));
    };
    const workbook::Findings& found = rows.findings(i);
    remark(found.repaired, Phrase{"report.cells_repaired"});
    remark(found.cut, Phrase{"report.cells_cut"});
    remark(found.too_long, Phrase{"report.cells_too_long"});
    remark(found.unlinked, Phrase{"report.cells_unlinked"});
  }
}

std::string Columns::left_out(const Tally& total) const {
  if (total.totals.empty()) return {};
  const Words& words = edition_.words;
  std::string columns;
  for (const Totalled& totalled : totalled_) {
    const std::int64_t count = total.totals[totalled.index].left_out();
    if (count == 0) continue;
    if (!columns.empty()) columns += words.say(Phrase{"report.list_separator"});
    columns +=
        words.say_code(Phrase{"report.title_with_currency",
                              {{"title", totalled.column->title.in(edition_.language())},
                               {"sign", words.say(Phrase{"report.values", {{"count", count}}})}}});
  }
  if (columns.empty()) return {};
  return words.prose(words.say_code(Phrase{"report.left_out", {{"columns", columns}}}));
}

}  // namespace report
