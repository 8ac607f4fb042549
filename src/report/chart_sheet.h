#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/localized_report.h"
#include "report/outline.h"
#include "report/print/page_plan.h"
#include "report/style/shown_decimals.h"
#include "workbook/row_heights.h"

namespace report {

/// The chart that a data model asks for, on a sheet of its own with its numbers: the totals of the
/// outermost groups or, without groups, the values of the rows. The report and the columns outlive
/// it. Not thread-safe.
class ChartSheet {
 public:
  /// Further categories are not drawn.
  static constexpr std::size_t kMaxCategories = 400;
  /// A pie with more slices is drawn as columns.
  static constexpr std::size_t kMaxSlices = 16;
  /// The rows that the chart covers.
  static constexpr std::uint32_t kChartRows = 22;

  ChartSheet(const LocalizedReport& report, const Columns& columns);
  ChartSheet(const ChartSheet&) = delete;
  ChartSheet& operator=(const ChartSheet&) = delete;

  /// What follows belongs to this instance; for reports with a sheet for each instance.
  void begin_instance(const std::string& instance) { instance_ = instance; }
  void add(const Outline::ClosedGroup& group);
  void add(const source::ResultRows& row);
  /// Call after the last row or group; writes no sheet if there is nothing to draw.
  void write(std::vector<base::Message>& warnings) const;

 private:
  struct Series {
    const model::Column* column;
    std::string title;
    const Columns::TotaledColumn* totaled;  // with groups
    std::size_t place;                      // in a row of the source, without groups
    std::optional<ShownDecimals> shown =
        {};  // without groups, if the decimals depend on the values
  };
  struct Point {
    std::optional<double> value;             // nullopt: a gap
    std::optional<RunningTotal> total = {};  // with groups
    std::string formula = {};                // refers to the number's cell; empty: it has none
    std::string currency = {};
  };
  struct Category {
    std::string name;
    std::vector<Point> points;  // one for each series
    bool is_prose = false;      // names its instance, too, in the direction of the sheet
  };

  [[nodiscard]] bool is_full();
  void name_instance(Category& category) const;
  [[nodiscard]] std::string categories_title() const;
  [[nodiscard]] bool has_several_currencies() const {
    return has_mixed_totals_ || currencies_.size() > 1;
  }
  [[nodiscard]] Unit unit(const Series& series, const Point& point) const;
  [[nodiscard]] workbook::StyleId style(const Series& series, const Point& point) const;
  [[nodiscard]] std::vector<double> number_widths() const;
  double write_category(workbook::Sheet& sheet, std::uint32_t row, double width,
                        const Category& category) const;
  [[nodiscard]] Totals totals() const;
  /// Writes the numbers and notes below them. Returns the heights of their rows.
  workbook::RowHeights write_numbers(workbook::Sheet& sheet, std::uint32_t header,
                                     const TextArea& area) const;
  void set_up_print(workbook::Sheet& sheet, const PagePlan& plan, double heading_height,
                    std::uint32_t header, const workbook::RowHeights& rows) const;
  [[nodiscard]] model::Chart::Kind drawn_kind() const;
  [[nodiscard]] std::string axis_format() const;
  [[nodiscard]] std::string description(const std::string& title) const;
  [[nodiscard]] workbook::Chart chart(std::uint32_t header, double width) const;

  const LocalizedReport& report_;
  const Columns& columns_;
  const model::Chart& model_;
  const model::Column* category_ = nullptr;  // without groups
  std::vector<Series> series_;
  std::vector<Category> categories_;
  std::string instance_;  // empty: the whole report
  std::set<std::string> currencies_;
  bool has_mixed_totals_ = false;  // of several currencies, which have no value
  Totals total_;                   // of the groups
  std::int64_t omitted_categories_ = 0;
};

}  // namespace report
