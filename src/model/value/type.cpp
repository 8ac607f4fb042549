#include "model/value/type.h"

#include <algorithm>
#include <array>
#include <cstddef>
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
static_assert(kTypes.size() == static_cast<std::size_t>(Type::kDateRange) + 1);

/// What the functions of type.h say of a type. A new type is added to kTypes and to traits().
struct Traits {
  bool is_number = false;
  bool has_decimals = false;
  bool is_ordered = false;
  bool is_textual = false;
  bool accepts_periods = false;
};

Traits traits(Type type) {
  switch (type) {
    case Type::kString:
    case Type::kText:
    case Type::kUrl:
    case Type::kEnum:
      return {.is_textual = true};
    case Type::kInteger:
      return {.is_number = true, .is_ordered = true};
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return {.is_number = true, .has_decimals = true, .is_ordered = true};
    case Type::kDate:
      return {.is_ordered = true, .accepts_periods = true};
    case Type::kDateTime:
    case Type::kTime:
    case Type::kDuration:
      return {.is_ordered = true};
    case Type::kDateRange:
      return {.accepts_periods = true};
    case Type::kBoolean:
      break;
  }
  return {};
}

}  // namespace

std::string_view name(Type type) {
  return std::ranges::find(kTypes, type, &std::pair<std::string_view, Type>::second)->first;
}

std::optional<Type> parse_type(std::string_view name) {
  const auto found = std::ranges::find(kTypes, name, &std::pair<std::string_view, Type>::first);
  return found == kTypes.end() ? std::nullopt : std::optional{found->second};
}

std::span<const std::pair<std::string_view, Type>> types() { return kTypes; }

bool is_number(Type type) { return traits(type).is_number; }

bool has_decimals(Type type) { return traits(type).has_decimals; }

bool is_ordered(Type type) { return traits(type).is_ordered; }

bool is_textual(Type type) { return traits(type).is_textual; }

bool accepts_periods(Type type) { return traits(type).accepts_periods; }

}  // namespace model
