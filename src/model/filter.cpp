#include "model/filter.h"

#include <utility>

namespace model {
namespace {

using Join = Filter::Join;
using std::chrono::days;

/// Takes a condition on one field apart.
class Simplifier {
 public:
  Simplifier(const std::string& field, Type type) : field_(field), type_(type) {}

  Filter operator()(Operator op, const std::vector<Value>& values) const {
    switch (op) {
      case Operator::kBetween:
        return joined(Join::kAll, {one(Operator::kGte, values[0]), one(Operator::kLte, values[1])});
      case Operator::kIn:
      case Operator::kNin:
        return list(op, values);
      case Operator::kIsNull:
      case Operator::kIsNotNull:
        return condition(op, {});
      default:
        return one(op, values.front());
    }
  }

 private:
  [[nodiscard]] Filter one(Operator op, const Value& value) const {
    const auto* period = std::get_if<DateRange>(&value);
    if (period == nullptr) return condition(op, {value});
    switch (op) {
      case Operator::kEq:
        return joined(Join::kAll, {from(*period), until(*period)});
      case Operator::kNeq:
        return joined(Join::kAny,
                      {before(*period), after(*period), condition(Operator::kIsNull, {})});
      case Operator::kLt:
        return before(*period);
      case Operator::kGt:
        return after(*period);
      case Operator::kLte:
        return until(*period);
      default:
        return from(*period);
    }
  }

  /// Single values stay a list; each period is a filter of its own.
  [[nodiscard]] Filter list(Operator op, const std::vector<Value>& values) const {
    const bool any = op == Operator::kIn;
    std::vector<Filter> parts;
    std::vector<Value> single;
    for (const Value& value : values) {
      if (std::holds_alternative<DateRange>(value)) {
        parts.push_back(one(any ? Operator::kEq : Operator::kNeq, value));
      } else {
        single.push_back(value);
      }
    }
    if (!single.empty()) parts.push_back(condition(op, std::move(single)));
    return joined(any ? Join::kAny : Join::kAll, std::move(parts));
  }

  [[nodiscard]] Filter from(const DateRange& period) const {
    return condition(Operator::kGte, {start(period.from)});
  }
  [[nodiscard]] Filter before(const DateRange& period) const {
    return condition(Operator::kLt, {start(period.from)});
  }
  [[nodiscard]] Filter until(const DateRange& period) const {
    return condition(Operator::kLt, {start(next(period.to))});
  }
  [[nodiscard]] Filter after(const DateRange& period) const {
    return condition(Operator::kGte, {start(next(period.to))});
  }

  [[nodiscard]] static Date next(Date day) { return std::chrono::sys_days{day} + days{1}; }
  [[nodiscard]] Value start(Date day) const {
    if (type_ == Type::kDate) return day;
    return language::WallTime{std::chrono::sys_days{day}.time_since_epoch()};
  }

  [[nodiscard]] Filter condition(Operator op, std::vector<Value> values) const {
    return {Join::kAll, {{field_, op, std::move(values)}}, {}};
  }
  [[nodiscard]] static Filter joined(Join join, std::vector<Filter> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    return {join, {}, std::move(parts)};
  }

  const std::string& field_;
  Type type_;
};

}  // namespace

Filter simplified(const Condition& condition, Type type) {
  return Simplifier{condition.field, type}(condition.op, condition.values);
}

}  // namespace model
