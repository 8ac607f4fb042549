#include "source/query.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "json/write.h"
#include "language/currency.h"
#include "base/error.h"
#include "source/binding.h"
#include "source/selection.h"

namespace source {
namespace {

using model::Column;
using model::SqlTemplate;

/// Builds the text and the values side by side, so that their order cannot differ.
class Builder {
 public:
  explicit Builder(const Names& names) : names_(names) {}

  void text(std::string_view sql) { query_.sql += sql; }
  void value(Bound bound) {
    query_.sql += '?';
    query_.values.push_back(std::move(bound));
  }

  void piece(const SqlTemplate::Text& piece) { text(piece.sql); }
  void piece(const SqlTemplate::Name& piece) {
    const auto found = names_.find(piece.name);
    if (found == names_.end() || found->second.empty()) return value(nullptr);
    if (!piece.is_list) return value(found->second.front());
    for (std::size_t i = 0; i < found->second.size(); ++i) {
      if (i > 0) text(", ");
      value(found->second[i]);
    }
  }
  void piece(const SqlTemplate::Section& section) {
    if (!is_present(section)) return;
    for (const auto& part : section.pieces) {
      std::visit([&](const auto& inner) { piece(inner); }, part);
    }
  }
  void all(const SqlTemplate& sql) {
    for (const SqlTemplate::Piece& part : sql.pieces()) {
      std::visit([&](const auto& inner) { piece(inner); }, part);
    }
  }

  [[nodiscard]] Query take() { return std::move(query_); }

 private:
  [[nodiscard]] bool is_present(const SqlTemplate::Section& section) const {
    return std::ranges::all_of(section.pieces, [&](const auto& part) {
      const auto* name = std::get_if<SqlTemplate::Name>(&part);
      return name == nullptr || names_.contains(name->name);
    });
  }

  const Names& names_;
  Query query_;
};

/// Qualified, since SQLite takes a lone "name" that it does not know for a text.
std::string identifier(std::string_view name) {
  std::string quoted = "model.\"";
  for (const char c : name) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

std::string like_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + '%';
}

/// The statement's parts that lie around the model's SQL.
class Outer {
 public:
  Outer(const model::Order& order, Builder& builder)
      : order_(order), model_(*order.model), builder_(builder) {}

  void select() {
    builder_.text("SELECT ");
    const char* comma = "";
    const Selection selection(order_);
    for (const std::string& name : selection.names()) {
      builder_.text(comma + identifier(name));
      comma = ", ";
    }
    builder_.text(" FROM (\n");
  }

  void where() {
    builder_.text("\n) AS model");
    if (order_.query) {
      search(order_.query->search);
      for (const model::Condition& condition : order_.query->conditions) compare(condition);
    }
    if (order_.instance_ids) instance_ids();
  }

  void order_by() {
    std::vector<std::string> terms;
    for (const model::Group& group : model_.layout.groups) group_terms(group, terms);
    for (const model::Sort& sort : sorts()) {
      terms.push_back(comparable(*model_.column(sort.field)) + (sort.descending ? " DESC" : ""));
    }
    const bool paged = order_.query && order_.query->page;
    if (model_.instance_ids && (paged || !terms.empty())) {
      terms.push_back(identifier(model_.instance_ids->from));
    }
    for (std::size_t i = 0; i < terms.size(); ++i) {
      builder_.text((i == 0 ? "\nORDER BY " : ", ") + terms[i]);
    }
  }

  void page() {
    if (!order_.query || !order_.query->page) return;
    const model::Page& page = *order_.query->page;
    builder_.text("\nLIMIT ");
    builder_.value(page.size);
    builder_.text(" OFFSET ");
    builder_.value((page.number - 1) * page.size);
  }

 private:
  [[nodiscard]] std::string name(const Column& column) const {
    return identifier(column.from.in(order_.language));
  }

  [[nodiscard]] const std::vector<model::Sort>& sorts() const {
    if (order_.query && !order_.query->sort.empty()) return order_.query->sort;
    return model_.query.default_sort;
  }

