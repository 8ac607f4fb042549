#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workbook/xml/cell.h"
#include "workbook/style.h"

struct lxw_workbook;
struct lxw_chart;

namespace workbook {

/// Pixels that a chart has by itself.
inline constexpr double kChartWidth = 480;
inline constexpr double kChartHeight = 288;

/// A chart of cells of the sheet that it stands on. On a right-to-left sheet the first category is
/// the right-most, and a bar grows to the left.
struct Chart {
  enum class Kind { kColumn, kBar, kLine, kPie };
  struct Series {
    std::string name;
    Range values;
    Color color;
    std::vector<std::optional<double>> cached = {};  // what the cells hold, for readers that do
                                                     // not calculate; absent in a blank one
  };

  Kind kind = Kind::kColumn;
  std::string title;
  Range categories;
  std::vector<Series> series;
  std::vector<Color> slices;  // of a pie, as many as categories
  std::string number_format;  // of the axis of values
  std::string font = "Arial";
  double width = kChartWidth;  // pixels
  double height = kChartHeight;
};

/// The chart as libxlsxwriter makes it; the workbook owns it.
[[nodiscard]] lxw_chart* new_chart(lxw_workbook* workbook, const std::string& sheet,
                                   bool is_right_to_left, const Chart& chart);

}  // namespace workbook
