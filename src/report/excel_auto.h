#pragma once

#include <cstdint>
#include <vector>

#include "report/columns.h"
#include "report/heading.h"
#include "report/report.h"
#include "source/rows.h"
#include "workbook/workbook.h"

namespace report {

/// The template `excel-auto` in one language: lays a report out by itself from its data model. Rows
/// stream into sheet after sheet; what depends on all of them comes at the end. The workbook
/// outlives it; one thread.
class ExcelAuto {
 public:
  ExcelAuto(const model::Order& order, language::Language language, const Context& context,
            workbook::Workbook& workbook, const source::Selection& selection);
  ExcelAuto(const ExcelAuto&) = delete;
  ExcelAuto& operator=(const ExcelAuto&) = delete;

  /// The current row of the source.
  void write(const source::Rows& row);
  /// After the last row.
  void end();
  /// What its reader has to know of the values. After the end.
  [[nodiscard]] std::vector<base::Phrase> remarks() const;

 private:
  struct Page {  // one sheet
    workbook::Sheet& sheet;
    workbook::Rows& rows;
  };

  void open_page();
  void lay_out(const Page& page, bool is_last);
  void set_up_print(const Page& page, double width);
  void write_foot(const Page& page);
  [[nodiscard]] std::vector<Columns::Block> blocks() const;
  [[nodiscard]] std::uint32_t header_row() const { return heading_.rows(); }
  [[nodiscard]] std::uint32_t first_row() const { return heading_.rows() + 1; }

  const model::Order order_;  // in its language
  const Context& context_;
  const Words words_;
  const language::Zone zone_;
  workbook::Workbook& workbook_;
  const Theme theme_;
  Columns columns_;
  const Heading heading_;
  std::int64_t rows_ = 0;
  std::vector<Page> pages_;
};

}  // namespace report
