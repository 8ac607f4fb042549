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

/// A stored query that callers request by its uid, and the look of its report: `models/<uid>.json`
/// with `<uid>.sql`. Immutable; owned by the Catalogue, which has checked it.
struct DataModel {
  std::string uid;
  std::int64_t version = 1;
  std::string sha256;  // of its JSON and its SQL, in hex
  language::Localized title;
  language::Localized description;  // for people who choose a report; may be empty
  std::string source;               // the name of a source in the catalogue
  Access access;
  std::vector<Parameter> parameters;
  std::vector<Column> columns;
  QueryDefinition query;
  std::optional<InstanceIds> instance_ids;  // absent: requests cannot select rows by id
  Layout layout;
  Limits limits;
  language::Localized file_name;  // with placeholders such as "{period.from}"; may be empty
  SqlTemplate sql;

  /// Null if the model has no such key.
  [[nodiscard]] const Parameter* parameter(std::string_view key) const;
  [[nodiscard]] const Column* column(std::string_view key) const;
  /// kRequired: only the parameters without whose value the lookup cannot run.
  enum class DependencyKind : std::uint8_t { kAny, kRequired };
  /// The keys of the parameters that the lookup of `parameter` uses.
  [[nodiscard]] std::vector<std::string> dependencies(const Parameter& parameter,
                                                      DependencyKind kind) const;
};

}  // namespace model
