#pragma once

#include <string>
#include <vector>

#include "source/sql/dialect.h"

namespace source {

/// Standard SQL (ISO 9075): the dialect of databases that have none of their own, and the base of
/// others. Values are bound as texts and numbers, and cast.
class StandardDialect : public Dialect {
 public:
  [[nodiscard]] std::string placeholder(std::size_t index, model::Type type) const override;
  [[nodiscard]] Comparable comparable(const ComparedColumn& column) const override;
  [[nodiscard]] Comparable sortable(const ComparedColumn& column) const override;
  [[nodiscard]] std::string empty(const ComparedColumn& column) const override;
  [[nodiscard]] std::string text(const ComparedColumn& column) const override;
  void like(QueryBuilder& builder, const ComparedColumn& column, const std::string& folded,
            const std::string& pattern) const override;
  [[nodiscard]] std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const override;
  [[nodiscard]] std::string tie_breaker(const std::string& column) const override;
  void page(QueryBuilder& builder, std::int64_t offset,
            std::optional<std::int64_t> size) const override;
  /// Binds each id as a row of its own, because standard SQL has no list in one value.
  void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                const ComparedColumn& column) const override;
  [[nodiscard]] std::string conversion(const std::string& column, model::Type type,
                                       DatabaseType is) const override;

 protected:
  [[nodiscard]] bool has_nulls_last() const override { return false; }

  /// The type that values are cast to; empty where they need no cast.
  [[nodiscard]] virtual std::string type_name(model::Type type) const;
  /// A text expression as a text that is compared exactly.
  [[nodiscard]] virtual std::string exact_text(const std::string& text) const { return text; }
  /// A condition that a text is only white space.
  [[nodiscard]] virtual std::string is_blank(const std::string& text) const;
  /// A value of a type other than text, as text.
  [[nodiscard]] virtual std::string number_as_text(const std::string& number) const;
  /// A binary number as a decimal of 15 significant digits.
  [[nodiscard]] virtual std::string real_as_decimal(const std::string& real) const;
  [[nodiscard]] virtual Comparable truth(const ComparedColumn& column) const;
  [[nodiscard]] virtual Comparable day(const ComparedColumn& column) const;
  [[nodiscard]] virtual Comparable moment(const ComparedColumn& column) const;
  [[nodiscard]] virtual Comparable time(const ComparedColumn& column) const;
  [[nodiscard]] virtual Comparable seconds(const ComparedColumn& column) const;
  /// A moment or a time of day without the fraction of its second.
  [[nodiscard]] virtual std::string to_the_second(const std::string& value, model::Type type) const;
  [[nodiscard]] Comparable number(const ComparedColumn& column) const;
  [[nodiscard]] virtual Comparable exact(const ComparedColumn& column) const;
  /// Writes a text without the marks that a search ignores.
  virtual void write_without_marks(QueryBuilder& builder, const std::string& text,
                                   const std::vector<std::string>& marks) const;
  /// The ids as the text of a JSON list.
  [[nodiscard]] static std::string to_json(const std::vector<model::Value>& ids);
};

}  // namespace source
