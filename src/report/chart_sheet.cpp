#include "report/chart_sheet.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "language/display_width.h"
#include "report/heading.h"
#include "report/row_label.h"
#include "report/print/page_fit.h"
#include "report/row_number.h"
#include "report/style/text_layout.h"

namespace report {
namespace {

using base::Message;

constexpr double kPixelsPerDigit = 7;
constexpr double kPixelsPerPoint = 96.0 / 72.0;
constexpr double kMinWidth = 100;  // of the sheet, in digits

workbook::Chart::Kind to_workbook_kind(model::Chart::Kind kind) {
  switch (kind) {
    case model::Chart::Kind::kColumn:
      return workbook::Chart::Kind::kColumn;
    case model::Chart::Kind::kBar:
      return workbook::Chart::Kind::kBar;
    case model::Chart::Kind::kLine:
      return workbook::Chart::Kind::kLine;
    case model::Chart::Kind::kPie:
      return workbook::Chart::Kind::kPie;
  }
  return workbook::Chart::Kind::kColumn;
}

/// As the message of a chart's description knows it.
std::string_view name_of(model::Chart::Kind kind) {
  switch (kind) {
    case model::Chart::Kind::kColumn:
      return "column";
    case model::Chart::Kind::kBar:
      return "bar";
    case model::Chart::Kind::kLine:
      return "line";
    case model::Chart::Kind::kPie:
      return "pie";
  }
  return "column";
}

}  // namespace

ChartSheet::ChartSheet(const LocalizedReport& report, const Columns& columns)
    : report_(report), columns_(columns), model_(*report.layout().chart) {
  if (!model_.category.empty()) category_ = report.spec.model->column(model_.category);
  for (const std::string& key : model_.values) {
    const model::Column* column = report.spec.model->column(key);
    Series series{column, columns.with_currency(*column, report.words.title(column->title)),
                  nullptr, 0};
    const auto totaled =
        std::ranges::find(columns.totaled(), column, &Columns::TotaledColumn::column);
    const auto asked = report.spec.columns();
    if (std::ranges::find(asked, column) == asked.end()) continue;  // not selected
    if (category_ == nullptr) {
      if (totaled == columns.totaled().end()) continue;
      series.totaled = &*totaled;
    } else {
      series.place = report.selection.index(*column, report.language());
      const auto bounds = ShownDecimals::bounds(*column);
      if (bounds) series.shown.emplace(*bounds);
    }
    if (!column->currency.empty()) currencies_.insert(column->currency);
    series_.push_back(std::move(series));
  }
}

void ChartSheet::name_instance(Category& category) const {
  if (instance_.empty() || instance_ == category.name) return;
  std::string both = instance_;
  report_.words.append_detail(both, category.name);
  category.name = std::move(both);
  category.is_prose = true;
}

bool ChartSheet::is_full() {
  if (categories_.size() < kMaxCategories) return false;
  ++omitted_categories_;
  return true;
}

void ChartSheet::add(const Outline::ClosedGroup& group) {
  if (category_ != nullptr || series_.empty() || is_full()) return;
  Category& category = categories_.emplace_back(Category{group.name, {}});
  name_instance(category);
  total_.merge(group.totals);
  for (const Series& series : series_) {
    const RunningTotal& total = group.totals.by_column[series.totaled->index];
    Point point{total.is_empty() ? std::nullopt : series.totaled->cells->value(total), total};
    has_mixed_totals_ = has_mixed_totals_ || total.is_mixed();
    point.currency = series.totaled->cells->unit(total).currency;
    if (!point.currency.empty()) currencies_.insert(point.currency);
    if (group.has_subtotal && point.value) {
      point.formula =
          workbook::a1(group.sheet->name(), workbook::Cell{group.row, series.totaled->place});
    }
    category.points.push_back(std::move(point));
  }
}

void ChartSheet::add(const source::ResultRows& row) {
  if (category_ == nullptr || series_.empty() || is_full()) return;
  Category& category =
      categories_.emplace_back(Category{row_label(report_, category_->key, row), {}});
  if (category.name.empty()) category.name = report_.words.text(Message{"report.no_value"});
  name_instance(category);
  for (Series& series : series_) {
    const model::Column& column = *series.column;
    const Unit unit = unit_for(report_, column, row);
    if (!column.currency_from.empty() && !unit.currency.empty()) currencies_.insert(unit.currency);
    Point& point = category.points.emplace_back();
    point.currency = unit.currency;
    const auto value = read_cell_number(unit, row, series.place);
    if (!value) continue;
    point.value = source::to_real(*value);
    const int decimals = source::decimals(*value) - ShownDecimals::shift(column.type);
    if (series.shown) series.shown->add(decimals);
  }
}

void ChartSheet::write(std::vector<Message>& warnings) const {
  if (categories_.empty()) return;
  const Heading heading(report_);
  workbook::Sheet& sheet =
      report_.add_sheet(report_.words.text(Message{"report.chart"}), SheetKind::kChart);
  std::vector<double> widths = number_widths();
  const double min_width = std::max(heading.width(), kMinWidth);
  const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
  for (double& width : widths) width *= std::max(1.0, min_width / sum);
  for (std::uint16_t i = 0; i < widths.size(); ++i) {
    sheet.column(i, i, widths[i], report_.theme.body);
  }
  const auto count = static_cast<std::int64_t>(categories_.size());
  model::Layout layout;
  layout.landscape = true;
  layout.paper = report_.layout().paper;
  const PagePlan plan(layout, widths, 1);
  const TextArea area = plan.text_area();
  const double heading_height =
      heading
          .write(sheet, area, report_.words.text(Message{"report.categories", {{"count", count}}}))
          .printed;
  const std::uint32_t header = heading.rows() + kChartRows;
  const workbook::RowHeights rows = write_numbers(sheet, header, area);
  sheet.chart({heading.rows(), area.first}, chart(header, area.width() * kPixelsPerDigit));
  sheet.hide_gridlines();
  set_up_print(sheet, plan, heading_height, header, rows);
  if (has_several_currencies()) warnings.push_back(Message{"report.chart_of_currencies"});
  if (drawn_kind() != model_.kind) {
    warnings.push_back(
        Message{"report.pie_as_columns", {{"most", static_cast<std::int64_t>(kMaxSlices)}}});
  }
  if (omitted_categories_ > 0) {
    warnings.push_back(
        Message{"report.chart_is_cut",
                {{"count", omitted_categories_}, {"most", std::int64_t{kMaxCategories}}}});
  }
}

model::Chart::Kind ChartSheet::drawn_kind() const {
  if (model_.kind != model::Chart::Kind::kPie) return model_.kind;
  const bool has_negative = std::ranges::any_of(categories_, [](const Category& category) {
    return category.points.front().value.value_or(0) < 0;
  });
  return has_negative || categories_.size() > kMaxSlices ? model::Chart::Kind::kColumn
                                                         : model::Chart::Kind::kPie;
}

/// The number format of the value axis: enough decimals to tell the grid lines of small values
/// apart.
std::string ChartSheet::axis_format() const {
  constexpr double kSmall = 10;
  double greatest = 0;
  bool has_parts = false;
  for (const Category& category : categories_) {
    for (const Point& point : category.points) {
      const double value = std::abs(point.value.value_or(0));
      greatest = std::max(greatest, value);
      has_parts = has_parts || value != std::floor(value);
    }
  }
  int decimals = has_parts && greatest < kSmall ? 1 : 0;
  if (has_parts && greatest < 1) decimals = 1 + static_cast<int>(std::ceil(-std::log10(greatest)));
  const bool is_percent = series_.front().column->type == model::Type::kPercent;
  if (is_percent) decimals -= ShownDecimals::shift(model::Type::kPercent);
  decimals = std::clamp(decimals, 0, model::Column::kMaxDecimals);
  return report_.theme.formats().axis(decimals, is_percent);
}

/// What the chart shows, in words: its kind and title and, of each series, the range and the
/// category of the highest value.
std::string ChartSheet::description(const std::string& title) const {
  const ReportText& words = report_.words;
  std::string text = words.text_verbatim(
      Message{"report.chart_description",
              {{"kind", std::string(name_of(drawn_kind()))},
               {"title", title},
               {"categories",
                words.text(Message{"report.categories",
                                   {{"count", static_cast<std::int64_t>(categories_.size())}}})}}});
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const Category* least = nullptr;
    const Category* greatest = nullptr;
    const auto value = [i](const Category& its) { return *its.points[i].value; };
    for (const Category& category : categories_) {
      if (!category.points[i].value) continue;
      if (least == nullptr || value(category) < value(*least)) least = &category;
      if (greatest == nullptr || value(category) > value(*greatest)) greatest = &category;
    }
    if (least == nullptr) continue;
    const auto shown = [&](const Category& its) {  // a dash would not be read aloud
      return words.format_number(*series_[i].column, unit(series_[i], its.points[i]), value(its),
                                 Zero::kDigits);
    };
    text += ' ';
    text += words.text_verbatim(Message{"report.chart_range",
                                        {{"series", series_[i].title},
                                         {"least", shown(*least)},
                                         {"greatest", shown(*greatest)},
                                         {"category", greatest->name}}});
  }
  return text;
}

