#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "language/phrases.h"
#include "language/zone.h"
#include "model/column.h"
#include "report/running_total.h"
#include "report/theme.h"
#include "source/rows.h"
#include "workbook/rows.h"

namespace report {

/// Values that are not of their column's type: written as text, left out of the total.
struct Misfits {
  std::uint64_t cells = 0;
  std::uint32_t first_row = 0;  // of the sheet, counted from 1
};

/// Writes one column's values: what the source gives becomes a cell of the column's type, or text
/// where it is none. Keeps the column's total. A date with a Hijri companion writes both cells.
class ColumnCells {
 public:
  struct Words {
    std::string yes;
    std::string no;
  };

  ColumnCells(const model::Column& column, const ColumnLook& look, language::Language language,
              Words words, const language::Zone& zone);

  /// The column `index` of the current row, as the next cell (or two).
  void write(const source::Rows& in, std::size_t index, workbook::Rows& out);

  [[nodiscard]] const RunningTotal& total() const { return total_; }
  [[nodiscard]] const Misfits& misfits() const { return misfits_; }
  /// How many values the total could not take: misfits, and numbers that stand as text.
  [[nodiscard]] std::int64_t left_out() const { return left_out_; }

 private:
  void number(const source::Rows& in, std::size_t index, workbook::Rows& out);
  void scaled(std::int64_t unscaled, int scale, workbook::Rows& out);
  void real(double value, workbook::Rows& out);
  void boolean(const source::Rows& in, std::size_t index, workbook::Rows& out);
  void date(std::string_view text, workbook::Rows& out);
  void date_time(std::string_view text, workbook::Rows& out);
  void time(std::string_view text, workbook::Rows& out);
  void duration(const source::Rows& in, std::size_t index, workbook::Rows& out);
  void choice(std::string_view value, workbook::Rows& out);
  void plain(std::string_view text, workbook::Rows& out);
  void misfit(std::string_view text, workbook::Rows& out);
  void blank(workbook::Rows& out);

  const model::Column& column_;
  const ColumnLook look_;
  const Words words_;
  const language::Zone& zone_;
  const workbook::StyleId text_style_;
  const int decimals_;
  std::map<std::string, std::string, std::less<>> choices_;  // value to word
  RunningTotal total_;
  Misfits misfits_;
  std::int64_t left_out_ = 0;
};

}  // namespace report
