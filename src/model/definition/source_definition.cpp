#include "model/definition/source_definition.h"

#include <array>
#include <utility>

namespace model {

SqlDialect SourceDefinition::sql_dialect() const {
  constexpr std::array<std::pair<std::string_view, SqlDialect>, 7> kOdbc{
      {{"postgres", SqlDialect::kPostgresOverOdbc},
       {"mariadb", SqlDialect::kMariaDb},
       {"mysql", SqlDialect::kMySql},
       {"sqlserver", SqlDialect::kSqlServer},
       {"oracle", SqlDialect::kOracle},
       {"sqlite", SqlDialect::kSqlite},
       {"ansi", SqlDialect::kAnsi}}};
  switch (kind) {
    case SourceKind::kSqlite:
      return SqlDialect::kSqlite;
    case SourceKind::kPostgres:
      return SqlDialect::kPostgres;
    case SourceKind::kOdbc:
      break;
  }
  for (const auto& [word, known] : kOdbc) {
    if (word == dialect) return known;
  }
  return SqlDialect::kUnknown;
}

std::string SourceDefinition::identity() const {
  std::string text = name + '\n' + path.string() + '\n' + dialect;
  if (is_immutable) text += "\nimmutable";
  for (const SourceOption& option : options) {
    text += '\n' + option.name + '=' + option.value.identity();
  }
  return text;
}

}  // namespace model
