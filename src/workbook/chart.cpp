#include "workbook/chart.h"

#include <cstdlib>
#include <new>

#include <xlsxwriter.h>

#include "base/error.h"
#include "workbook/xml/cell_text.h"
#include "workbook/style_table.h"

namespace workbook {
namespace {

constexpr Color kTextColor{0x40, 0x46, 0x4B};
constexpr Color kGridColor{0xD9, 0xDE, 0xE1};
constexpr std::uint16_t kColumnGap = 60;  // between columns, in percent of their width

std::uint8_t type_of(Chart::Kind kind) {
  switch (kind) {
    case Chart::Kind::kColumn:
      return LXW_CHART_COLUMN;
    case Chart::Kind::kBar:
      return LXW_CHART_BAR;
    case Chart::Kind::kLine:
      return LXW_CHART_LINE;
    case Chart::Kind::kPie:
      return LXW_CHART_PIE;
  }
  return LXW_CHART_COLUMN;
}

/// Fills the cached values of a series. libxlsxwriter would do it too, but takes formulas for
/// zeros. It frees the points with the chart.
void fill_cache(lxw_series_range& range, const std::vector<std::optional<double>>& numbers) {
  range.ignore_cache = LXW_TRUE;
  for (const std::optional<double>& number : numbers) {
    auto* point =
        static_cast<lxw_series_data_point*>(std::calloc(1, sizeof(lxw_series_data_point)));
    if (point == nullptr) throw std::bad_alloc();
    point->number = number.value_or(0);
    point->no_data = number ? LXW_FALSE : LXW_TRUE;
    STAILQ_INSERT_TAIL(range.data_cache, point, list_pointers);
    ++range.num_data_points;
  }
}

/// Builds one chart; libxlsxwriter copies its arguments.
class ChartBuilder {
 public:
  ChartBuilder(lxw_workbook* workbook, const std::string& sheet, bool is_right_to_left,
               const Chart& chart)
      : sheet_(sheet),
        is_right_to_left_(is_right_to_left),
        chart_(chart),
        lxw_chart_(workbook_add_chart(workbook, type_of(chart.kind))) {
    if (lxw_chart_ == nullptr) throw base::Error("chart: libxlsxwriter gave none");
  }

  lxw_chart* build() {
    for (const Chart::Series& series : chart_.series) add(series);
    title();
    legend();
    if (chart_.kind != Chart::Kind::kPie) axes();
    lxw_chart_line none = {};
    none.none = LXW_TRUE;
    chart_chartarea_set_line(lxw_chart_, &none);
    return lxw_chart_;
  }

 private:
  /// Every text of a chart names its font: Excel's default may have no Arabic.
  lxw_chart_font font(double size, bool is_bold) {
    lxw_chart_font font = {};
    font.name = const_cast<char*>(chart_.font.c_str());
    font.size = size;
    font.bold = is_bold ? LXW_TRUE : LXW_FALSE;
    font.color = rgb(kTextColor);
    return font;
  }

  void add(const Chart::Series& series) {
    lxw_chart_series* added = chart_add_series(lxw_chart_, nullptr, nullptr);
    const Range& names = chart_.categories;
    chart_series_set_categories(added, sheet_.c_str(), names.first.row, names.first.column,
                                names.last.row, names.last.column);
    const Range& values = series.values;
    chart_series_set_values(added, sheet_.c_str(), values.first.row, values.first.column,
                            values.last.row, values.last.column);
    if (!series.cached.empty()) fill_cache(*added->values, series.cached);
    chart_series_set_name_range(added, sheet_.c_str(), series.name.row, series.name.column);
    lxw_chart_fill fill = {};
    fill.color = rgb(series.color);
    lxw_chart_line line = {};
    line.color = fill.color;
    line.width = 2.25;
    switch (chart_.kind) {
      case Chart::Kind::kColumn:
      case Chart::Kind::kBar:
        chart_series_set_fill(added, &fill);
        break;
      case Chart::Kind::kLine:
        chart_series_set_line(added, &line);
        chart_series_set_marker_type(added, LXW_CHART_MARKER_CIRCLE);
        chart_series_set_marker_fill(added, &fill);
        chart_series_set_marker_line(added, &line);
        break;
      case Chart::Kind::kPie:
        slices(added);
        break;
    }
  }

