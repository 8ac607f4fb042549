#include "source/standard_dialect.h"

#include "json/write.h"
#include "source/query_builder.h"

namespace source {

using model::Type;

std::string StandardDialect::type_name(Type type) const {
  switch (type) {
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return "DECIMAL(38, 10)";
    case Type::kDate:
      return "DATE";
    case Type::kDateTime:
      return "TIMESTAMP";
    case Type::kTime:
      return "TIME";
    default:
      return "";
  }
}

std::string StandardDialect::placeholder(std::size_t /*index*/, Type type) const {
  const std::string name = type_name(type);
  return name.empty() ? "?" : "CAST(? AS " + name + ")";
}

std::string StandardDialect::comparable(const std::string& column, Type type) const {
  if (model::is_textual(type)) return text_of(column);
  if (type == Type::kBoolean) return truth_of("LOWER(CAST(" + column + " AS VARCHAR(100)))", {});
  const std::string name = type_name(type);
  return name.empty() ? column : "CAST(" + column + " AS " + name + ")";
}

void StandardDialect::like(QueryBuilder& builder, const std::string& column,
                           const std::string& folded, const std::string& pattern) const {
  const language::Spellings spellings = language::spellings(folded);
  replace(builder, spellings, [&] { write_without(builder, column, spellings.marks); });
  builder.text(" LIKE ");
  builder.value({pattern, Type::kString});
  builder.text(" ESCAPE '!'");
}

void StandardDialect::write_without(QueryBuilder& builder, const std::string& column,
                                    const std::vector<std::string>& marks) const {
  for (std::size_t i = 0; i < marks.size(); ++i) builder.text("REPLACE(");
  builder.text(text_of(column));
  for (const std::string& mark : marks) {
    builder.text(", ");
    builder.value({mark, Type::kText});
    builder.text(", '')");
  }
}

std::string StandardDialect::ordered(const std::string& column,
                                     std::optional<language::Language> /*language*/) const {
  return text_of(column);
}

std::string StandardDialect::filled(const std::string& column) const {
  return "NULLIF(CAST(" + column + " AS VARCHAR(4000)), '')";
}

std::string StandardDialect::tie_breaker(const std::string& column) const { return column; }

void StandardDialect::page(QueryBuilder& builder, std::int64_t offset,
                           std::optional<std::int64_t> size) const {
  builder.text("\nOFFSET ");
  builder.value({offset, Type::kInteger});
  builder.text(" ROWS");
  if (!size) return;
  builder.text(" FETCH NEXT ");
  builder.value({*size, Type::kInteger});
  builder.text(" ROWS ONLY");
}

void StandardDialect::chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                                 Type type) const {
  builder.text("SELECT id, place FROM (VALUES ");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    builder.text(i == 0 ? "(" : ", (");
    builder.value({ids[i], type});
    builder.text(", " + std::to_string(i) + ")");
  }
  builder.text(") listed (id, place)");
}

std::string StandardDialect::json_of(const std::vector<model::Value>& ids) {
  json::Value list = json::Value::array();
  for (const model::Value& id : ids) list.add(model::json_of(id));
  return json::write(list);
}

}  // namespace source
