#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/foot.h"
#include "report/heading.h"
#include "report/outline.h"
#include "source/result_rows.h"

namespace report {

/// Rows that are reported together, under one heading and above one total: the whole report, or an
/// instance of it. Takes a sheet, and more where its rows do not fit on it. The edition and the
/// columns outlive it; one thread.
class Section {
 public:
  Section(const Edition& edition, Columns& columns, const std::string& name, const Subject& subject,
          Outline::Listener listener);
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  /// The current row of the source.
  void write(const source::ResultRows& row);

  /// What is left of a section that has ended.
  struct Summary {
    const workbook::Sheet* first_sheet = nullptr;
    const workbook::Sheet* last_sheet = nullptr;
    workbook::Cell title;         // on the first sheet, where it has one
    std::uint32_t total_row = 0;  // on the last sheet
    Tally total;
  };
  /// After its last row; what its reader has to know is added to `remarks`.
  [[nodiscard]] Summary end(std::vector<base::Message>& remarks);

 private:
  void open_page();
  void lay_out(const Page& page, const std::vector<double>& widths, const Tally& total,
               double foot) const;
  void dress_rows(const Page& page) const;
  [[nodiscard]] std::vector<Block> blocks() const;
  [[nodiscard]] std::string table_name() const;
  [[nodiscard]] std::uint32_t header_row() const { return heading_.rows(); }
  [[nodiscard]] std::uint32_t first_row() const { return heading_.rows() + 1; }
  [[nodiscard]] std::uint32_t last_row(const Page& page) const {
    return header_row() + page.rows->size();
  }

  const Edition& edition_;
  Columns& columns_;
  const std::string name_;
  const Heading heading_;
  Outline outline_;
  std::int64_t rows_ = 0;
  std::vector<Page> pages_;
};

}  // namespace report
