#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/report_spec.h"

namespace source {

/// What an order's statement selects, and where each value stands in a row: the order's columns
/// first, in their order and its language, then what its report needs besides them. A value.
class Selection {
 public:
  explicit Selection(const model::ReportSpec& spec);

  /// The result columns of the model's SQL, in the order of the statement.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Of one of the order's columns, in one of its languages.
  [[nodiscard]] std::size_t index(const model::Column& column, language::Language language) const;
  /// Of what the layout names: a column's key or a result column.
  [[nodiscard]] std::size_t index(std::string_view name, language::Language language) const;
  /// Of the order, which the order of the rows follows.
  [[nodiscard]] language::Language language() const { return language_; }
  /// Of the instance id, where the order needs it.
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
