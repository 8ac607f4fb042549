#include "model/value/operator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace model {
namespace {

using Named = std::pair<std::string_view, Operator>;

constexpr std::array<Named, 15> kOperators{{{"eq", Operator::kEq},
                                            {"neq", Operator::kNeq},
                                            {"gt", Operator::kGt},
                                            {"gte", Operator::kGte},
                                            {"lt", Operator::kLt},
                                            {"lte", Operator::kLte},
                                            {"in", Operator::kIn},
                                            {"nin", Operator::kNin},
                                            {"between", Operator::kBetween},
                                            {"contains", Operator::kContains},
                                            {"notContains", Operator::kNotContains},
                                            {"startsWith", Operator::kStartsWith},
                                            {"endsWith", Operator::kEndsWith},
                                            {"isNull", Operator::kIsNull},
                                            {"isNotNull", Operator::kIsNotNull}}};

}  // namespace

std::span<const Named> operators() { return kOperators; }

std::string_view name(Operator op) {
  return std::ranges::find(kOperators, op, &Named::second)->first;
}

bool is_applicable(Operator op, Type type) {
  switch (op) {
    case Operator::kGt:
    case Operator::kGte:
    case Operator::kLt:
    case Operator::kLte:
    case Operator::kBetween:
      return is_ordered(type);
    case Operator::kContains:
    case Operator::kNotContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
      return is_textual(type);
    case Operator::kEq:
    case Operator::kNeq:
    case Operator::kIn:
    case Operator::kNin:
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      break;
  }
  return true;
}

bool takes_list(Operator op) { return op == Operator::kIn || op == Operator::kNin; }

bool is_unary(Operator op) { return op == Operator::kIsNull || op == Operator::kIsNotNull; }

}  // namespace model
