#include "report/highlight_rule.h"

#include <charconv>

#include "report/row_number.h"
#include "report/style/type_traits.h"
#include "workbook/xml/excel_serial_date.h"

namespace report {
namespace {

std::string literal(double number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

std::string literal(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::optional<std::string> day_literal(std::chrono::sys_days day, double time) {
  const auto serial = workbook::excel_serial_date(day);
  return serial ? std::optional{literal(*serial + time)} : std::nullopt;
}

/// A value as a literal in a formula.
struct Literal {
  const model::Column& column;
  const ReportText& words;

  using Result = std::optional<std::string>;
  Result operator()(const std::string& text) const {
    return literal(words.format_value(column, text));
  }
  Result operator()(std::int64_t number) const { return std::to_string(number); }
  Result operator()(const model::Decimal& number) const { return number.text(); }
  Result operator()(bool value) const {
    return literal(words.format_value(column, value ? "1" : "0"));
  }
  Result operator()(const model::Date& date) const {
    return day_literal(std::chrono::sys_days{date}, 0);
  }
  Result operator()(const language::LocalTime& time) const {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::duration<double> rest = time - day;
    return day_literal(std::chrono::sys_days{day.time_since_epoch()},
                       rest.count() / kSecondsPerDay);
  }
  Result operator()(const model::TimeOfDay& time) const {
    const std::chrono::duration<double> seconds = time.since_midnight;
    return literal(seconds.count() / kSecondsPerDay);
  }
  Result operator()(std::chrono::seconds duration) const {
    return literal(static_cast<double>(duration.count()) / kSecondsPerDay);
  }
  Result operator()(const model::DateRange&) const { return std::nullopt; }
};

const char* excel_operator(model::Operator op) {
  switch (op) {
    case model::Operator::kNeq:
      return "<>";
    case model::Operator::kGt:
      return ">";
    case model::Operator::kGte:
      return ">=";
    case model::Operator::kLt:
      return "<";
    case model::Operator::kLte:
      return "<=";
    case model::Operator::kEq:
    case model::Operator::kIn:
    case model::Operator::kNin:
    case model::Operator::kBetween:
    case model::Operator::kContains:
    case model::Operator::kNotContains:
    case model::Operator::kStartsWith:
    case model::Operator::kEndsWith:
    case model::Operator::kIsNull:
    case model::Operator::kIsNotNull:
      break;
  }
  return "=";
}

}  // namespace

std::optional<std::string> highlight_rule(const model::Column& column,
                                          const model::Highlight& highlight,
                                          const ReportText& words, const std::string& cell) {
  std::vector<std::string> literals;
  for (const model::Value& value : highlight.values) {
    auto text = std::visit(Literal{column, words}, value);
    if (!text) return std::nullopt;
    literals.push_back(*std::move(text));
  }
  // In Excel, texts are greater than all numbers and blanks are zero: the rule excludes both.
  const bool is_text = traits(column.type).format == TypeTraits::Format::kText;
  std::string rule = is_text ? cell + "<>\"\"" : "ISNUMBER(" + cell + ")";
  if (highlight.op == model::Operator::kBetween) {
    return "AND(" + rule + "," + cell + ">=" + literals.front() + "," + cell +
           "<=" + literals.back() + ")";
  }
  std::string any;
  for (const std::string& text : literals) {
    if (!any.empty()) any += ',';
    any += cell + excel_operator(highlight.op) + text;
  }
  return "AND(" + rule + "," + (literals.size() > 1 ? "OR(" + any + ")" : any) + ")";
}

}  // namespace report
