#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/fold.h"
#include "language/language.h"
#include "model/instance_ids.h"
#include "model/type.h"
#include "model/value.h"
#include "source/bound.h"

namespace source {

class QueryBuilder;

/// How a kind of database writes what the compiler says. Every statement that one of them compiles
/// gives the same rows in the same order. Immutable; any thread.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// A placeholder, counted from 1.
  [[nodiscard]] virtual std::string placeholder(std::size_t index, model::Type type) const = 0;
  /// A placeholder that is held against NULL alone, which tells a database nothing of its type.
  [[nodiscard]] virtual std::string tested(std::size_t index, model::Type type) const {
    return placeholder(index, type);
  }
  [[nodiscard]] virtual std::string quoted(std::string_view name) const;
  /// The least query, which asks whether anybody answers.
  [[nodiscard]] virtual std::string_view probe() const { return "SELECT 1"; }

  /// A result's column of a type as it is read.
  [[nodiscard]] virtual std::string read(const std::string& column, model::Type /*type*/) const {
    return column;
  }
  /// A result's column of a type as filters and sorts compare it, and with what it is compared: the
  /// two fit each other whatever the database keeps the column as.
  [[nodiscard]] virtual std::string comparable(const std::string& column,
                                               model::Type type) const = 0;
  [[nodiscard]] virtual Bound operand(const model::Value& value, model::Type type) const;

  /// Whether the column, folded (language/fold.h), is LIKE the pattern of `folded`.
  virtual void like(QueryBuilder& builder, const std::string& column, const std::string& folded,
                    const std::string& pattern) const = 0;

  /// A column of texts as sorts compare it: by code points, or as a language's dictionary does
  /// (language/collator.h), else as near to that as the database comes.
  [[nodiscard]] virtual std::string ordered(const std::string& column,
                                            std::optional<language::Language> language) const = 0;
  /// Whether a language's order is the same as that of language/collator.h.
  [[nodiscard]] virtual bool knows_languages() const { return false; }
  /// A column as a text, or NULL where it is an empty one: to a group they are one.
  [[nodiscard]] virtual std::string filled(const std::string& column) const {
    return "NULLIF(" + column + ", '')";
  }
  /// The terms to order by an expression; empty values last.
  [[nodiscard]] std::vector<std::string> order_terms(const std::string& expression,
                                                     bool descending) const;
  /// What tells rows apart that are equal in all else.
  [[nodiscard]] virtual std::string tie_breaker(const std::string& column) const = 0;

  /// At the end of a statement that has an order.
  virtual void page(QueryBuilder& builder, std::int64_t offset,
                    std::optional<std::int64_t> size) const;

  /// A table of `id` and `place`, which counts up, by one bound value.
  virtual void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                          model::Type type) const = 0;

 protected:
  /// Of a text in small letters, whether it is one of model/boolean_text.h: NULL where it is none.
  /// Further ones are literals, each behind a comma.
  struct Truth {
    const char* yes = "1";
    const char* no = "0";
    const char* also_yes = "";
    const char* also_no = "";
  };
  [[nodiscard]] static std::string truth_of(const std::string& text, const Truth& truth);
  /// What `expression` writes, with letters replaced (language/fold.h), for databases that have
  /// nothing but REPLACE.
  static void replace(QueryBuilder& builder, const language::Spellings& spellings,
                      const std::function<void()>& expression);
  /// "[...]": a regular expression of one mark, without ranges, which mean different things.
  [[nodiscard]] static std::string any_of(const std::vector<std::string>& marks);
  /// Whether "NULLS LAST" is understood; else a term before the term says it.
  [[nodiscard]] virtual bool has_nulls_last() const { return true; }
};

[[nodiscard]] const Dialect& sqlite_dialect();
[[nodiscard]] const Dialect& postgres_dialect();
/// Of servers that take no `kNeedsIcu` as a command: built without it, or other databases that
/// speak PostgreSQL's protocol.
[[nodiscard]] const Dialect& postgres_dialect_without_icu();
inline constexpr const char* kNeedsIcu = R"(SELECT 'a' COLLATE "ar-x-icu", 'a' COLLATE "en-x-icu")";

}  // namespace source
