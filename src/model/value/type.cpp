#include "model/value/type.h"

#include <algorithm>
#include <array>
#include <utility>

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, Type>, 14> kTypes{{
    {"string", Type::kString},
    {"text", Type::kText},
    {"integer", Type::kInteger},
    {"decimal", Type::kDecimal},
    {"money", Type::kMoney},
    {"percent", Type::kPercent},
    {"boolean", Type::kBoolean},
    {"date", Type::kDate},
    {"datetime", Type::kDateTime},
    {"time", Type::kTime},
    {"duration", Type::kDuration},
    {"url", Type::kUrl},
    {"enum", Type::kEnum},
    {"dateRange", Type::kDateRange},
}};

}  // namespace

std::string_view name(Type type) {
  return std::ranges::find(kTypes, type, &std::pair<std::string_view, Type>::second)->first;
}

std::optional<Type> parse_type(std::string_view name) {
  const auto found = std::ranges::find(kTypes, name, &std::pair<std::string_view, Type>::first);
  return found == kTypes.end() ? std::nullopt : std::optional{found->second};
}

std::span<const std::pair<std::string_view, Type>> types() { return kTypes; }

bool is_number(Type type) {
  return type == Type::kInteger || type == Type::kDecimal || type == Type::kMoney ||
         type == Type::kPercent;
}

bool has_decimals(Type type) { return is_number(type) && type != Type::kInteger; }

bool is_ordered(Type type) {
  return is_number(type) || type == Type::kDate || type == Type::kDateTime || type == Type::kTime ||
         type == Type::kDuration;
}

bool is_textual(Type type) {
  return type == Type::kString || type == Type::kText || type == Type::kUrl || type == Type::kEnum;
}

bool accepts_periods(Type type) { return type == Type::kDate || type == Type::kDateRange; }

}  // namespace model
