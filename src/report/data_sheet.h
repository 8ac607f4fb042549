#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "report/column_survey.h"
#include "report/columns.h"
#include "report/localized_report.h"
#include "report/outline.h"
#include "source/result_rows.h"

namespace report {

/// All rows of a report with groups or instances as one Excel table, for filters, sorting and pivot
/// tables, in the order of the report: beside its columns, those that only group titles, sheet
/// names and details show. It has no totals. The report outlives it. Not thread-safe.
class DataSheet {
 public:
  explicit DataSheet(const LocalizedReport& report);
  DataSheet(const DataSheet&) = delete;
  DataSheet& operator=(const DataSheet&) = delete;

  /// Reads the current row of the source ahead of time, as ExcelAuto does; then begin().
  void survey(const source::ResultRows& row) { survey_->add(row); }
  void begin();
  /// The name of its first sheet, once it has begun.
  [[nodiscard]] const std::string& name() const { return streams_.front().sheet->name(); }
  /// Writes the current row of the source.
  void write(const source::ResultRows& row);
  /// Call after the last row; adds the warnings that only concern it.
  void end(std::vector<base::Message>& warnings);

 private:
  [[nodiscard]] std::vector<const model::Column*> columns();
  [[nodiscard]] const model::Column* find_or_make(const std::string& name,
                                                  const language::Localized& title);
  void open_stream();
  void lay_out(const SheetStream& stream) const;

  const LocalizedReport& report_;
  std::list<model::Column> made_;  // of result columns that no column of the data model shows
  Columns columns_;
  std::optional<ColumnSurvey> survey_;  // until the first row is written
  std::int64_t rows_ = 0;
  std::vector<SheetStream> streams_;
};

}  // namespace report
