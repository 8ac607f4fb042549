#include "source/dialect.h"

#include <span>

#include "model/boolean_text.h"
#include "source/query_builder.h"

namespace source {
namespace {

/// `'1', 't', 'true'`
std::string literals(std::span<const std::string_view> texts) {
  std::string sql;
  for (const std::string_view text : texts) {
    sql.append(sql.empty() ? "'" : ", '").append(text).append("'");
  }
  return sql;
}

}  // namespace

std::string Dialect::quoted(std::string_view name) const {
  std::string quoted = "\"";
  for (const char c : name) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

Bound Dialect::operand(const model::Value& value, model::Type type) const { return {value, type}; }

std::vector<std::string> Dialect::order_terms(const std::string& expression,
                                              bool descending) const {
  const std::string term = expression + (descending ? " DESC" : "");
  if (has_nulls_last()) return {term + " NULLS LAST"};
  return {"CASE WHEN " + expression + " IS NULL THEN 1 ELSE 0 END", term};
}

std::string Dialect::truth_of(const std::string& text, const Truth& truth) {
  return "CASE WHEN " + text + " IN (" + literals(model::kTrueTexts) + truth.also_yes + ") THEN " +
         truth.yes + " WHEN " + text + " IN (" + literals(model::kFalseTexts) + truth.also_no +
         ") THEN " + truth.no + " END";
}

std::string Dialect::any_of(const std::vector<std::string>& marks) {
  std::string pattern = "[";
  for (const std::string& mark : marks) pattern += mark;
  return pattern + ']';
}

void Dialect::replace(QueryBuilder& builder, const language::Spellings& spellings,
                      const std::function<void()>& expression) {
  for (std::size_t i = 0; i < spellings.letters.size(); ++i) builder.text("REPLACE(");
  expression();
  for (const auto& [spelling, meant] : spellings.letters) {
    builder.text(", ");
    builder.value({spelling, model::Type::kText});
    builder.text(", ");
    builder.value({meant, model::Type::kText});
    builder.text(")");
  }
}

void Dialect::page(QueryBuilder& builder, std::int64_t offset,
                   std::optional<std::int64_t> size) const {
  if (size) {
    builder.text("\nLIMIT ");
    builder.value({*size, model::Type::kInteger});
  }
  if (!size || offset > 0) {
    builder.text(size ? " OFFSET " : "\nOFFSET ");
    builder.value({offset, model::Type::kInteger});
  }
}

}  // namespace source
