#pragma once

#include <string>
#include <string_view>

#include "model/report_spec.h"
#include "source/sql/description.h"
#include "source/sql/dialect.h"

namespace source {

/// The columns of a data model's result as a report's statement compares them: their names, the
/// types that their values are read as, and their database types. A view; the constructor's
/// arguments must outlive it.
class ComparedColumns {
 public:
  ComparedColumns(const model::ReportSpec& spec, const Dialect& dialect,
                  const Description& description)
      : spec_(spec), dialect_(dialect), description_(description) {}

  /// Qualified, because SQLite takes a lone quoted name that it does not know for a text.
  [[nodiscard]] std::string identifier(std::string_view name) const;
  /// In the report's language.
  [[nodiscard]] ComparedColumn for_column(const model::Column& column) const;
  [[nodiscard]] ComparedColumn for_column(const model::Column& column,
                                          const std::string& from) const;
  /// A result column whose type no column of the report declares.
  [[nodiscard]] ComparedColumn for_result_column(const std::string& name,
                                                 model::Type type = model::Type::kString) const;
  /// `key` is a column's key or a result column, as the layout names it.
  [[nodiscard]] ComparedColumn for_key(const std::string& key) const;

 private:
  const model::ReportSpec& spec_;
  const Dialect& dialect_;
  const Description& description_;
};

}  // namespace source
