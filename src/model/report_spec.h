#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"
#include "language/language.h"
#include "model/catalogue.h"
#include "model/definition/list_query.h"
#include "model/row_scope.h"

namespace model {

/// A parameter and its values, with the default filled in.
struct Argument {
  const Parameter* parameter = nullptr;
  std::vector<Value> values;            // exactly one unless Parameter::multiple; never empty
  std::vector<std::string> paths = {};  // where the request has each value; empty for a default
};

/// A request checked against its data model, with everything that a worker needs to make the
/// report. Holds its catalogue, into which its pointers point. Not thread-safe.
struct ReportSpec {
  std::shared_ptr<const Catalogue> catalogue;
  const DataModel* model = nullptr;
  language::Language language = language::Language::kEnglish;
  Organization caller;              // the organization that submitted the job
  Organization organization;        // whose data is reported: the caller or one below it
  std::vector<Argument> arguments;  // in the model's order, without absent ones
  std::optional<ListQuery> query;
  std::optional<std::vector<Value>> instance_ids;  // without repetitions, in the order sent
  RowScope row_scope;  // the rows of `organization` that `caller` may see

  /// Null if the parameter is absent.
  [[nodiscard]] const Argument* argument(std::string_view key) const;
  /// The columns to show, in order. Without fields in the query: all columns. With fields: first
  /// the group columns that the query does not name, then its fields.
  [[nodiscard]] std::vector<const Column*> columns() const;
  /// The languages of the report's sheets: the requested one, then those of the layout.
  [[nodiscard]] std::vector<language::Language> languages() const;
  /// The canonical `params`; validate_params() makes the same spec from them.
  [[nodiscard]] json::Value canonical_params() const;
  /// How long the file is kept: the shorter of the model's and the caller's limits.
  [[nodiscard]] std::chrono::seconds retention() const;
  /// Whether the request itself limits the report to at most 1,000 rows.
  [[nodiscard]] bool is_small() const;
  /// From the model's pattern, or else its title. Without extension, not yet sanitized.
  [[nodiscard]] std::string file_name() const;
};

}  // namespace model
