#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"
#include "model/definition/access.h"
#include "model/definition/column.h"
#include "model/definition/layout.h"
#include "model/definition/limits.h"
#include "model/definition/parameter.h"
#include "model/definition/query_definition.h"
#include "model/definition/sql_template.h"

namespace model {

/// A question that callers may ask by its uid, and how its answer looks: `models/<uid>.json` with
/// `<uid>.sql`. Read and checked as a whole by the Catalogue, which owns it; immutable.
struct DataModel {
  std::string uid;
  std::int64_t version = 1;
  std::string sha256;  // of its JSON and its SQL, in hex
  language::Localized title;
  std::string source;  // a name of the catalogue's sources
  Access access;
  std::vector<Parameter> parameters;
  std::vector<Column> columns;
  QueryDefinition query;
  std::optional<InstanceIds> instance_ids;  // absent: it takes no ids
  Layout layout;
  Limits limits;
  language::Localized file_name;  // with placeholders as "{period.from}"; may be empty
  SqlTemplate sql;

  /// Null where there is none of that key.
  [[nodiscard]] const Parameter* parameter(std::string_view key) const;
  [[nodiscard]] const Column* column(std::string_view key) const;
  /// Whether a lookup changes with a value, or is nothing without it.
  enum class DependencyKind : std::uint8_t { kAny, kRequired };
  /// The keys of the parameters by whose values another's are looked up.
  [[nodiscard]] std::vector<std::string> dependencies(const Parameter& parameter,
                                                      DependencyKind needed) const;
};

}  // namespace model
