#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/definition/data_model.h"
#include "source/sql/bindings.h"
#include "source/sql/database_type.h"

namespace source {

/// What the columns of a data model's result are to its database. A value; immutable once made.
class Description {
 public:
  struct Column {
    DatabaseType database_type = DatabaseType::kDynamic;
    std::string type_name;  // the database's, "character varying"; empty where it says none
  };

  Description() = default;  // of a source where any value may be anything
  explicit Description(std::map<std::string, Column, std::less<>> columns)
      : columns_(std::move(columns)) {}

  [[nodiscard]] DatabaseType type(std::string_view column) const;
  /// The database's word for its type, else ours.
  [[nodiscard]] std::string type_name(std::string_view column) const;

 private:
  std::map<std::string, Column, std::less<>> columns_;
};

/// What a parameter is called in SQL.
[[nodiscard]] std::vector<std::string> placeholder_names(const model::Parameter& parameter);
/// Every name of the SQL with one NULL of its type, so that all optional sections are there.
[[nodiscard]] Bindings null_bindings(const model::DataModel& model, const model::SqlTemplate& sql);

}  // namespace source