workbook::Chart ChartSheet::chart(std::uint32_t header, double width) const {
  const auto last_row = static_cast<std::uint32_t>(header + categories_.size());
  workbook::Chart chart;
  chart.kind = to_workbook_kind(drawn_kind());
  const bool has_title = !model_.title.en.empty() || !model_.title.ar.empty();
  chart.title = report_.words.title(has_title ? model_.title : report_.spec.model->title);
  chart.description = description(chart.title);
  chart.font = report_.theme.font();
  chart.width = width;
  chart.height = (kChartRows - 1) * kRowHeight * kPixelsPerPoint;
  chart.categories = {{header + 1, 0}, {last_row, 0}};
  for (std::uint16_t i = 0; i < series_.size(); ++i) {
    const auto column = static_cast<std::uint16_t>(i + 1);
    workbook::Chart::Series& series = chart.series.emplace_back(
        workbook::Chart::Series{{header, column},
                                {{header + 1, column}, {last_row, column}},
                                report_.theme.palette().series(i)});
    for (const Category& category : categories_) series.cached.push_back(category.points[i].value);
  }
  for (std::size_t i = 0; i < categories_.size(); ++i) {
    chart.slices.push_back(report_.theme.palette().series(i));
  }
  chart.number_format = axis_format();
  chart.share_format = report_.theme.formats().share();
  return chart;
}

}  // namespace report
