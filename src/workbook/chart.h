#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workbook/xml/cell.h"
#include "workbook/style.h"

struct lxw_workbook;
struct lxw_chart;

namespace workbook {

/// Pixels; the default size of a chart.
inline constexpr double kChartWidth = 480;
inline constexpr double kChartHeight = 288;

/// A chart of cells of its own sheet. On a right-to-left sheet the first category is the
/// right-most, and bars grow to the left.
struct Chart {
  enum class Kind { kColumn, kBar, kLine, kPie };
  struct Series {
    Cell name;  // the cell that holds it
    Range values;
    Color color;
    std::vector<std::optional<double>> cached = {};  // the cells' values, for readers that do
                                                     // not calculate; nullopt is a blank cell
  };

  Kind kind = Kind::kColumn;
  std::string title;
  std::string description = {};  // its alternative text for screen readers
  Range categories;
  std::vector<Series> series;
  std::vector<Color> slices;  // of a pie, one for each category
  std::string number_format;  // of the value axis
  std::string share_format;   // of the percentages of a pie
  std::string font = "Arial";
  double width = kChartWidth;  // pixels
  double height = kChartHeight;
};

/// Makes the chart with libxlsxwriter; the workbook owns it.
[[nodiscard]] lxw_chart* new_chart(lxw_workbook* workbook, const std::string& sheet,
                                   bool is_right_to_left, const Chart& chart);

}  // namespace workbook
