#pragma once

#include "language/name.h"
#include "language/time_zone.h"
#include "model/report_spec.h"
#include "report/report.h"
#include "report/theme.h"
#include "report/report_text.h"
#include "source/sql/selection.h"
#include "workbook/workbook.h"

namespace report {

/// One language of a report: what all of its sheets share. The workbook, the names of its sheets,
/// the selection and the context outlive it; one thread.
struct LocalizedReport {
  LocalizedReport(const model::ReportSpec& its_spec, language::Language language,
                  const RenderContext& its_context, workbook::Workbook& its_workbook,
                  language::SheetNames& its_names, const source::Selection& its_selection);
  LocalizedReport(const LocalizedReport&) = delete;
  LocalizedReport& operator=(const LocalizedReport&) = delete;

  const model::ReportSpec spec;  // in its language
  const RenderContext& context;
  const language::TimeZone zone;
  const ReportText words;
  workbook::Workbook& workbook;
  language::SheetNames& sheet_names;
  const source::Selection& selection;
  const Theme theme;

  [[nodiscard]] language::Language language() const { return spec.language; }
  [[nodiscard]] const model::Layout& layout() const { return spec.model->layout; }
  /// When the report is issued, in the zone of its organization.
  [[nodiscard]] std::string issued() const;
  /// Another sheet of the workbook, called `name` as far as Excel takes it.
  [[nodiscard]] workbook::Sheet& add_sheet(std::string_view name) const;
  /// Gives a sheet its page set-up, and what stands at the foot of each page of a report.
  void set_up_print(workbook::Sheet& sheet, const workbook::PrintSetup& setup) const;
};

}  // namespace report
