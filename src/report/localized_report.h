#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/name.h"
#include "language/time_zone.h"
#include "model/report_spec.h"
#include "report/report.h"
#include "report/style/theme.h"
#include "report/report_text.h"
#include "source/sql/selection.h"
#include "workbook/workbook.h"

namespace report {

/// What a sheet shows. The sheets of a language are in this order.
enum class SheetKind : std::uint8_t { kIndex, kRows, kData, kChart, kAbout };

/// Where the Hijri companion of a column of dates is: before the column where Hijri is the
/// organization's first calendar.
enum class HijriPlace : std::uint8_t { kNowhere, kBefore, kAfter };

/// One language of a report: the state that all of its sheets share. The workbook, the sheet names,
/// the selection and the context outlive it. Not thread-safe.
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
  [[nodiscard]] HijriPlace hijri_place(const model::Column& column) const;
  /// The columns of the report without the details that each instance has above its rows.
  [[nodiscard]] std::vector<const model::Column*> table_columns() const;
  /// The name of a table, from the data model's uid, never similar to a cell name. The workbook
  /// makes it unique.
  [[nodiscard]] std::string table_name(std::string_view prefix) const;
  /// Day and time of issue, and the time alone, in the time zone of the organization.
  [[nodiscard]] std::string issued() const;
  [[nodiscard]] std::string time_of_issue() const;
  /// Adds a sheet named `name`, adjusted to Excel's rules. The sheets of one language are together,
  /// those of the report's own first.
  [[nodiscard]] workbook::Sheet& add_sheet(std::string_view name, SheetKind kind) const;
  /// Sets a sheet's page setup, the footer of its pages, and their header, which names the report,
  /// the section and the period: by default the first page has none, since it has a heading.
  void set_up_print(workbook::Sheet& sheet, workbook::PrintSetup setup,
                    const std::string& section = {},
                    workbook::FirstPage first_page = workbook::FirstPage::kWithoutHeader) const;

 private:
  [[nodiscard]] std::string period() const;
};

}  // namespace report
