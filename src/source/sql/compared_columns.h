#pragma once

#include <string>
#include <string_view>

#include "model/report_spec.h"
#include "source/sql/description.h"
#include "source/sql/dialect.h"

namespace source {

/// The columns of a data model's result as an order's statement compares them: by name, by what
/// their values are read as, and by what they are to the database. A view; what it is made of must
/// outlive it.
class ComparedColumns {
 public:
  ComparedColumns(const model::ReportSpec& spec, const Dialect& dialect,
                  const Description& description)
      : spec_(spec), dialect_(dialect), description_(description) {}

  /// Qualified, since SQLite takes a lone "name" that it does not know for a text.
  [[nodiscard]] std::string identifier(std::string_view name) const;
  /// In the order's language.
  [[nodiscard]] ComparedColumn for_column(const model::Column& column) const;
  [[nodiscard]] ComparedColumn for_column(const model::Column& column,
                                          const std::string& from) const;
  /// A result column that no column of the report says the type of.
  [[nodiscard]] ComparedColumn for_result_column(const std::string& name,
                                                 model::Type type = model::Type::kString) const;
  /// What the layout names: a column's key or a result column.
  [[nodiscard]] ComparedColumn for_key(const std::string& key) const;

 private:
  const model::ReportSpec& spec_;
  const Dialect& dialect_;
  const Description& description_;
};

}  // namespace source
