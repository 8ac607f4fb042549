// The part of ChartSheet that writes the numbers below the chart.

#include <algorithm>

#include "language/currency.h"
#include "report/chart_sheet.h"
#include "report/print/page_fit.h"
#include "report/style/text_layout.h"

namespace report {
namespace {

using base::Message;

constexpr double kTableHeaderHeight = 30;
constexpr std::size_t kMaxSymbols = 100;  // each is a number format

}  // namespace

/// The chart and its numbers are on one page if that is large enough.
void ChartSheet::set_up_print(workbook::Sheet& sheet, const PagePlan& plan, double heading_height,
                              std::uint32_t header, const workbook::RowHeights& rows) const {
  const Heights heights{.heading = heading_height + kChartRows * kRowHeight,
                        .header = kTableHeaderHeight,
                        .rows = rows.total(kRowHeight)};
  const workbook::PrintSetup setup = plan.set_up(heights, rows, header + 1, false).setup;
  report_.set_up_print(sheet, setup);
  if (setup.pages_tall != 1) sheet.repeat_rows(header, header);
  plan.repeat_columns(sheet);
}

std::string ChartSheet::categories_title() const {
  const model::Column* column = category_;
  if (column == nullptr) column = report_.spec.model->column(report_.layout().groups[0].by);
  const std::string its = column == nullptr ? "" : column->title.get(report_.language());
  const auto& sheets = report_.layout().sheet_per_instance;
  const model::Column* instance = sheets ? report_.spec.model->column(sheets->title) : nullptr;
  if (instance == nullptr || instance == column) return its;
  std::string both = instance->title.get(report_.language());
  if (!its.empty()) report_.words.append_detail(both, its);
  return both;
}

/// The sheet has no column of currencies, so the amounts name theirs.
Unit ChartSheet::unit(const Series& series, const Point& point) const {
  const model::Column& column = *series.column;
  if (!column.currency_from.empty()) {
    Unit unit = unit_for(column, point.currency);
    if (!point.currency.empty() && currencies_.size() <= kMaxSymbols) {
      unit.symbol = report_.words.text(language::currency_symbol(point.currency));
    }
    return unit;
  }
  Unit unit = unit_for(column);
  if (series.totaled != nullptr) {
    unit.decimals =
        series.totaled->cells->decimals(point.total.value_or(RunningTotal{column.aggregate}));
  } else if (series.shown) {
    unit.decimals = series.shown->count();
  }
  return unit;
}

workbook::StyleId ChartSheet::style(const Series& series, const Point& point) const {
  const bool has_own_currency = !series.column->currency_from.empty();
  if (!point.total) return report_.theme.column_styles(*series.column, unit(series, point)).value;
  if (!has_own_currency) return series.totaled->cells->styles(*point.total).figure;
  const auto marker = point.total->excluded() > 0 ? Theme::Marker::kExcluded : Theme::Marker::kNone;
  return report_.theme.column_styles(*series.column, unit(series, point), marker).figure;
}

/// The widths of the columns of the numbers below the chart.
std::vector<double> ChartSheet::number_widths() const {
  constexpr double kNameWidth = 30;
  constexpr double kMinAmountWidth = 12;
  constexpr int kTitleLines = 2;
  const Theme& theme = report_.theme;
  std::vector<double> widths{kNameWidth};
  for (const Category& category : categories_) {
    const double width = theme.text_width(category.name) + kTextPadding;
    widths.front() = std::min(std::max(widths.front(), width), double{kMaxColumnWidth});
  }
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const double title = least_width(theme, series_[i].title, language::Weight::kBold, kTitleLines);
    double& width = widths.emplace_back(std::max(kMinAmountWidth, title + kTitlePadding));
    for (const Category& category : categories_) {
      const Point& point = category.points[i];
      width =
          std::max(width, theme.number_width(style(series_[i], point), point.value.value_or(0)) +
                              kNumberPadding);
    }
  }
  return widths;
}

/// Returns its height, 0 for an ordinary one.
double ChartSheet::write_category(workbook::Sheet& sheet, std::uint32_t row, double width,
                                  const Category& category) const {
  const Theme& theme = report_.theme;
  const std::string& name = category.name;
  const workbook::TextStyles styles =
      category.is_prose ? theme.cell
                        : workbook::TextStyles{theme.in_direction_of(name, theme.cell.plain),
                                               theme.in_direction_of(name, theme.cell.verbatim)};
  sheet.text({row, 0}, name, styles);
  for (std::uint16_t i = 0; i < series_.size(); ++i) {
    const workbook::Cell cell{row, static_cast<std::uint16_t>(i + 1)};
    const Point& point = category.points[i];
    const workbook::StyleId its_style = style(series_[i], point);
    if (!point.value) {
      sheet.blank(cell, its_style);
    } else if (point.formula.empty()) {
      sheet.number(cell, *point.value, its_style);
    } else {
      sheet.formula(cell, point.formula, *point.value, its_style);
    }
  }
  const double height = theme.wrap(name, width - kTextPadding).lines * theme.line_height();
  if (height <= kRowHeight) return 0;
  const double its = std::min(height, kMaxRowHeight);
  sheet.height(row, its);
  return its;
}

/// Of the series alone.
Totals ChartSheet::totals() const {
  Totals totals;
  for (const Columns::TotaledColumn& totaled : columns_.totaled()) {
    const bool is_drawn = std::ranges::any_of(series_, [&](const Series& series) {
      return series.totaled != nullptr && series.totaled->index == totaled.index;
    });
    totals.by_column.push_back(is_drawn && !total_.by_column.empty()
                                   ? total_.by_column[totaled.index]
                                   : RunningTotal{totaled.column->aggregate});
  }
  return totals;
}

workbook::RowHeights ChartSheet::write_numbers(workbook::Sheet& sheet, std::uint32_t header,
                                               const TextArea& area) const {
  const Theme& theme = report_.theme;
  sheet.height(header, kTableHeaderHeight);
  sheet.text({header, 0}, categories_title(), theme.header);
  for (std::uint16_t i = 0; i < series_.size(); ++i) {
    sheet.text({header, static_cast<std::uint16_t>(i + 1)}, series_[i].title, theme.header);
  }
  workbook::RowHeights heights;
  std::uint32_t row = header + 1;
  for (const Category& category : categories_) {
    heights.add(write_category(sheet, row++, area.widths.front(), category), false,
                workbook::KeepWith::kNone);
  }
  const workbook::Range names{{header + 1, 0}, {row - 1, 0}};
  const workbook::Range numbers{{header + 1, 0},
                                {row - 1, static_cast<std::uint16_t>(series_.size())}};
  sheet.ignore_number_as_text(names);
  sheet.mark_header({{header, 0}, numbers.last});
  sheet.add_banding(numbers, theme.palette().banding());
  const std::string excluded = columns_.excluded_note(totals());
  if (!excluded.empty()) sheet.text({row++, area.first}, excluded, theme.note_start);
  if (has_mixed_totals_) {
    sheet.text({row++, area.first}, report_.words.text(Message{"report.mixed_currencies"}),
               theme.note_start);
  }
  return heights;
}

}  // namespace report
