#include "source/sql/dialect.h"

#include <span>

#include "language/currency.h"
#include "source/sql/query_builder.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

/// `'KWD', 'BHD'`
std::string literals(std::span<const std::string_view> texts) {
  std::string sql;
  for (const std::string_view text : texts) {
    sql.append(sql.empty() ? "'" : ", '").append(text).append("'");
  }
  return sql;
}

std::string ten_thousandths(int decimals) {
  return "1" +
         std::string(static_cast<std::size_t>(language::kMaxCurrencyDecimals - decimals), '0');
}

/// Amounts in minor units of the row's currency are compared in ten-thousandths of the major unit,
/// which are whole numbers for every currency.
bool has_row_currency(const model::Column& column) {
  return column.minor && !column.currency_from.empty();
}

}  // namespace

std::string Dialect::quote_identifier(std::string_view name) const {
  std::string quoted = "\"";
  for (const char c : name) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

std::vector<std::string> Dialect::order_terms(const std::string& expression,
                                              bool descending) const {
  const std::string term = expression + (descending ? " DESC" : "");
  if (has_nulls_last()) return {term + " NULLS LAST"};
  return {"CASE WHEN " + expression + " IS NULL THEN 1 ELSE 0 END", term};
}

void Dialect::operand(QueryBuilder& builder, const ComparedColumn& column,
                      const model::Value& value) const {
  builder.value({to_column_units(column, value), column.type});
}

model::Value Dialect::to_column_units(const ComparedColumn& column, const model::Value& value) {
  const auto* decimal = std::get_if<model::Decimal>(&value);
  if (decimal == nullptr || column.column == nullptr || !column.column->minor) return value;
  const auto minor = decimal->shifted(has_row_currency(*column.column)
                                          ? language::kMaxCurrencyDecimals
                                          : language::currency_decimals(column.column->currency));
  return minor.value_or(*decimal);
}

std::string Dialect::minor_scale(const std::string& code) {
  std::string text = "CASE";
  for (const language::CurrencyGroup& group : language::currencies_with_other_decimals()) {
    text += " WHEN " + code + " IN (" + literals(group.codes) + ") THEN " +
            ten_thousandths(group.count);
  }
  return text + " WHEN " + code + " IN (" + literals(language::currencies_with_default_decimals()) +
         ") THEN " + ten_thousandths(language::kDefaultCurrencyDecimals) + " END";
}

std::string Dialect::in_ten_thousandths(const ComparedColumn& column, const std::string& value,
                                        const std::string& code) {
  // The product of integers may overflow their type.
  const char* const exact = column.database_type == DatabaseType::kInteger ? " * 1.0" : "";
  return "(" + value + exact + " * " + minor_scale(code) + ")";
}

std::string Dialect::rounding(const ComparedColumn& column, const NumberRule& rule,
                              const std::string& code) {
  if (column.currency.empty()) return std::to_string(*rule.rounding - rule.minor_scale);
  if (column.column->minor) return std::to_string(kSpareDecimals);
  if (column.column->decimals) return std::to_string(*column.column->decimals + kSpareDecimals);
  std::string text = "CASE";
  for (const language::CurrencyGroup& group : language::currencies_with_other_decimals()) {
    text += " WHEN " + code + " IN (" + literals(group.codes) + ") THEN " +
            std::to_string(group.count + kSpareDecimals);
  }
  return text + " ELSE " + std::to_string(language::kDefaultCurrencyDecimals + kSpareDecimals) +
         " END";
}

std::string Dialect::id_join_condition(const ComparedColumn& column) const {
  const Comparable value = comparable(column);
  const std::string equal = "chosen.id = " + value.sql;
  return value.guard.empty() ? equal : equal + " AND " + value.guard;
}

std::string Dialect::character_class(const std::vector<std::string>& marks) {
  std::string pattern = "[";
  for (const std::string& mark : marks) pattern += mark;
  return pattern + ']';
}

void Dialect::replace(QueryBuilder& builder, const language::SearchVariants& spellings,
                      const std::function<void()>& expression) {
  for (std::size_t i = 0; i < spellings.letters.size(); ++i) builder.text("REPLACE(");
  expression();
  for (const auto& [spelling, meant] : spellings.letters) {
    builder.text(", ");
    builder.value({spelling, model::Type::kText});
    builder.text(", ");
    builder.value({meant, model::Type::kText});
    builder.text(")");
  }
}

void Dialect::page(QueryBuilder& builder, std::int64_t offset,
                   std::optional<std::int64_t> size) const {
  if (size) {
    builder.text("\nLIMIT ");
    builder.value({*size, model::Type::kInteger});
  }
  if (!size || offset > 0) {
    builder.text(size ? " OFFSET " : "\nOFFSET ");
    builder.value({offset, model::Type::kInteger});
  }
}

}  // namespace source