  void slices(lxw_chart_series* series) {
    std::vector<lxw_chart_fill> fills(chart_.slices.size());
    std::vector<lxw_chart_point> points(chart_.slices.size());
    std::vector<lxw_chart_point*> list;
    for (std::size_t i = 0; i < points.size(); ++i) {
      fills[i].color = rgb(chart_.slices[i]);
      points[i].fill = &fills[i];
      list.push_back(&points[i]);
    }
    list.push_back(nullptr);
    if (!points.empty() && chart_series_set_points(series, list.data()) != LXW_NO_ERROR) {
      throw base::Error("chart: the slices of a pie were refused");
    }
    lxw_chart_font small = font(9, false);
    chart_series_set_labels_percentage(series);
    chart_series_set_labels_font(series, &small);
    chart_series_set_labels_num_format(series, chart_.share_format.c_str());
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    // This comes last: each of the other calls makes the value visible too.
    chart_series_set_labels_options(series, LXW_FALSE, LXW_FALSE, LXW_FALSE);
  }

  void title() {
    lxw_chart_font large = font(14, true);
    chart_title_set_name(lxw_chart_, single_line(chart_.title).c_str());
    chart_title_set_name_font(lxw_chart_, &large);
  }

  void legend() {
    if (chart_.series.size() == 1 && chart_.kind != Chart::Kind::kPie) {
      return chart_legend_set_position(lxw_chart_, LXW_CHART_LEGEND_NONE);
    }
    lxw_chart_font small = font(9, false);
    chart_legend_set_position(lxw_chart_, LXW_CHART_LEGEND_BOTTOM);  // fits either direction
    chart_legend_set_font(lxw_chart_, &small);
  }

  /// In a bar chart, libxlsxwriter's x axis is the value axis.
  void axes() {
    const bool is_bar = chart_.kind == Chart::Kind::kBar;
    lxw_chart_axis* values = is_bar ? lxw_chart_->x_axis : lxw_chart_->y_axis;
    lxw_chart_axis* names = is_bar ? lxw_chart_->y_axis : lxw_chart_->x_axis;
    lxw_chart_font small = font(9, false);
    chart_axis_set_num_font(values, &small);
    chart_axis_set_num_font(names, &small);
    chart_axis_set_num_format(values, chart_.number_format.c_str());
    lxw_chart_line grid = {};
    grid.color = rgb(kGridColor);
    grid.width = 0.75;
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart_.kind != Chart::Kind::kLine) chart_set_series_gap(lxw_chart_, kColumnGap);
    if (chart_.kind != Chart::Kind::kLine) begin_at_zero(values);
    if (is_bar) {
      chart_axis_set_reverse(names);  // the first category on top
      chart_axis_set_crossing_max(names);
    }
    if (is_right_to_left_) chart_axis_set_reverse(lxw_chart_->x_axis);
  }

  /// Lengths compare only from zero, where readers begin close values elsewhere.
  void begin_at_zero(lxw_chart_axis* axis) {
    bool has_positive = false;
    bool has_negative = false;
    for (const Chart::Series& series : chart_.series) {
      for (const std::optional<double>& value : series.cached) {
        has_positive = has_positive || value > 0.0;
        has_negative = has_negative || (value && *value < 0);
      }
    }
    if (has_positive && !has_negative) chart_axis_set_min(axis, 0);
    if (has_negative && !has_positive) chart_axis_set_max(axis, 0);
  }

  const std::string& sheet_;
  bool is_right_to_left_;
  const Chart& chart_;
  lxw_chart* lxw_chart_;
};

}  // namespace

lxw_chart* new_chart(lxw_workbook* workbook, const std::string& sheet, bool is_right_to_left,
                     const Chart& chart) {
  return ChartBuilder(workbook, sheet, is_right_to_left, chart).build();
}

}  // namespace workbook
