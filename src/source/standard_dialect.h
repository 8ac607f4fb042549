#pragma once

#include <string>
#include <vector>

#include "source/dialect.h"

namespace source {

/// SQL as its standard has it (ISO 9075), for databases that have no dialect here, and what others
/// differ from. Values are bound as texts and numbers, and cast.
class StandardDialect : public Dialect {
 public:
  [[nodiscard]] std::string placeholder(std::size_t index, model::Type type) const override;
  [[nodiscard]] std::string comparable(const std::string& column, model::Type type) const override;
  void like(QueryBuilder& builder, const std::string& column, const std::string& folded,
            const std::string& pattern) const override;
  [[nodiscard]] std::string ordered(const std::string& column,
                                    std::optional<language::Language> language) const override;
  [[nodiscard]] std::string filled(const std::string& column) const override;
  [[nodiscard]] std::string tie_breaker(const std::string& column) const override;
  void page(QueryBuilder& builder, std::int64_t offset,
            std::optional<std::int64_t> size) const override;
  /// A row of values for each id, since the standard has no list in one value.
  void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                  model::Type type) const override;

 protected:
  [[nodiscard]] bool has_nulls_last() const override { return false; }

  /// The type that values are cast to; empty where they are taken as they are.
  [[nodiscard]] virtual std::string type_name(model::Type type) const;
  /// A column as a text that is compared to the letter.
  [[nodiscard]] virtual std::string text_of(const std::string& column) const { return column; }
  /// The column's text without the marks that a search forgives.
  virtual void write_without(QueryBuilder& builder, const std::string& column,
                             const std::vector<std::string>& marks) const;
  /// The ids as the text of a JSON list.
  [[nodiscard]] static std::string json_of(const std::vector<model::Value>& ids);
};

}  // namespace source
