#include "model/definition/filter.h"

#include <optional>
#include <utility>

namespace model {
namespace {

using Join = Filter::Join;
using std::chrono::days;

/// The values that are equal to an operand: from `from`, inclusive, to `end`, exclusive.
struct Interval {
  Value from;
  Value end;
};

/// Cells show whole seconds, so no cell is equal to a moment with a fraction: its interval is
/// empty.
Interval to_interval(language::LocalTime moment) {
  const auto second = std::chrono::floor<std::chrono::seconds>(moment);
  const auto end = second + std::chrono::seconds{1};
  return {language::LocalTime{second == moment ? second : end}, language::LocalTime{end}};
}

Interval to_interval(TimeOfDay time) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time.since_midnight);
  const auto end = second + std::chrono::seconds{1};
  return {TimeOfDay{second == time.since_midnight ? second : end}, TimeOfDay{end}};
}

/// Rewrites the conditions on one field.
class ConditionLowering {
 public:
  ConditionLowering(const std::string& field, Type type) : field_(field), type_(type) {}

  Filter operator()(Operator op, const std::vector<Value>& values) const {
    switch (op) {
      case Operator::kBetween:
        return joined(Join::kAnd, {one(Operator::kGte, values[0]), one(Operator::kLte, values[1])});
      case Operator::kIn:
      case Operator::kNin:
        return list(op, values);
      case Operator::kIsNull:
      case Operator::kIsNotNull:
        return condition(op, {});
      case Operator::kEq:
      case Operator::kNeq:
      case Operator::kGt:
      case Operator::kGte:
      case Operator::kLt:
      case Operator::kLte:
      case Operator::kContains:
      case Operator::kNotContains:
      case Operator::kStartsWith:
      case Operator::kEndsWith:
        break;
    }
    return one(op, values.front());
  }

 private:
  [[nodiscard]] std::optional<Interval> interval(const Value& value) const {
    if (const auto* period = std::get_if<DateRange>(&value)) {
      return Interval{start(period->from), start(next(period->to))};
    }
    if (const auto* moment = std::get_if<language::LocalTime>(&value)) return to_interval(*moment);
    if (const auto* time = std::get_if<TimeOfDay>(&value)) return to_interval(*time);
    return std::nullopt;
  }

  [[nodiscard]] Filter one(Operator op, const Value& value) const {
    const auto equal = interval(value);
    if (!equal) return condition(op, {value});
    switch (op) {
      case Operator::kEq:
        return joined(Join::kAnd, {from(equal->from), before(equal->end)});
      case Operator::kNeq:
        return joined(Join::kOr,
                      {before(equal->from), from(equal->end), condition(Operator::kIsNull, {})});
      case Operator::kLt:
        return before(equal->from);
      case Operator::kGt:
        return from(equal->end);
      case Operator::kLte:
        return before(equal->end);
      case Operator::kGte:
      case Operator::kIn:  // the rest is lowered before, or its values are texts
      case Operator::kNin:
      case Operator::kBetween:
      case Operator::kContains:
      case Operator::kNotContains:
      case Operator::kStartsWith:
      case Operator::kEndsWith:
      case Operator::kIsNull:
      case Operator::kIsNotNull:
        break;
    }
    return from(equal->from);
  }

  /// Values without an interval stay in one list; each interval becomes a filter.
  [[nodiscard]] Filter list(Operator op, const std::vector<Value>& values) const {
    const bool any = op == Operator::kIn;
    std::vector<Filter> parts;
    std::vector<Value> single;
    for (const Value& value : values) {
      if (interval(value)) {
        parts.push_back(one(any ? Operator::kEq : Operator::kNeq, value));
      } else {
        single.push_back(value);
      }
    }
    if (!single.empty()) parts.push_back(condition(op, std::move(single)));
    return joined(any ? Join::kOr : Join::kAnd, std::move(parts));
  }

  [[nodiscard]] Filter from(const Value& value) const {
    const auto first = first_if_beyond(value);
    return first ? condition(Operator::kLt, {*first}) : condition(Operator::kGte, {value});
  }
  [[nodiscard]] Filter before(const Value& value) const {
    const auto first = first_if_beyond(value);
    return first ? condition(Operator::kGte, {*first}) : condition(Operator::kLt, {value});
  }
  /// For a value after the last one of its type (24:00, or the year 10000): the first value of the
  /// type, with which the inverse comparison has the same result.
  [[nodiscard]] static std::optional<Value> first_if_beyond(const Value& value) {
    using namespace std::chrono_literals;
    constexpr Date kFirst{1y / 1 / 1};
    constexpr Date kBeyond{10'000y / 1 / 1};
    if (const auto* time = std::get_if<TimeOfDay>(&value)) {
      return time->since_midnight < days{1} ? std::nullopt : std::optional<Value>{TimeOfDay{}};
    }
    if (const auto* day = std::get_if<Date>(&value)) {
      return *day < kBeyond ? std::nullopt : std::optional<Value>{kFirst};
    }
    const auto* moment = std::get_if<language::LocalTime>(&value);
    if (moment == nullptr || *moment < std::chrono::local_days{kBeyond}) return std::nullopt;
    return language::LocalTime{std::chrono::local_days{kFirst}};
  }

  [[nodiscard]] static Date next(Date day) { return std::chrono::sys_days{day} + days{1}; }
  [[nodiscard]] Value start(Date day) const {
    if (type_ == Type::kDate) return day;
    return language::LocalTime{std::chrono::sys_days{day}.time_since_epoch()};
  }

  [[nodiscard]] Filter condition(Operator op, std::vector<Value> values) const {
    return {Join::kAnd, {{field_, op, std::move(values)}}, {}};
  }
  [[nodiscard]] static Filter joined(Join join, std::vector<Filter> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    return {join, {}, std::move(parts)};
  }

  const std::string& field_;
  Type type_;
};

}  // namespace

Filter lower_condition(const Condition& condition, Type type) {
  return ConditionLowering{condition.field, type}(condition.op, condition.values);
}

}  // namespace model
