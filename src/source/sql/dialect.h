#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/language.h"
#include "language/search_fold.h"
#include "model/definition/column.h"
#include "model/definition/query_definition.h"
#include "model/value/operator.h"
#include "model/value/type.h"
#include "model/value/value.h"
#include "source/sql/bindings.h"
#include "source/sql/column_traits.h"
#include "source/sql/value_reader.h"

namespace source {

class QueryBuilder;

/// A column of the data model's result as a statement compares it.
struct ComparedColumn {
  std::string name;                         // qualified and quoted
  model::Type type = model::Type::kString;  // that values are read as
  DatabaseType database_type = DatabaseType::kDynamic;
  const model::Column* column = nullptr;  // null for a result column that the report does not show
  std::string currency = {};  // column of the row's currency, qualified and quoted; empty if none
  /// SQLite only: where a filter records that it met an undecided value of this column
  /// (sqlite_functions.h). Absent in row policies, which record nothing.
  std::optional<std::size_t> slot = std::nullopt;
};

/// The SQL that a column's values are compared by.
struct Comparable {
  std::string sql;         // NULL where the column is empty
  std::string guard = {};  // true where the value is decided; empty if it always is
};

/// Writes SQL for one kind of database; compile() uses it. For one request, the statements of all
/// dialects return the same rows in the same order. Immutable. Thread-safe.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// A placeholder, counted from 1.
  [[nodiscard]] virtual std::string placeholder(std::size_t index, model::Type type) const = 0;
  /// A placeholder that is only tested for NULL. The database cannot infer its type from such a
  /// test.
  [[nodiscard]] virtual std::string null_test_placeholder(std::size_t index,
                                                          model::Type type) const {
    return placeholder(index, type);
  }
  [[nodiscard]] virtual std::string quote_identifier(std::string_view name) const;
  /// A trivial query that checks that the database answers.
  [[nodiscard]] virtual std::string_view probe() const { return "SELECT 1"; }

  /// Whether each value has a type of its own, so that column types say nothing.
  [[nodiscard]] virtual bool is_dynamic() const { return false; }
  /// The type that the database's own type name means, where the driver's type does not say it.
  [[nodiscard]] virtual std::optional<DatabaseType> parse_type_name(
      std::string_view /*name*/) const {
    return std::nullopt;
  }
  /// A query of a table's keys, in the order of their columns. Each row has kKeyColumns texts: "p"
  /// for the primary key and "f" for a foreign one; the constraint's name; the column; and of a
  /// foreign key the schema (NULL if the table is found without it), the table and the column that
  /// it names. Empty if the dialect has none. `table` is a name, with its schema before it if it
  /// has one.
  [[nodiscard]] virtual std::string keys_query(const std::vector<std::string>& /*table*/) const {
    return {};
  }
  static constexpr std::size_t kKeyColumns = 6;
  /// The expression that reads a result column of the type.
  [[nodiscard]] virtual std::string read(const std::string& column, model::Type /*type*/) const {
    return column;
  }
  /// The column's value as its type reads it (source/sql/value_reader.h), in SQL.
  [[nodiscard]] virtual Comparable comparable(const ComparedColumn& column) const = 0;
  /// The same for sorts and groups, which compare moments to the second.
  [[nodiscard]] virtual Comparable sortable(const ComparedColumn& column) const {
    return comparable(column);
  }
  /// A condition that is true where the column is NULL or only white space.
  [[nodiscard]] virtual std::string empty(const ComparedColumn& column) const = 0;
  /// The column as text: for a textual column, or for an undecided value.
  [[nodiscard]] virtual std::string text(const ComparedColumn& column) const = 0;
  /// Writes a value that comparable() is compared with.
  virtual void operand(QueryBuilder& builder, const ComparedColumn& column,
                       const model::Value& value) const;
  /// Writes a condition that an index can answer, and then " AND ". It holds for every row for
  /// which the comparison holds, and possibly for more. Writes nothing where an index can answer
  /// the comparison itself.
  virtual void narrow(QueryBuilder& /*builder*/, const ComparedColumn& /*column*/,
                      model::Operator /*op*/, std::span<const model::Value> /*values*/) const {}

