#include "source/sql/postgres_operand.h"

#include <variant>

#include "source/sql/column_traits.h"

namespace source {
namespace {

using model::Type;

const char* text_type(DatabaseType type) {
  switch (type) {
    case DatabaseType::kUuid:
      return "uuid";
    case DatabaseType::kInet:
      return "inet";
    case DatabaseType::kCidr:
      return "cidr";
    case DatabaseType::kMacaddr:
      return "macaddr";
    case DatabaseType::kMacaddr8:
      return "macaddr8";
    case DatabaseType::kDynamic:
    case DatabaseType::kText:
    case DatabaseType::kPaddedText:
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
    case DatabaseType::kOther:
      break;
  }
  return "text";
}

}  // namespace

std::string postgres_cast(const std::string& placeholder, const char* type) {
  return "CAST(" + placeholder + " AS " + type + ")";
}

std::string typed_placeholder(const std::string& placeholder, Type type) {
  switch (type) {
    case Type::kInteger:
    case Type::kDuration:
      return postgres_cast(placeholder, "bigint");
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return postgres_cast(placeholder, "numeric");
    case Type::kBoolean:
      return postgres_cast(placeholder, "boolean");
    case Type::kDate:
      return postgres_cast(placeholder, "date");
    case Type::kDateTime:
      return postgres_cast(placeholder, "timestamp");
    case Type::kTime:
      return postgres_cast(placeholder, "time");
    case Type::kString:
    case Type::kText:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  return placeholder;
}

const char* postgres_operand_type(const ComparedColumn& column, const model::Value& value) {
  const auto* decimal = std::get_if<model::Decimal>(&value);
  switch (traits(column.type).comparison) {
    case Comparison::kNumber:
      return decimal == nullptr ? "bigint" : "numeric";
    case Comparison::kTruth:
      return "boolean";
    case Comparison::kDay:
      return "date";
    case Comparison::kMoment:
      return "timestamp";
    case Comparison::kTimeOfDay:
      return "time";
    case Comparison::kSeconds:
      return "numeric";
    case Comparison::kText:
      return text_type(column.database_type);
  }
  return "text";
}

std::string postgres_array(const std::vector<model::Value>& ids) {
  std::string array = "{";
  for (const model::Value& id : ids) {
    if (array.size() > 1) array += ',';
    array += '"';
    for (const char c : model::format_value(id)) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  return array + '}';
}

}  // namespace source
