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
#include "model/instance_ids.h"
#include "model/value/operator.h"
#include "model/value/type.h"
#include "model/value/value.h"
#include "source/sql/bindings.h"
#include "source/sql/column_traits.h"
#include "source/sql/value_reader.h"

namespace source {

class QueryBuilder;

/// A column of the model's result as a statement compares it.
struct ComparedColumn {
  std::string name;                         // qualified and quoted
  model::Type type = model::Type::kString;  // what values are read as
  DatabaseType database_type = DatabaseType::kDynamic;
  const model::Column* column = nullptr;  // null for what the report does not show
  std::string currency = {};              // qualified and quoted: money in the row's currency
  /// Where a filter's undecided values are noted (sqlite_functions.h); none for policies.
  std::optional<std::size_t> slot = std::nullopt;
};

/// What a column's value is compared by.
struct Comparable {
  std::string sql;         // NULL where the column is empty
  std::string guard = {};  // a condition that holds where the value is decided; empty: always
};

/// How a kind of database writes what the compiler says. Every statement that one of them compiles
/// gives the same rows in the same order. Immutable; any thread.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// A placeholder, counted from 1.
  [[nodiscard]] virtual std::string placeholder(std::size_t index, model::Type type) const = 0;
  /// A placeholder that is held against NULL alone, which tells a database nothing of its type.
  [[nodiscard]] virtual std::string null_test_placeholder(std::size_t index,
                                                          model::Type type) const {
    return placeholder(index, type);
  }
  [[nodiscard]] virtual std::string quote_identifier(std::string_view name) const;
  /// The least query, which asks whether anybody answers.
  [[nodiscard]] virtual std::string_view probe() const { return "SELECT 1"; }

  /// Whether any value may be anything, so that types of columns say nothing.
  [[nodiscard]] virtual bool is_dynamic() const { return false; }
  /// What the database's own name of a type is, where a driver's type does not say it.
  [[nodiscard]] virtual std::optional<DatabaseType> parse_type_name(
      std::string_view /*name*/) const {
    return std::nullopt;
  }
  /// A result's column of a type as it is read.
  [[nodiscard]] virtual std::string read(const std::string& column, model::Type /*type*/) const {
    return column;
  }
  /// What the column's type makes of its value (source/sql/value_reader.h), in the database's
  /// words.
  [[nodiscard]] virtual Comparable comparable(const ComparedColumn& column) const = 0;
  /// The same as sorts and groups see it, which compares moments to the second.
  [[nodiscard]] virtual Comparable sortable(const ComparedColumn& column) const {
    return comparable(column);
  }
  /// A condition that holds where the column is NULL, or a text of white space alone.
  [[nodiscard]] virtual std::string empty(const ComparedColumn& column) const = 0;
  /// The column as a text: that of a textual column, or of a value that is not decided.
  [[nodiscard]] virtual std::string text(const ComparedColumn& column) const = 0;
  /// A value that comparable() is compared with.
  virtual void operand(QueryBuilder& builder, const ComparedColumn& column,
                       const model::Value& value) const;
  /// Writes a condition that holds wherever the comparison does, and which an index answers, and
  /// " AND "; nothing where the comparison itself is answered by one.
  virtual void narrow(QueryBuilder& /*builder*/, const ComparedColumn& /*column*/,
                      model::Operator /*op*/, std::span<const model::Value> /*values*/) const {}

  /// Whether the column, folded (language/search_fold.h), is LIKE the pattern of `folded`.
  virtual void like(QueryBuilder& builder, const ComparedColumn& column, const std::string& folded,
                    const std::string& pattern) const = 0;

  /// A text as sorts compare it: by code points, or as a language's dictionary does
  /// (language/collator.h), else as near to that as the database comes.
  [[nodiscard]] virtual std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const = 0;
  /// Whether a language's order is the same as that of language/collator.h.
  [[nodiscard]] virtual bool has_cldr_collation() const { return false; }
  /// The terms to order by an expression; NULL last.
  [[nodiscard]] std::vector<std::string> order_terms(const std::string& expression,
                                                     bool descending) const;
  /// What tells rows apart that are equal in all else.
  [[nodiscard]] virtual std::string tie_breaker(const std::string& column) const = 0;

  /// At the end of a statement that has an order.
  virtual void page(QueryBuilder& builder, std::int64_t offset,
                    std::optional<std::int64_t> size) const;

  /// A table of `id` and `place`, which counts up, by one bound value.
  virtual void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                        const ComparedColumn& column) const = 0;
  /// The condition of a join with it.
  [[nodiscard]] virtual std::string id_join_condition(const ComparedColumn& column) const;

  /// SQL that makes a column of the type, for authors whose column is of another.
  [[nodiscard]] virtual std::string conversion(const std::string& column, model::Type /*type*/,
                                               DatabaseType /*is*/) const {
    return column;
  }

 protected:
  /// What `expression` writes, with letters replaced (language/search_fold.h), for databases that
  /// have nothing but REPLACE.
  static void replace(QueryBuilder& builder, const language::SearchVariants& spellings,
                      const std::function<void()>& expression);
  /// "[...]": a regular expression of one mark, without ranges, which mean different things.
  [[nodiscard]] static std::string character_class(const std::vector<std::string>& marks);
  /// Whether "NULLS LAST" is understood; else a term before the term says it.
  [[nodiscard]] virtual bool has_nulls_last() const { return true; }

  /// Where a row's currency says in which units its amount is: what the amount is multiplied by,
  /// so that those of all currencies are in units of 10^-kMaxDecimals; NULL for an unknown
  /// currency. `code` is the currency's, in capitals and without white space around it.
  [[nodiscard]] static std::string minor_scale(const std::string& code);
  /// `value` times that.
  [[nodiscard]] static std::string in_ten_thousandths(const ComparedColumn& column,
                                                      const std::string& value,
                                                      const std::string& code);
  /// Decimals that a binary number is rounded to, in the units in which it is kept; an expression
  /// of its currency's code where that is the row's.
  [[nodiscard]] static std::string rounding(const ComparedColumn& column, const NumberRule& rule,
                                            const std::string& code);
  /// The operand in the units in which the column is compared.
  [[nodiscard]] static model::Value to_column_units(const ComparedColumn& column,
                                                    const model::Value& value);
};

[[nodiscard]] const Dialect& sqlite_dialect();
[[nodiscard]] const Dialect& postgres_dialect();
/// Of servers that take no `kIcuProbe` as a command: built without it, or other databases that
/// speak PostgreSQL's protocol.
[[nodiscard]] const Dialect& postgres_dialect_without_icu();
inline constexpr const char* kIcuProbe = R"(SELECT 'a' COLLATE "ar-x-icu", 'a' COLLATE "en-x-icu")";

}  // namespace source
