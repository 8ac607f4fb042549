#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/chart_sheet.h"
#include "report/column_survey.h"
#include "report/columns.h"
#include "report/data_sheet.h"
#include "report/localized_report.h"
#include "report/index_sheet.h"
#include "report/print/print_run.h"
#include "report/section.h"
#include "source/result_rows.h"

namespace report {

/// The template `excel-auto` in one language: lays out a report from its data model alone, streams
/// rows into sheet after sheet and writes what depends on all rows at the end. The workbook
/// outlives it. Not thread-safe.
class ExcelAuto {
 public:
  ExcelAuto(const model::ReportSpec& spec, language::Language language,
            const RenderContext& context, workbook::Workbook& workbook, language::SheetNames& names,
            const source::Selection& selection);
  ExcelAuto(const ExcelAuto&) = delete;
  ExcelAuto& operator=(const ExcelAuto&) = delete;

  /// Reads the current row of the source ahead of time; call for each of the first rows, then
  /// `begin()` before the first is written.
  void survey(const source::ResultRows& row);
  void begin();
  /// Writes the current row of the source.
  void write(const source::ResultRows& row);
  /// Call after the last row.
  void end();
  /// The warnings about the values. Final after end().
  [[nodiscard]] const std::vector<base::Message>& warnings() const { return warnings_; }

  [[nodiscard]] const LocalizedReport& report() const { return report_; }
  [[nodiscard]] Columns& columns() { return columns_; }

 private:
  [[nodiscard]] double heading_width() const;
  void enter_instance(const source::ResultRows& row);
  void open_section(const std::string& name, const SectionTitle& section_title);
  void end_section();
  void set_up_print();

  const LocalizedReport report_;
  Columns columns_;
  std::optional<ColumnSurvey> survey_;  // until the first row is written
  std::optional<ChartSheet> chart_;
  std::optional<IndexSheet> index_;  // if each instance has a sheet
  std::optional<DataSheet> data_;    // if the data model asks for it
  PrintRun print_run_;
  std::unique_ptr<Section> section_;
  std::string instance_;  // the id of the section
  std::string title_;     // of the section in the index
  std::size_t instances_ = 0;
  Totals total_;
  std::vector<base::Message> warnings_;
};

}  // namespace report
