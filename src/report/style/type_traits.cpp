#include "report/style/type_traits.h"

namespace report {
namespace {

using model::Type;
using Format = TypeTraits::Format;
using Words = TypeTraits::Words;
using Alignment = TypeTraits::Alignment;
using Lines = TypeTraits::Lines;

/// Aligned at the right in both directions, so that the decimals are below each other.
TypeTraits number(Format format, std::optional<TypeTraits::DecimalBounds> decimals = {}) {
  return {.format = format,
          .words = Words::kNumber,
          .alignment = Alignment::kRight,
          .is_left_to_right = true,
          .decimals = decimals};
}

}  // namespace

TypeTraits traits(Type type) {
  switch (type) {
    case Type::kString:
      return {.lines = Lines::kOneOrSeveral};
    case Type::kText:
      return {.lines = Lines::kSeveral};
    case Type::kUrl:
      return {.lines = Lines::kOneOrSeveral, .is_left_to_right = true, .is_link = true};
    case Type::kEnum:
      return {.words = Words::kLabel, .lines = Lines::kOneOrSeveral};
    case Type::kBoolean:
      return {.words = Words::kYesNo, .alignment = Alignment::kCenter};
    case Type::kInteger:
      return number(Format::kInteger);
    case Type::kMoney:
      return number(Format::kAmount);
    case Type::kDecimal:
      return number(Format::kAmount, {{2, 6}});
    case Type::kPercent:
      return number(Format::kPercent, {{1, 4}});
    case Type::kDate:
      return {.format = Format::kDate,
              .words = Words::kDate,
              .alignment = Alignment::kCenter,
              .is_left_to_right = true,
              .is_time = true,
              .has_date = true};
    case Type::kDateTime:
      return {.format = Format::kDateTime,
              .words = Words::kDateTime,
              .alignment = Alignment::kCenter,
              .is_left_to_right = true,
              .is_time = true,
              .has_date = true};
    case Type::kTime:
      return {.format = Format::kTime,
              .words = Words::kTime,
              .alignment = Alignment::kCenter,
              .is_left_to_right = true,
              .is_time = true};
    case Type::kDuration:
      return {.format = Format::kDuration,
              .words = Words::kDuration,
              .alignment = Alignment::kCenter,
              .is_left_to_right = true};
    case Type::kDateRange:  // parameters only
      break;
  }
  return {};
}

}  // namespace report
