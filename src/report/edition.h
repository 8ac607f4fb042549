#pragma once

#include "language/name.h"
#include "language/time_zone.h"
#include "model/report_spec.h"
#include "report/report.h"
#include "report/theme.h"
#include "report/words.h"
#include "source/sql/selection.h"
#include "workbook/workbook.h"

namespace report {

/// One language of a report: what all of its sheets share. The workbook, the names of its sheets,
/// the selection and the context outlive it; one thread.
struct Edition {
  Edition(const model::ReportSpec& its_order, language::Language language,
          const Context& its_context, workbook::Workbook& its_workbook,
          language::SheetNames& its_names, const source::Selection& its_selection);
  Edition(const Edition&) = delete;
  Edition& operator=(const Edition&) = delete;

  const model::ReportSpec order;  // in its language
  const Context& context;
  const language::TimeZone zone;
  const Words words;
  workbook::Workbook& workbook;
  language::SheetNames& sheet_names;
  const source::Selection& selection;
  const Theme theme;

  [[nodiscard]] language::Language language() const { return order.language; }
  [[nodiscard]] const model::Layout& layout() const { return order.model->layout; }
  /// When the report is issued, in the zone of its organization.
  [[nodiscard]] std::string issued() const;
  /// Another sheet of the workbook, called `name` as far as Excel takes it.
  [[nodiscard]] workbook::Sheet& add_sheet(std::string_view name) const;
  /// Gives a sheet its page set-up, and what stands at the foot of each page of a report.
  void set_up_print(workbook::Sheet& sheet, const workbook::PrintSetup& setup) const;
};

}  // namespace report
