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

/// A parameter and what it has; defaults are filled in.
struct Argument {
  const Parameter* parameter = nullptr;
  std::vector<Value> values;            // one, or a list's; never empty
  std::vector<std::string> paths = {};  // where each was written; none of a default's
};

/// A request checked against its data model: all that a worker needs to make the report. Keeps its
/// catalogue alive, into which its pointers point.
struct ReportSpec {
  std::shared_ptr<const Catalogue> catalogue;
  const DataModel* model = nullptr;
  language::Language language = language::Language::kEnglish;
  Organization caller;              // whose job it is
  Organization organization;        // whose data is reported: the caller's, or one below it
  std::vector<Argument> arguments;  // in the order of the model; absent ones are not there
  std::optional<ListQuery> query;
  std::optional<std::vector<Value>> instance_ids;  // without repetitions, in the order sent
  RowScope row_scope;  // of the caller, into the data's organization and what is below it

  /// Null where the parameter is absent.
  [[nodiscard]] const Argument* argument(std::string_view key) const;
  /// The columns to show, in their order: the query's fields, before which columns of groups stand
  /// that it does not name, or all.
  [[nodiscard]] std::vector<const Column*> columns() const;
  /// The languages of the report's sheets, its own first.
  [[nodiscard]] std::vector<language::Language> languages() const;
  /// The canonical `params`, from which validate_params makes the same spec again.
  [[nodiscard]] json::Value canonical_params() const;
  /// How long the file is kept: the shorter of what the model and the caller's organization say.
  [[nodiscard]] std::chrono::seconds retention() const;
  /// Whether it asks for few rows at the most, whatever its model has.
  [[nodiscard]] bool is_small() const;
  /// By the model's pattern, without extension and not yet cleaned; the title where it has none.
  [[nodiscard]] std::string file_name() const;
};

}  // namespace model