  /// Writes a condition that the column, folded (language/search_fold.h), is LIKE `pattern`, which
  /// is made of `folded`.
  virtual void like(QueryBuilder& builder, const ComparedColumn& column, const std::string& folded,
                    const std::string& pattern) const = 0;

  /// A text as sorts compare it: by code points or, for a language, by its dictionary order
  /// (language/collator.h), as nearly as the database can.
  [[nodiscard]] virtual std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const = 0;
  /// Whether the database's language order is the same as that of language/collator.h.
  [[nodiscard]] virtual bool has_cldr_collation() const { return false; }
  /// The ORDER BY terms of an expression, with NULL last.
  [[nodiscard]] std::vector<std::string> order_terms(const std::string& expression,
                                                     bool descending) const;
  /// The last ORDER BY term, which distinguishes rows that are equal otherwise.
  [[nodiscard]] virtual std::string tie_breaker(const std::string& column) const = 0;

  /// Whether the paging clause is only allowed after ORDER BY.
  [[nodiscard]] virtual bool page_needs_order() const { return false; }
  /// Writes the paging clause at the end of a statement.
  virtual void page(QueryBuilder& builder, std::int64_t offset,
                    std::optional<std::int64_t> size) const;

  /// Writes a query with one row per id: `id`, and `place`, its position in `ids`. All ids are
  /// bound as one value, except in standard SQL.
  virtual void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                        const ComparedColumn& column) const = 0;
  /// The condition of a join with id_table().
  [[nodiscard]] virtual std::string id_join_condition(const ComparedColumn& column) const;

  /// SQL that converts a column to the type, as a hint for authors of data models.
  [[nodiscard]] virtual std::string conversion(const std::string& column, model::Type /*type*/,
                                               DatabaseType /*is*/) const {
    return column;
  }

 protected:
  /// Writes `expression` with its letters folded (language/search_fold.h) by nested REPLACE calls.
  static void replace(QueryBuilder& builder, const language::SearchVariants& spellings,
                      const std::function<void()>& expression);
  /// "[...]": a regular expression of one mark. It has no ranges, whose meaning differs between
  /// databases.
  [[nodiscard]] static std::string character_class(const std::vector<std::string>& marks);
  /// Whether the database supports "NULLS LAST"; without it, an extra term puts NULL last.
  [[nodiscard]] virtual bool has_nulls_last() const { return true; }

  /// The factor that converts an amount in minor units to units of 10^-kMaxCurrencyDecimals, the
  /// same for all currencies; NULL for an unknown currency. `code` is an expression of the
  /// currency's code in capitals, without white space around it.
  [[nodiscard]] static std::string minor_scale(const std::string& code);
  /// `value` times minor_scale().
  [[nodiscard]] static std::string in_ten_thousandths(const ComparedColumn& column,
                                                      const std::string& value,
                                                      const std::string& code);
  /// SQL for the number of decimals to which a binary number is rounded, counted in the units that
  /// are stored. If each row has its own currency, it may depend on `code`.
  [[nodiscard]] static std::string rounding(const ComparedColumn& column, const NumberRule& rule,
                                            const std::string& code);
  /// The operand in the units that the column is compared in.
  [[nodiscard]] static model::Value to_column_units(const ComparedColumn& column,
                                                    const model::Value& value);
};

[[nodiscard]] const Dialect& sqlite_dialect();
[[nodiscard]] const Dialect& postgres_dialect();
/// For servers that reject kIcuProbe: PostgreSQL without ICU, and other databases that speak its
/// protocol.
[[nodiscard]] const Dialect& postgres_dialect_without_icu();
inline constexpr const char* kIcuProbe = R"(SELECT 'a' COLLATE "ar-x-icu", 'a' COLLATE "en-x-icu")";

}  // namespace source