  /// What is equal to a database need not be to the letter: rows that share a group's value to the
  /// letter stand together all the same.
  void group_terms(const model::Group& group, std::vector<std::string>& terms) const {
    const Column* column = model_.column(group.by);
    if (column == nullptr) return terms.push_back(identifier(group.by));
    const auto sort = std::ranges::find(sorts(), group.by, &model::Sort::field);
    const bool descending = sort != sorts().end() && sort->descending;
    terms.push_back(comparable(*column) + (descending ? " DESC" : ""));
    if (comparable(*column) != name(*column)) terms.push_back(name(*column));
  }

  void also() {
    builder_.text(filtered_ ? "\nAND " : "\nWHERE ");
    filtered_ = true;
  }

  /// Any of the columns that may be searched, in both languages.
  void search(const std::string& words) {
    if (words.empty()) return;
    also();
    const char* before = "(";
    for (const std::string& key : model_.query.search) {
      const Column& column = *model_.column(key);
      for (const std::string* from : {&column.from.en, &column.from.ar}) {
        if (from == &column.from.ar && column.from.ar == column.from.en) continue;
        builder_.text(before + identifier(*from) + " LIKE ");
        builder_.value(like_pattern(words));
        builder_.text(" ESCAPE '\\'");
        before = " OR ";
      }
    }
    builder_.text(")");
  }

  /// A column as filters and sorts compare it: databases keep exact decimals as text, and moments
  /// in more than one spelling.
  [[nodiscard]] std::string comparable(const Column& column) const {
    switch (column.type) {
      case model::Type::kDecimal:
      case model::Type::kMoney:
      case model::Type::kPercent:
        return "CAST(" + name(column) + " AS NUMERIC)";
      case model::Type::kDateTime:
        return "datetime(" + name(column) + ")";
      case model::Type::kDate:
        return "date(" + name(column) + ")";
      default:
        return name(column);
    }
  }

  void operand(const Column& column, const model::Value& value) {
    const auto* decimal = std::get_if<model::Decimal>(&value);
    if (decimal != nullptr && column.minor) {
      const double minor = decimal->real() * std::pow(10, language::decimals(column.currency));
      return builder_.value(minor);
    }
    builder_.value(bound(value));
  }

  void compare(const model::Condition& condition) {
    const Column& column = *model_.column(condition.field);
    also();
    builder_.text(comparable(column));
    switch (condition.op) {
      case model::Operator::kEq:
        builder_.text(" = ");
        return operand(column, condition.values.front());
      case model::Operator::kGte:
        builder_.text(" >= ");
        return operand(column, condition.values.front());
      case model::Operator::kLte:
        builder_.text(" <= ");
        return operand(column, condition.values.front());
      case model::Operator::kBetween:
        builder_.text(" BETWEEN ");
        operand(column, condition.values.front());
        builder_.text(" AND ");
        return operand(column, condition.values.back());
      case model::Operator::kIn:
        builder_.text(" IN (");
        for (std::size_t i = 0; i < condition.values.size(); ++i) {
          if (i > 0) builder_.text(", ");
          operand(column, condition.values[i]);
        }
        return builder_.text(")");
      default:
        throw base::Error("compile: operator " + std::string{name_of(condition.op)} +
                          " passed the check and is not known here");
    }
  }

  [[nodiscard]] static std::string_view name_of(model::Operator op) { return model::name(op); }

  /// Thousands of ids in one bound value.
  void instance_ids() {
    also();
    json::Value ids = json::Value::array();
    for (const model::Value& id : *order_.instance_ids) ids.add(model::json_of(id));
    builder_.text(identifier(model_.instance_ids->from) + " IN (SELECT value FROM json_each(");
    builder_.value(json::write(ids));
    builder_.text("))");
  }

  const model::Order& order_;
  const model::DataModel& model_;
  Builder& builder_;
  bool filtered_ = false;
};

}  // namespace

Query model_query(const SqlTemplate& sql, const Names& names) {
  Builder builder(names);
  builder.all(sql);
  return builder.take();
}

Query compile(const model::Order& order) {
  const Names names = names_of(order);
  Builder builder(names);
  Outer outer(order, builder);
  outer.select();
  builder.all(order.model->sql);
  outer.where();
  outer.order_by();
  outer.page();
  return builder.take();
}

}  // namespace source
