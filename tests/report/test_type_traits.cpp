#include <set>
#include <vector>

#include "support/catch.h"
#include "report/style/shown_decimals.h"
#include "report/style/type_traits.h"

using model::Type;
using report::ShownDecimals;
using report::traits;
using report::TypeTraits;

namespace {

/// The types of columns, which are all but the last.
std::vector<Type> column_types() {
  std::vector<Type> types;
  for (const auto& [name, type] : model::types()) types.push_back(type);
  types.pop_back();
  return types;
}

std::set<Type> types_where(bool (*has)(const TypeTraits&)) {
  std::set<Type> found;
  for (const Type type : column_types()) {
    if (has(traits(type))) found.insert(type);
  }
  return found;
}

}  // namespace

TEST_CASE("numbers, and nothing else, are aligned at the right and are numbers in prose") {
  for (const Type type : column_types()) {
    CAPTURE(model::name(type));
    CHECK((traits(type).alignment == TypeTraits::Alignment::kRight) == model::is_number(type));
    CHECK((traits(type).words == TypeTraits::Words::kNumber) == model::is_number(type));
  }
}

TEST_CASE("cells of textual types and of booleans are texts") {
  for (const Type type : column_types()) {
    CAPTURE(model::name(type));
    const bool is_text = model::is_textual(type) || type == Type::kBoolean;
    CHECK((traits(type).format == TypeTraits::Format::kText) == is_text);
    CHECK(traits(type).is_left_to_right == (!is_text || type == Type::kUrl));
  }
}

TEST_CASE("strings, texts and addresses are written as the source writes them") {
  CHECK(types_where([](const TypeTraits& its) {
          return its.words == TypeTraits::Words::kVerbatim;
        }) == std::set{Type::kString, Type::kText, Type::kUrl});
  CHECK(traits(Type::kString).lines == TypeTraits::Lines::kOneOrSeveral);
  CHECK(traits(Type::kText).lines == TypeTraits::Lines::kSeveral);
  CHECK(traits(Type::kUrl).lines == TypeTraits::Lines::kOneOrSeveral);
  CHECK(traits(Type::kEnum).lines == TypeTraits::Lines::kOneOrSeveral);
  CHECK(types_where([](const TypeTraits& its) { return its.is_link; }) == std::set{Type::kUrl});
}

TEST_CASE("only days and times are after or before one another, and only days are the earliest") {
  CHECK(types_where([](const TypeTraits& its) { return its.is_time; }) ==
        std::set{Type::kDate, Type::kDateTime, Type::kTime});
  CHECK(types_where([](const TypeTraits& its) { return its.has_date; }) ==
        std::set{Type::kDate, Type::kDateTime});
}

TEST_CASE("decimals and percentages show as many decimals as they need unless the model says") {
  CHECK(types_where([](const TypeTraits& its) { return its.decimals.has_value(); }) ==
        std::set{Type::kDecimal, Type::kPercent});
  model::Column column;
  column.type = Type::kPercent;
  const auto bounds = ShownDecimals::bounds(column);
  REQUIRE(bounds);
  CHECK(bounds->min == 1);
  CHECK(bounds->max == 4);
  column.decimals = 0;
  CHECK(!ShownDecimals::bounds(column));
  column = {};
  column.type = Type::kMoney;
  CHECK(!ShownDecimals::bounds(column));
}
