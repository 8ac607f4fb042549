#include "report/about_sheet.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "report/partial_report.h"
#include "report/style/layout_text.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;

constexpr double kLabelWidth = 36;
constexpr double kTextWidth = 75;
constexpr double kTextLineHeight = 15;
constexpr double kMaxTextHeight = 400;

}  // namespace

AboutSheet::AboutSheet(const LocalizedReport& report, const Columns& columns)
    : report_(report),
      columns_(columns),
      sheet_(report.add_sheet(report.words.text(Message{"report.about"}), SheetKind::kAbout)) {}

void AboutSheet::write(const Totals& total, const std::vector<Message>& warnings,
                       const std::string& data_sheet) {
  sheet_.column(0, 0, kLabelWidth, report_.theme.body);
  sheet_.column(1, 1, kTextWidth, report_.theme.body);
  sheet_.height(row_, 26);
  write_centered(sheet_, report_.theme, {row_++, 0, 1}, report_.words.text(Message{"report.about"}),
                 report_.theme.title);
  model();
  request(total.rows);
  fact(Message{"report.row_count"},
       report_.words.text(Message{"report.rows", {{"count", total.rows}}}));
  if (!data_sheet.empty()) {
    fact(Message{"report.data"},
         report_.words.text(Message{"report.data_sheet", {{"sheet", data_sheet}}}));
  }
  control_totals(total);
  for (const Message& warning : warnings) {
    fact(Message{"report.remark"}, report_.words.text(warning));
  }
  origin();
  sheet_.ignore_number_as_text({{1, 1}, {row_, 1}});
  sheet_.hide_gridlines();
  report_.set_up_print(sheet_, {});
}

void AboutSheet::model() {
  const model::DataModel& model = *report_.spec.model;
  fact(Message{"report.report"}, model.title.get(report_.language()));
  fact(Message{"report.data_model"},
       report_.words.text(
           Message{"report.model_version", {{"uid", model.uid}, {"version", model.version}}}));
  fact(Message{"report.organization"}, report_.spec.organization.name.get(report_.language()));
  const model::Organization& caller = report_.spec.caller;
  std::string requester;
  if (report_.context.requester) requester = report_.words.text(*report_.context.requester);
  if (caller.uid != report_.spec.organization.uid) {
    report_.words.append_detail(requester, caller.name.get(report_.language()));
  }
  fact(Message{"report.requested_by"}, requester);
}

void AboutSheet::request(std::int64_t rows) {
  const ReportText& words = report_.words;
  bool period_is_said = false;
  for (const model::Argument& argument : report_.spec.arguments) {
    const std::string& label = argument.parameter->label.get(report_.language());
    row(label, words.format_argument(argument));
    const auto* range = std::get_if<model::DateRange>(&argument.values.front());
    if (range == nullptr || std::exchange(period_is_said, true)) continue;
    const std::string counterpart = words.format_in_other_calendar(*range);
    if (!counterpart.empty()) row("", counterpart);
  }
  for (const std::string& part : words.format_query(without_whole_page(report_.spec, rows))) {
    fact(Message{"report.filter"}, part);
  }
  for (const std::string& part : words.format_policy(report_.spec)) {
    fact(Message{"report.policy"}, part);
  }
}

void AboutSheet::control_totals(const Totals& total) {
  if (total.by_column.empty()) return;
  for (const Columns::TotaledColumn& totaled : columns_.totaled()) {
    const RunningTotal& its = total.by_column[totaled.index];
    const auto value = totaled.cells->value(its);
    if (!value && its.excluded() == 0) continue;
    const std::string label = control_label(*totaled.column, its.excluded());
    fit_row_height(label, {});
    sheet_.text({row_, 0}, label, report_.theme.label);
    const workbook::StyleId style = report_.theme.fact_figure(
        totaled.column->aggregate == model::Aggregate::kCount ? report_.theme.count
                                                              : totaled.cells->styles(its).figure);
    const workbook::Cell cell{row_++, 1};
    value ? sheet_.number(cell, *value, style) : sheet_.text(cell, its.marker(), style);
  }
}

std::string AboutSheet::control_label(const model::Column& column, std::int64_t excluded) const {
  const ReportText& words = report_.words;
  const std::string title = columns_.with_currency(column, column.title.get(report_.language()));
  const std::string aggregate = words.aggregate_name(column);
  const std::string label =
      aggregate.empty() ? words.text(Message{"report.control_total", {{"column", title}}})
                        : words.text(Message{"report.control_value",
                                             {{"aggregate", aggregate}, {"column", title}}});
  if (excluded == 0) return label;
  return words.text(Message{"report.control_without", {{"label", label}, {"count", excluded}}});
}

/// When the report was made, by what program and for which job.
void AboutSheet::origin() {
  const language::LocalTime time = report_.zone.to_local_time(report_.context.now);
  const auto day = std::chrono::floor<std::chrono::days>(time.time_since_epoch());
  const std::chrono::sys_days date{day};
  fact(Message{"report.issued_on"}, report_.words.format_in_both_calendars({date}));
  fact(Message{"report.issued_at"}, report_.time_of_issue());
  fact(Message{"report.engine"}, report_.context.product);
  fact(Message{"report.job"}, report_.context.job_id);
}

void AboutSheet::fit_row_height(const std::string& label, const std::string& text) {
  const Theme& theme = report_.theme;
  const auto lines = [](double its, double width) { return std::ceil((its + 2) / width); };
  const double line_count =
      std::max({1.0, lines(theme.text_width(label, language::Weight::kBold), kLabelWidth),
                lines(theme.text_width(text), kTextWidth)});
  sheet_.height(row_,
                std::min(kMaxTextHeight,
                         kTextLineHeight * report_.theme.line_height_factor() * line_count + 3));
}

void AboutSheet::fact(const Message& label, const std::string& text) {
  if (!text.empty()) row(report_.words.text(label), text);
}

void AboutSheet::row(const std::string& label, const std::string& value) {
  const std::string text = report_.words.prose(workbook::single_line(value));
  fit_row_height(label, text);
  sheet_.text({row_, 0}, label, report_.theme.label);
  // Composed prose begins with a mark where it begins with a text of the other direction.
  const bool is_prose = text.starts_with("\u200E") || text.starts_with("\u200F");
  const auto style = [&](workbook::StyleId its) {
    return is_prose ? its : report_.theme.in_direction_of(text, its);
  };
  const workbook::TextStyles& fact = report_.theme.fact;
  sheet_.text({row_++, 1}, text, workbook::TextStyles{style(fact.plain), style(fact.verbatim)});
}

}  // namespace report
