#include "report/about_sheet.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "language/calendar.h"
#include "language/display_width.h"
#include "report/heading.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;

constexpr double kLabelWidth = 36;
constexpr double kTextWidth = 75;
constexpr double kBold = 1.1;
constexpr double kLine = 15;
constexpr double kTallest = 400;

}  // namespace

AboutSheet::AboutSheet(const Edition& edition, const Columns& columns)
    : edition_(edition),
      columns_(columns),
      sheet_(edition.add_sheet(edition.words.text(Message{"report.about"}))) {}

void AboutSheet::write(const Tally& total, const std::vector<Message>& remarks) {
  sheet_.column(0, 0, kLabelWidth, edition_.theme.body);
  sheet_.column(1, 1, kTextWidth, edition_.theme.body);
  sheet_.height(row_, 26);
  span(sheet_, row_++, 0, 1, edition_.words.text(Message{"report.about"}), edition_.theme.title);
  model();
  request();
  fact(Message{"report.row_count"},
       edition_.words.text(Message{"report.rows", {{"count", total.rows}}}));
  control_totals(total);
  for (const Message& remark : remarks) {
    fact(Message{"report.remark"}, edition_.words.text(remark));
  }
  origin();
  sheet_.ignore_number_as_text({{1, 1}, {row_, 1}});
  sheet_.hide_gridlines();
  edition_.set_up_print(sheet_, {});
}

void AboutSheet::model() {
  const model::DataModel& model = *edition_.order.model;
  fact(Message{"report.report"}, model.title.get(edition_.language()));
  fact(Message{"report.data_model"},
       edition_.words.text(
           Message{"report.model_version", {{"uid", model.uid}, {"version", model.version}}}));
  fact(Message{"report.organization"}, edition_.order.organization.name.get(edition_.language()));
  const model::Organization& caller = edition_.order.caller;
  std::string requester;
  if (edition_.context.requester) requester = edition_.words.text(*edition_.context.requester);
  if (caller.uid != edition_.order.organization.uid) {
    edition_.words.append(requester, caller.name.get(edition_.language()));
  }
  fact(Message{"report.requested_by"}, requester);
}

void AboutSheet::request() {
  const Words& words = edition_.words;
  bool period_is_said = false;
  for (const model::Argument& argument : edition_.order.arguments) {
    const std::string& label = argument.parameter->label.get(edition_.language());
    row(label, words.of(argument));
    const auto* range = std::get_if<model::DateRange>(&argument.values.front());
    if (range == nullptr || std::exchange(period_is_said, true)) continue;
    const std::string counterpart = words.counterpart(*range);
    if (!counterpart.empty()) row("", counterpart);
  }
  for (const std::string& part : words.of_query(edition_.order)) {
    fact(Message{"report.filter"}, part);
  }
  for (const std::string& part : words.of_policy(edition_.order)) {
    fact(Message{"report.policy"}, part);
  }
}

void AboutSheet::control_totals(const Tally& total) {
  if (total.totals.empty()) return;
  for (const Columns::Totalled& totalled : columns_.totalled()) {
    const RunningTotal& its = total.totals[totalled.index];
    const auto value = totalled.cells->value(its);
    if (!value && its.left_out() == 0) continue;
    const std::string label = control_label(*totalled.column, its.left_out());
    make_room(label, {});
    sheet_.text({row_, 0}, label, edition_.theme.label);
    const workbook::StyleId style = totalled.column->aggregate == model::Aggregate::kCount
                                        ? edition_.theme.count
                                        : totalled.cells->look(its).figure;
    const workbook::Cell cell{row_++, 1};
    value ? sheet_.number(cell, *value, style) : sheet_.text(cell, its.mark(), style);
  }
}

std::string AboutSheet::control_label(const model::Column& column, std::int64_t left_out) const {
  const Words& words = edition_.words;
  const std::string title = column.title.get(edition_.language());
  const std::string aggregate = words.aggregate(column);
  const std::string label =
      aggregate.empty() ? words.text(Message{"report.control_total", {{"column", title}}})
                        : words.text(Message{"report.control_value",
                                             {{"aggregate", aggregate}, {"column", title}}});
  if (left_out == 0) return label;
  return words.text(Message{"report.control_without", {{"label", label}, {"count", left_out}}});
}

/// When, by what, for which job.
void AboutSheet::origin() {
  const language::LocalTime time = edition_.zone.to_local_time(edition_.context.now);
  const auto day = std::chrono::floor<std::chrono::days>(time.time_since_epoch());
  const std::chrono::sys_days date{day};
  std::string days =
      edition_.words.in_digits(language::format_long_date(edition_.language(), {date}));
  if (const auto hijri = language::to_hijri(date)) {
    days = edition_.words.text(Message{
        "report.both_calendars",
        {{"gregorian", days}, {"hijri", language::format_long_date(edition_.language(), *hijri)}}});
  }
  fact(Message{"report.issued_on"}, days);
  row("", edition_.issued());
  fact(Message{"report.engine"}, edition_.context.engine);
  fact(Message{"report.job"}, edition_.context.job_id);
}

void AboutSheet::make_room(const std::string& label, const std::string& text) {
  const auto lines = [](const std::string& its, double width) {
    return std::ceil((language::display_width(its) + 2) / width);
  };
  const double most = std::max({1.0, lines(label, kLabelWidth / kBold), lines(text, kTextWidth)});
  sheet_.height(row_, std::min(kTallest, kLine * edition_.theme.tallness() * most + 3));
}

void AboutSheet::fact(const Message& label, const std::string& text) {
  if (!text.empty()) row(edition_.words.text(label), text);
}

void AboutSheet::row(const std::string& label, const std::string& value) {
  const std::string text = edition_.words.prose(workbook::single_line(value));
  make_room(label, text);
  sheet_.text({row_, 0}, label, edition_.theme.label);
  sheet_.text({row_++, 1}, text, edition_.theme.fact);
}

}  // namespace report
