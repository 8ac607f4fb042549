#pragma once

#include <string>
#include <vector>

#include "language/message_catalog.h"
#include "language/time_zone.h"
#include "model/report_spec.h"

namespace report {

/// Says things in the words of one language, and in the digits that its readers are used to.
class ReportText {
 public:
  ReportText(const language::MessageCatalog& messages, language::Language language,
             const model::Organization& organization, const language::TimeZone& zone);

  [[nodiscard]] std::string text(const base::Message& message) const;
  /// The same where what it tells are words or codes, in the digits that they have.
  [[nodiscard]] std::string text_verbatim(const base::Message& message) const;
  /// A text that is no message, such as a date, in those digits.
  [[nodiscard]] std::string localize_digits(std::string text) const;
  /// A line of prose as a cell takes it. LibreOffice draws Arabic letters over Arabic-Indic digits
  /// where no mark is among them.
  [[nodiscard]] std::string prose(const std::string& text) const;
  /// A title of the data model, in which a percentage keeps its sign on its right.
  [[nodiscard]] std::string title(const language::Localized& title) const;
  /// A value of a column as a person would write it; empty for none.
  [[nodiscard]] std::string format_value(const model::Column& column, std::string_view value) const;
  /// What a total is that is no sum, such as an average; empty for others.
  [[nodiscard]] std::string aggregate_name(const model::Column& column) const;
  /// "Branch: RUH", whatever the direction of either.
  [[nodiscard]] std::string labeled(const std::string& label, const std::string& value) const;
  /// Another detail of a line, behind a dash.
  void append_detail(std::string& line, const std::string& detail) const;
  /// "Period: 1 January 2025 to 31 March 2025", in each of the organization's calendars.
  [[nodiscard]] std::vector<std::string> format_period(const model::Argument& argument) const;
  /// The same days by the calendar that the values of arguments are not said in; empty where there
  /// is none.
  [[nodiscard]] std::string format_in_other_calendar(const model::DateRange& range) const;
  /// The values of an argument, as a person would write them: labels, long dates, yes and no.
  [[nodiscard]] std::string format_argument(const model::Argument& argument) const;
  /// What row policies leave of a report, and what its query and instance ids do.
  [[nodiscard]] std::vector<std::string> format_policy(const model::ReportSpec& spec) const;
  [[nodiscard]] std::vector<std::string> format_query(const model::ReportSpec& spec) const;
  /// What row policies, a list query and instance ids leave of a report, a sentence a condition;
  /// empty where they leave all of it.
  [[nodiscard]] std::vector<std::string> format_selection(const model::ReportSpec& spec) const;

 private:
  using Choices = std::vector<model::Choice>;
  /// By the organization's calendar.
  [[nodiscard]] std::string format_date(const model::Date& date) const;
  /// What follows the text goes on in the direction of the language.
  [[nodiscard]] std::string with_direction_mark(std::string text) const;
  [[nodiscard]] std::string format_values(const std::vector<model::Value>& values,
                                          const Choices& choices) const;
  [[nodiscard]] std::string format_parameter_value(const model::Value& value,
                                                   const Choices& choices) const;
  /// With the column's unit, and digits in groups.
  [[nodiscard]] std::string format_column_value(const model::Value& value,
                                                const model::Column& column) const;
  [[nodiscard]] std::string format_condition(const model::Condition& condition,
                                             const model::Column& column) const;
  /// "Branch: RUH", the parts of a filter as sentences of their own where all of them hold.
  [[nodiscard]] std::vector<std::string> format_filter(const model::Filter& filter,
                                                       const model::DataModel& model) const;
  [[nodiscard]] std::string joined(const std::vector<std::string>& texts,
                                   const char* separator) const;
  [[nodiscard]] std::string format_page(const model::Page& page) const;

  const language::MessageCatalog& messages_;
  language::Language language_;
  bool has_arabic_digits_;
  bool has_gregorian_;  // the organization's calendars
  bool has_hijri_;
  language::TimeZone zone_;  // of moments
};

}  // namespace report
