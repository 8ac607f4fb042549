#pragma once

#include <memory>
#include <vector>

#include "report/columns.h"
#include "report/heading.h"
#include "report/report.h"
#include "source/rows.h"
#include "workbook/workbook.h"

namespace report {

/// The template `excel-auto`: lays a report out by itself from its data model. Rows stream into
/// sheet after sheet; what depends on all of them comes at the end. One report, one thread.
class ExcelAuto {
 public:
  ExcelAuto(const model::Order& order, const Context& context, job::Progress& progress,
            const std::stop_token& stop);

  Result write(const std::filesystem::path& file);

 private:
  struct Page {  // one sheet
    workbook::Sheet& sheet;
    workbook::Rows& rows;
  };

  void stream();
  Page& open_page();
  void lay_out(const Page& page, bool is_last);
  void set_up_print(const Page& page, double width);
  void write_foot(const Page& page);
  [[nodiscard]] std::vector<Columns::Block> blocks() const;
  [[nodiscard]] std::uint32_t header_row() const { return heading_.rows(); }
  [[nodiscard]] std::uint32_t first_row() const { return heading_.rows() + 1; }
  [[nodiscard]] std::vector<base::Phrase> remarks() const;

  const model::Order& order_;
  const Context& context_;
  job::Progress& progress_;
  const Words words_;
  const language::Zone zone_;
  workbook::Workbook workbook_;
  const Theme theme_;
  Columns columns_;
  const Heading heading_;
  source::Rows source_;
  std::vector<Page> pages_;
};

}  // namespace report
