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

/// The database types of the columns of a data model's result. An immutable value.
class Description {
 public:
  struct Column {
    DatabaseType database_type = DatabaseType::kDynamic;
    std::string type_name;  // the database's, "character varying"; empty where it has none
  };

  Description() = default;  // of a dynamic database such as SQLite
  explicit Description(std::map<std::string, Column, std::less<>> columns)
      : columns_(std::move(columns)) {}

  [[nodiscard]] DatabaseType type(std::string_view column) const;
  /// The database's name of the column's type, or a standard one where it has none.
  [[nodiscard]] std::string type_name(std::string_view column) const;

 private:
  std::map<std::string, Column, std::less<>> columns_;
};

/// The names of a parameter in SQL: two for a date range.
[[nodiscard]] std::vector<std::string> placeholder_names(const model::Parameter& parameter);
/// Binds every name of the SQL to one NULL of its type, so that all optional sections are included.
[[nodiscard]] Bindings null_bindings(const model::DataModel& model, const model::SqlTemplate& sql);

}  // namespace source
