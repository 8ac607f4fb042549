#include "source/sql/standard_dialect.h"

#include "json/write.h"
#include "source/sql/query_builder.h"
#include "source/sql/value_reader.h"

namespace source {

using model::Type;

std::string StandardDialect::type_name(Type type) const {
  switch (type) {
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return "DECIMAL(38, 18)";  // beyond it the database reports an error
    case Type::kDate:
      return "DATE";
    case Type::kDateTime:
      return "TIMESTAMP";
    case Type::kTime:
      return "TIME";
    case Type::kString:
    case Type::kText:
    case Type::kInteger:
    case Type::kBoolean:
    case Type::kDuration:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  return "";
}

std::string StandardDialect::placeholder(std::size_t /*index*/, Type type) const {
  const std::string name = type_name(type);
  return name.empty() ? "?" : "CAST(? AS " + name + ")";
}

Comparable StandardDialect::comparable(const ComparedColumn& column) const {
  switch (traits(column.type).comparison) {
    case Comparison::kNumber:
      return number(column);
    case Comparison::kTruth:
      return truth(column);
    case Comparison::kDay:
      return day(column);
    case Comparison::kMoment:
      return moment(column);
    case Comparison::kTimeOfDay:
      return time(column);
    case Comparison::kSeconds:
      return seconds(column);
    case Comparison::kText:
      break;
  }
  return {text(column)};
}

Comparable StandardDialect::sortable(const ComparedColumn& column) const {
  Comparable value = comparable(column);
  switch (traits(column.type).comparison) {
    case Comparison::kMoment:
    case Comparison::kTimeOfDay:
      value.sql = to_the_second(value.sql, column.type);
      return value;
    case Comparison::kText:
      return {"CASE WHEN NOT " + empty(column) + " THEN " + value.sql + " END"};
    case Comparison::kNumber:
    case Comparison::kTruth:
    case Comparison::kDay:
    case Comparison::kSeconds:
      return value;
  }
  return value;
}

std::string StandardDialect::empty(const ComparedColumn& column) const {
  const bool is_text = column.database_type == DatabaseType::kText ||
                       column.database_type == DatabaseType::kPaddedText;
  if (!is_text) return "(" + column.name + " IS NULL)";
  return "(" + column.name + " IS NULL OR " + is_blank(column.name) + ")";
}

std::string StandardDialect::text(const ComparedColumn& column) const {
  switch (column.database_type) {
    case DatabaseType::kText:
    case DatabaseType::kDynamic:
      return exact_text(column.name);
    case DatabaseType::kPaddedText:
      return exact_text("RTRIM(" + column.name + ")");
    case DatabaseType::kInteger:
    case DatabaseType::kNumeric:
    case DatabaseType::kFloat4:
    case DatabaseType::kFloat8:
    case DatabaseType::kBoolean:
    case DatabaseType::kBit:
    case DatabaseType::kBits:
    case DatabaseType::kDate:
    case DatabaseType::kTimestamp:
    case DatabaseType::kTimestampWithZone:
    case DatabaseType::kTime:
    case DatabaseType::kInterval:
    case DatabaseType::kUuid:
    case DatabaseType::kInet:
    case DatabaseType::kCidr:
    case DatabaseType::kMacaddr:
    case DatabaseType::kMacaddr8:
    case DatabaseType::kOther:
      break;
  }
  return number_as_text(column.name);
}

std::string StandardDialect::is_blank(const std::string& text) const {
  std::string rest = text;
  for (const char c : {'\t', '\n', '\v', '\f', '\r'}) {
    rest = "REPLACE(" + rest + ", '" + c + "', '')";
  }
  return "TRIM(" + rest + ") = ''";
}

std::string StandardDialect::number_as_text(const std::string& number) const {
  return "CAST(" + number + " AS VARCHAR(4000))";
}

std::string StandardDialect::real_as_decimal(const std::string& real) const {
  return "CAST(" + real + " AS DECIMAL(38, 10))";
}

Comparable StandardDialect::exact(const ComparedColumn& column) const {
  const bool is_binary = column.database_type == DatabaseType::kFloat4 ||
                         column.database_type == DatabaseType::kFloat8;
  return {is_binary ? real_as_decimal(column.name) : column.name};
}

Comparable StandardDialect::number(const ComparedColumn& column) const {
  Comparable value = exact(column);
  if (column.column == nullptr) return value;
  const NumberRule rule = number_rule(*column.column);
  const std::string code = "UPPER(TRIM(" + exact_text(column.currency) + "))";
  const bool is_binary = column.database_type == DatabaseType::kFloat4 ||
                         column.database_type == DatabaseType::kFloat8;
  if (is_binary && rule.rounding) {
    const std::string decimals = rounding(column, rule, code);
    value.sql = "ROUND(" + value.sql + ", " + decimals + ")";
  }
  if (rule.is_whole && column.database_type != DatabaseType::kInteger) {
    value.guard = value.sql + " = FLOOR(" + value.sql + ")";
  }
  if (!column.column->minor) return value;
  if (!column.currency.empty()) {
    value.sql = in_ten_thousandths(column, value.sql, code);
    value.guard = value.sql + " IS NOT NULL";
  } else if (rule.is_undefined) {
    value.guard = "1 = 0";
  }
  return value;
}

Comparable StandardDialect::truth(const ComparedColumn& column) const {
  const std::string& name = column.name;
  if (column.database_type == DatabaseType::kInteger) return {name, name + " IN (0, 1)"};
  return {"CASE WHEN " + name + " THEN 1 WHEN NOT " + name + " THEN 0 END"};
}

Comparable StandardDialect::day(const ComparedColumn& column) const {
  if (column.database_type == DatabaseType::kDate) return {column.name};
  return {"CAST(" + column.name + " AS " + type_name(Type::kDate) + ")"};
}

Comparable StandardDialect::moment(const ComparedColumn& column) const {
  if (column.database_type == DatabaseType::kTimestamp) return {column.name};
  return {"CAST(" + column.name + " AS " + type_name(Type::kDateTime) + ")"};
}

Comparable StandardDialect::time(const ComparedColumn& column) const { return {column.name}; }

Comparable StandardDialect::seconds(const ComparedColumn& column) const {
  const std::string& name = column.name;
  const bool is_clock = column.database_type == DatabaseType::kTime ||
                        column.database_type == DatabaseType::kInterval;
  if (!is_clock) return exact(column);
  return {"(EXTRACT(HOUR FROM " + name + ") * 3600 + EXTRACT(MINUTE FROM " + name +
          ") * 60 + EXTRACT(SECOND FROM " + name + "))"};
}

std::string StandardDialect::to_the_second(const std::string& value, Type /*type*/) const {
  return value;
}

std::string StandardDialect::conversion(const std::string& column, Type type,
                                        DatabaseType is) const {
  const bool is_text = is == DatabaseType::kText || is == DatabaseType::kPaddedText;
  switch (type) {
    case Type::kInteger:
      return "CAST(" + column + " AS BIGINT)";
    case Type::kBoolean:
      return "CASE WHEN " + column + (is_text ? " = 'Y'" : " <> 0") + " THEN 1 ELSE 0 END";
    case Type::kDuration:
      return "CAST(" + column + " AS DECIMAL(38, 10))";
    case Type::kString:
    case Type::kText:
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
    case Type::kDate:
    case Type::kDateTime:
    case Type::kTime:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  const std::string name = type_name(type);
  return "CAST(" + column + " AS " + (name.empty() ? "VARCHAR(4000)" : name) + ")";
}

void StandardDialect::like(QueryBuilder& builder, const ComparedColumn& column,
                           const std::string& folded, const std::string& pattern) const {
  const language::SearchVariants spellings = language::search_variants(folded);
  replace(builder, spellings, [&] { write_without_marks(builder, text(column), spellings.marks); });
  builder.text(" LIKE ");
  builder.value({pattern, Type::kString});
  builder.text(" ESCAPE '!'");
}

void StandardDialect::write_without_marks(QueryBuilder& builder, const std::string& text,
                                          const std::vector<std::string>& marks) const {
  for (std::size_t i = 0; i < marks.size(); ++i) builder.text("REPLACE(");
  builder.text(text);
  for (const std::string& mark : marks) {
    builder.text(", ");
    builder.value({mark, Type::kText});
    builder.text(", '')");
  }
}

std::string StandardDialect::order_expression(
    const std::string& text, std::optional<language::Language> /*language*/) const {
  return text;
}

std::string StandardDialect::tie_breaker(const std::string& column) const { return column; }

void StandardDialect::page(QueryBuilder& builder, std::int64_t offset,
                           std::optional<std::int64_t> size) const {
  builder.text("\nOFFSET ");
  builder.value({offset, Type::kInteger});
  builder.text(" ROWS");
  if (!size) return;
  builder.text(" FETCH NEXT ");
  builder.value({*size, Type::kInteger});
  builder.text(" ROWS ONLY");
}

void StandardDialect::id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                               const ComparedColumn& column) const {
  builder.text("SELECT id, place FROM (VALUES ");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    builder.text(i == 0 ? "(" : ", (");
    builder.value({ids[i], column.type});
    builder.text(", " + std::to_string(i) + ")");
  }
  builder.text(") listed (id, place)");
}

std::string StandardDialect::to_json(const std::vector<model::Value>& ids) {
  json::Value list = json::Value::array();
  for (const model::Value& id : ids) list.add(model::to_json(id));
  return json::write(list);
}

}  // namespace source
