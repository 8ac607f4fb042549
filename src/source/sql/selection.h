#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/report_spec.h"

namespace source {

/// The result columns that a report's statement selects, and the index of each in a row: the shown
/// columns first, in the report's language, then what the layout needs besides. An immutable value.
class Selection {
 public:
  explicit Selection(const model::ReportSpec& spec);

  /// The result columns of the model's SQL, in the order of the statement.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// The index of one of the report's columns, in one of its languages.
  [[nodiscard]] std::size_t index(const model::Column& column, language::Language language) const;
  /// The index of a column's key or a result column, as the layout names it.
  [[nodiscard]] std::size_t index(std::string_view name, language::Language language) const;
  /// The report's own language, by which rows are sorted.
  [[nodiscard]] language::Language language() const { return language_; }
  /// The index of the instance id, where the report needs it.
  [[nodiscard]] std::optional<std::size_t> id_index() const { return id_index_; }

 private:
  void add(const std::string& name);
  [[nodiscard]] std::size_t index_of(std::string_view name) const;
  [[nodiscard]] std::string result_column(std::string_view name, language::Language language) const;

  const model::DataModel* model_;
  language::Language language_;
  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> indexes_;
  std::optional<std::size_t> id_index_;
};

}  // namespace source
