#pragma once

#include <memory>
#include <vector>

#include "report/excel_auto.h"
#include "report/report.h"
#include "source/result_rows.h"
#include "workbook/workbook.h"

namespace report {

/// Renders one spec to a workbook: its rows are read once and written to the sheets of each of its
/// languages. Not thread-safe.
class Rendering {
 public:
  Rendering(const model::ReportSpec& spec, const RenderContext& context, job::Progress& progress,
            const std::stop_token& stop);

  Result write(const std::filesystem::path& file);

 private:
  const model::ReportSpec& spec_;
  job::Progress& progress_;
  workbook::Workbook workbook_;
  language::SheetNames names_;
  source::ResultRows source_;
  std::vector<std::unique_ptr<ExcelAuto>> layouts_;  // one for each language, the spec's own first
};

/// After the last row: adds warnings about ids that were not found and values that the filter could
/// not decide.
void add_result_warnings(const model::ReportSpec& spec, source::ResultRows& rows,
                         std::vector<base::Message>& warnings);

/// Adds warnings about an order or a time zone that is the source's own.
void add_source_warnings(const model::ReportSpec& spec, const source::ResultRows& rows,
                         std::vector<base::Message>& warnings);

}  // namespace report
