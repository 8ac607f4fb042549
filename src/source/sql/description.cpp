#include "source/sql/description.h"

namespace source {
namespace {

const char* sql_type_name(DatabaseType type) {
  switch (type) {
    case DatabaseType::kText:
      return "varchar";
    case DatabaseType::kPaddedText:
      return "char";
    case DatabaseType::kInteger:
      return "integer";
    case DatabaseType::kNumeric:
      return "decimal";
    case DatabaseType::kFloat4:
      return "real";
    case DatabaseType::kFloat8:
      return "double";
    case DatabaseType::kBoolean:
      return "boolean";
    case DatabaseType::kBit:
    case DatabaseType::kBits:
      return "bit";
    case DatabaseType::kDate:
      return "date";
    case DatabaseType::kTimestamp:
      return "timestamp";
    case DatabaseType::kTimestampWithZone:
      return "timestamp with time zone";
    case DatabaseType::kTime:
      return "time";
    case DatabaseType::kInterval:
      return "interval";
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
    case DatabaseType::kOther:
      break;
  }
  return "binary";
}

}  // namespace

DatabaseType Description::type(std::string_view column) const {
  const auto found = columns_.find(column);
  return found == columns_.end() ? DatabaseType::kDynamic : found->second.database_type;
}

std::string Description::type_name(std::string_view column) const {
  const auto found = columns_.find(column);
  if (found == columns_.end()) return {};
  return found->second.type_name.empty() ? sql_type_name(found->second.database_type)
                                         : found->second.type_name;
}

std::vector<std::string> placeholder_names(const model::Parameter& parameter) {
  if (parameter.type != model::Type::kDateRange) return {parameter.key};
  return {parameter.key + "_from", parameter.key + "_to"};
}

Bindings null_bindings(const model::DataModel& model, const model::SqlTemplate& sql) {
  Bindings bindings;
  for (const auto& [name, use] : sql.placeholders()) bindings[name] = {BoundValue{}};
  for (const model::Parameter& parameter : model.parameters) {
    const bool is_range = parameter.type == model::Type::kDateRange;
    for (const std::string& name : placeholder_names(parameter)) {
      bindings[name] = {{std::nullopt, is_range ? model::Type::kDate : parameter.type}};
    }
  }
  return bindings;
}

}  // namespace source
