#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/message_catalog.h"
#include "language/text.h"
#include "language/time_zone.h"
#include "model/report_spec.h"
#include "report/style/number_format.h"
#include "source/sql/value_reader.h"

namespace report {

/// Whether zero is a dash, as in cells, or has digits, as in "more than 0.00".
enum class Zero : std::uint8_t { kDash, kDigits };

/// Formats messages and values in one language and in the digits of its readers. Immutable.
/// Thread-safe.
class ReportText {
 public:
  ReportText(const language::MessageCatalog& messages, language::Language language,
             const model::Organization& organization, const language::TimeZone& zone);

  [[nodiscard]] std::string text(const base::Message& message) const;
  /// The same with arguments that are texts or codes, whose digits are kept.
  [[nodiscard]] std::string text_verbatim(const base::Message& message) const;
  /// A text that is not a message, such as a date, in those digits.
  [[nodiscard]] std::string localize_digits(std::string text) const;
  /// A line of prose for a cell. Adds direction marks where LibreOffice would draw Arabic letters
  /// over Arabic-Indic digits.
  [[nodiscard]] std::string prose(const std::string& text) const;
  /// A title of the data model; a percentage keeps its percent sign on the right.
  [[nodiscard]] std::string title(const language::Localized& title) const;
  /// A value of a column in the form that people write; empty for an empty value.
  [[nodiscard]] std::string format_value(const model::Column& column, std::string_view value) const;
  /// A number, or a part of a day, exactly as a cell of the column shows it, with its currency.
  [[nodiscard]] std::string format_number(const model::Column& column, Unit unit, double value,
                                          Zero zero = Zero::kDash) const;
  [[nodiscard]] std::string format_seconds(const model::Column& column,
                                           const source::Number& seconds) const;
  /// The name of an aggregate other than the sum, such as the average; empty for a sum.
  [[nodiscard]] std::string aggregate_name(const model::Column& column) const;
  /// "Branch: RUH", for any direction of either text.
  [[nodiscard]] std::string labeled(const std::string& label, const std::string& value) const;
  /// A name of the data as a part of prose: see language::in_prose.
  [[nodiscard]] std::string in_prose(const std::string& name) const {
    return language::in_prose(language_, name);
  }
  /// Appends another detail to a line, after a dash. Each is a name or prose.
  void append_detail(std::string& line, const std::string& detail) const;
  /// The same for a list, after a comma.
  void append_item(std::string& line, const std::string& item) const;
  /// "Period: 1 January 2025 to 31 March 2025", in each of the organization's calendars, the first
  /// one first.
  [[nodiscard]] std::vector<std::string> format_period(const model::Argument& argument) const;
  /// The same days in the calendar that argument values do not use; empty outside of the Umm
  /// al-Qura calendar.
  [[nodiscard]] std::string format_in_other_calendar(const model::DateRange& range) const;
  /// An argument of one day, with its label, in the organization's first calendar.
  [[nodiscard]] std::string format_day(const model::Argument& argument) const;
  /// A day in both calendars, the organization's first one first.
  [[nodiscard]] std::string format_in_both_calendars(const model::Date& date) const;
  /// The values of an argument in the form that people write: labels, long dates, yes and no, and
  /// numbers as cells show them.
  [[nodiscard]] std::string format_argument(const model::Argument& argument) const;
  /// How row policies, and how the query and the instance ids, limit a report.
  [[nodiscard]] std::vector<std::string> format_policy(const model::ReportSpec& spec) const;
  [[nodiscard]] std::vector<std::string> format_query(const model::ReportSpec& spec) const;
  /// How row policies, a list query and instance ids limit a report, one sentence for each
  /// condition; empty if they do not.
  [[nodiscard]] std::vector<std::string> format_selection(const model::ReportSpec& spec) const;
  /// The same without the conditions about what is one value on the sheet of an instance: its
  /// title and details.
  [[nodiscard]] std::vector<std::string> format_selection_of_instance(
      const model::ReportSpec& spec) const;

 private:
  /// In the organization's first calendar.
  [[nodiscard]] std::string format_date(const model::Date& date) const;
  /// The text as a part of prose after which another part follows, whatever the other begins with.
  [[nodiscard]] std::string before_another(const std::string& text) const;
  void append(std::string& line, const std::string& part, const char* separator) const;
  [[nodiscard]] std::string format_moment(language::LocalTime time) const;
  /// As the column's cells show it, but with all of its decimals.
  [[nodiscard]] std::string format_decimal(const model::Decimal& decimal,
                                           const model::Column& column, Zero zero) const;
  [[nodiscard]] std::string format_column_value(const model::Value& value,
                                                const model::Column& column, Zero zero) const;
  [[nodiscard]] std::string format_condition(const model::Condition& condition,
                                             const model::Column& column) const;
  /// "Branch: RUH", one sentence for each part of a filter if all of them must hold.
  [[nodiscard]] std::vector<std::string> format_filter(const model::Filter& filter,
                                                       const model::DataModel& model) const;
  [[nodiscard]] std::string joined(const std::vector<std::string>& texts,
                                   const char* separator) const;
  [[nodiscard]] std::string format_page(const model::Page& page) const;

  const language::MessageCatalog& messages_;
  language::Language language_;
  NumberFormats formats_;
  bool has_arabic_digits_;
  bool has_both_calendars_;  // of the organization
  bool is_hijri_first_;
  language::TimeZone zone_;  // for dates with times
};

}  // namespace report
