#include "report/number_format.h"

#include "language/currency.h"

// Format strings are in the syntax of the file: `[$-NNCCLLLL]` with digits 01 Western, calendar 00
// as the format says, and no language, since no month names are asked for.

namespace report {
namespace {

using model::Type;

std::string repeated(int count, char c) { return std::string(static_cast<std::size_t>(count), c); }

/// Negative in parentheses, positive padded by the width of one, zero a dash in line with them.
std::string amount(const std::string& digits, int decimals) {
  return digits + "_);(" + digits + R"();"-")" + repeated(decimals, '?') + "_)";
}

std::string date(const char* pattern, language::Language language) {
  return (language == language::Language::kArabic ? "[$-1010000]" : "") + std::string{pattern};
}

}  // namespace

int decimals_of(const model::Column& column) {
  switch (column.type) {
    case Type::kMoney:
      return language::decimals(column.currency);
    case Type::kDecimal:
      return 2;
    case Type::kPercent:
      return 1;
    default:
      return 0;
  }
}

std::string number_format(const model::Column& column, language::Language language) {
  const int decimals = decimals_of(column);
  switch (column.type) {
    case Type::kInteger:
      return amount("#,##0", 0);
    case Type::kMoney:
      return amount(decimals == 0 ? "#,##0" : "#,##0." + repeated(decimals, '0'), decimals);
    case Type::kDecimal:
      return amount("#,##0.00####", decimals);
    case Type::kPercent:
      return "0.0%_);(0.0%)";
    case Type::kDate:
      return date("dd/mm/yyyy", language);
    case Type::kDateTime:
      return date("dd/mm/yyyy hh:mm", language);
    case Type::kTime:
      return "hh:mm:ss";
    case Type::kDuration:
      return "[h]:mm:ss";
    default:
      return "@";
  }
}

std::string total_format(const model::Column& column, language::Language language) {
  if (column.total == model::Total::kCount) return "#,##0_)";
  return number_format(column, language);
}

}  // namespace report
