#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/definition/layout.h"
#include "report/print/page_fit.h"
#include "report/style/layout_text.h"
#include "workbook/row_heights.h"
#include "workbook/sheet.h"

namespace report {

/// How a sheet is printed: on which paper, in which orientation, how large, and on how many pages
/// side by side, each of which repeats the first columns. All follows from the widths of the
/// columns and then from the heights of the rows. Not thread-safe.
class PagePlan {
 public:
  /// The scale below which texts wrap and titles take three lines, to print larger.
  static constexpr double kComfortableScale = 0.8;

  /// `widths` are in digits. The first `lead` columns are those to repeat.
  PagePlan(const model::Layout& layout, std::vector<double> widths, std::uint16_t lead);

  [[nodiscard]] const std::vector<double>& widths() const { return widths_; }
  [[nodiscard]] TextArea text_area() const;
  [[nodiscard]] std::size_t pages_wide() const { return options_.front().begins.size() + 1; }
  /// The scale at which the columns fit, if the rows need no smaller one.
  [[nodiscard]] double scale() const;
  /// The first columns that each page repeats; 0 if there is one page side by side.
  [[nodiscard]] std::uint16_t repeated() const { return pages_wide() > 1 ? repeated_ : 0; }
  /// Makes the pages of a sheet repeat them.
  void repeat_columns(workbook::Sheet& sheet) const;

  /// One way to print a sheet.
  struct Pages {
    workbook::PrintSetup setup;
    std::size_t pages_wide = 1;
    double scale = 1;
    bool is_too_long = false;  // for the breaks that keep rows together
  };
  /// All ways that the layout allows, and the paper that suits the sheet best.
  struct Choices {
    workbook::Paper paper;
    std::vector<Pages> pages;  // portrait before landscape
  };
  /// The ways to print a sheet of these heights, whose streamed rows begin at `first_row`.
  /// `keeps_rows`: some rows must not be parted from the next one.
  [[nodiscard]] Choices choices(const Heights& heights, const workbook::RowHeights& rows,
                                std::uint32_t first_row, bool keeps_rows) const;
  /// The best of them.
  [[nodiscard]] Pages set_up(const Heights& heights, const workbook::RowHeights& rows,
                             std::uint32_t first_row, bool keeps_rows) const;
  /// One of them for each sheet of a run, on the same paper in the same orientation.
  [[nodiscard]] static std::vector<Pages> choose(const std::vector<Choices>& sheets);

 private:
  /// One way to divide the columns.
  struct Option {
    workbook::Paper paper;
    bool landscape;
    double scale;
    std::vector<std::uint16_t> begins;  // the first column of each page but the first
  };

  [[nodiscard]] std::vector<Option> options(const model::Layout& layout,
                                            workbook::Paper paper) const;
  [[nodiscard]] static std::vector<Option> with_fewest_pages(std::vector<Option> options);
  [[nodiscard]] Option divide(workbook::Paper paper, bool landscape) const;
  [[nodiscard]] std::vector<std::uint16_t> page_begins(double page_width) const;
  [[nodiscard]] Pages pages(const Option& option, const Heights& heights,
                            const workbook::RowHeights& rows, std::uint32_t first_row,
                            bool keeps_rows) const;

  std::vector<double> widths_;
  std::uint16_t repeated_;
  double fixed_scale_;               // 0: none
  std::vector<Option> all_options_;  // portrait before landscape
  std::vector<Option> options_;      // those on its paper with the fewest pages side by side
};

}  // namespace report
