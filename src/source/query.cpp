#include "source/query.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "language/currency.h"
#include "language/fold.h"
#include "language/text.h"
#include "source/binding.h"
#include "source/query_builder.h"
#include "source/selection.h"

namespace source {
namespace {

using model::Column;
using model::Operator;

constexpr char kEscape = '!';

/// Minor units whose currency is a row's own are compared as ten-thousandths, which whole numbers
/// make of those of every currency.
bool is_of_rows(const Column& column) { return column.minor && !column.currency_from.empty(); }

std::string ten_thousandths(int decimals) {
  return "1" + std::string(static_cast<std::size_t>(language::kMostDecimals - decimals), '0');
}

std::string escaped(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == kEscape) pattern += kEscape;
    pattern += c;
  }
  return pattern;
}

/// The query's, else the model's.
const std::vector<model::Sort>& sorts_of(const model::Order& order) {
  if (order.query && !order.query->sort.empty()) return order.query->sort;
  return order.model->query.default_sort;
}

/// The statement's parts that lie around the model's SQL.
class Outer {
 public:
  Outer(const model::Order& order, const Dialect& dialect, QueryBuilder& builder)
      : order_(order), model_(*order.model), dialect_(dialect), builder_(builder) {}

  void select() {
    builder_.text("SELECT ");
    const char* comma = "";
    const Selection selection(order_);
    for (const std::string& name : selection.names()) {
      builder_.text(comma + read(name));
      comma = ", ";
    }
    builder_.text("\nFROM (\n");
  }

  void where() {
    builder_.text("\n) model");
    if (order_.instance_ids) instance_ids();
    if (!order_.extent.policy.is_empty()) also(order_.extent.policy);
    if (!order_.query) return;
    search(order_.query->search);
    if (!order_.query->filter.is_empty()) also(order_.query->filter);
  }

  void order_by() {
    if (model_.layout.sheet_per_instance) sheet_terms(*model_.layout.sheet_per_instance);
    for (const model::Group& group : model_.layout.groups) {
      group_terms(group);
      translation_terms(group);
    }
    const bool is_sorted = order_.query && !order_.query->sort.empty();
    if (!is_sorted && order_.instance_ids) terms_.push_back("chosen.place");
    for (const model::Sort& sort : sorts()) {
      const bool by_language = sort.collation == model::Collation::kLanguage;
      sort_terms(*model_.column(sort.field), sort.descending, by_language);
    }
    break_ties();
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      builder_.text((i == 0 ? "\nORDER BY " : ", ") + terms_[i]);
    }
  }

  void page() {
    if (!is_paged()) return;
    dialect_.page(builder_, order_.query->page->offset, order_.query->page->size);
  }

 private:
  /// Qualified, since SQLite takes a lone "name" that it does not know for a text.
  [[nodiscard]] std::string identifier(std::string_view name) const {
    return "model." + dialect_.quoted(name);
  }
  [[nodiscard]] std::string name(const Column& column) const {
    return identifier(column.from.in(order_.language));
  }
  /// A result column as the report's column reads it that shows it, if there is one.
  [[nodiscard]] std::string read(const std::string& name) const {
    const auto shown = std::ranges::find_if(model_.columns, [&](const Column& column) {
      return column.from.en == name || column.from.ar == name;
    });
    if (shown == model_.columns.end()) return identifier(name);
    return dialect_.read(identifier(name), shown->type);
  }
  [[nodiscard]] std::string comparable(const Column& column) const {
    const std::string value = dialect_.comparable(name(column), column.type);
    if (!is_of_rows(column)) return value;
    return dialect_.comparable("(" + value + " * " + scale(column.currency_from) + ")",
                               column.type);
  }
  /// By a row's currency, what makes ten-thousandths of its minor units.
  [[nodiscard]] std::string scale(const std::string& currency) const {
    const std::string code =
        "UPPER(" + dialect_.comparable(identifier(currency), model::Type::kString) + ")";
    std::string text = "CASE";
    for (const language::Decimals& group : language::unusual_decimals()) {
      text += " WHEN " + code + " IN (";
      const char* comma = "";
      for (const std::string_view known : group.codes) {
        text.append(comma).append("'").append(known).append("'");
        comma = ", ";
      }
      text += ") THEN " + ten_thousandths(group.count);
    }
    return text + " ELSE " + ten_thousandths(language::kUsualDecimals) + " END";
  }
  [[nodiscard]] bool is_paged() const { return order_.query && order_.query->page; }

  [[nodiscard]] const std::vector<model::Sort>& sorts() const { return sorts_of(order_); }

  /// Of what the layout names: a column's key or a result column.
  [[nodiscard]] std::string layout_name(const std::string& key) const {
    const Column* column = model_.column(key);
    return column == nullptr ? identifier(key) : name(*column);
  }

  /// The rows of an instance stand together: as they were chosen, else by what names their sheets.
  void sheet_terms(const model::SheetPerInstance& sheets) {
    if (order_.instance_ids) return terms_.push_back("chosen.place");
    if (!sheets.title.empty()) terms_.push_back(dialect_.tie_breaker(layout_name(sheets.title)));
    const model::InstanceIds& ids = *model_.instance_ids;
    terms_.push_back(dialect_.comparable(identifier(ids.from), ids.type));
  }

  /// By a language first, where that is asked for, and then by code points, which tell more apart.
  void sort_terms(const Column& column, bool descending, bool by_language) {
    if (!model::is_textual(column.type)) return add_terms(comparable(column), descending);
    text_terms(name(column), descending, by_language);
  }
  void text_terms(const std::string& text, bool descending, bool by_language) {
    if (by_language) add_terms(dialect_.ordered(text, order_.language), descending);
    add_terms(dialect_.ordered(text, std::nullopt), descending);
  }

  void add_terms(const std::string& expression, bool descending) {
    for (std::string& term : dialect_.order_terms(expression, descending)) {
      terms_.push_back(std::move(term));
    }
  }

  /// What is equal to a database need not be to the letter: rows that share a group's value to the
  /// letter stand together all the same. Those without one come last.
  void group_terms(const model::Group& group) {
    const Column* column = model_.column(group.by);
    if (column == nullptr) {
      return add_terms(dialect_.tie_breaker(dialect_.filled(identifier(group.by))), false);
    }
    const auto sort = std::ranges::find(sorts(), group.by, &model::Sort::field);
    const bool is_sorted = sort != sorts().end();
    const bool descending = is_sorted && sort->descending;
    const std::string filled = dialect_.filled(name(*column));
    if (model::is_textual(column->type)) {
      return text_terms(filled, descending,
                        is_sorted && sort->collation == model::Collation::kLanguage);
    }
    // An empty text may compare as a number does.
    const std::string value = comparable(*column);
    add_terms("CASE WHEN " + filled + " IS NOT NULL THEN " + value + " END", descending);
    const std::string tie_breaker = dialect_.tie_breaker(filled);
    // A day of two moments is one, and so is a true or a duration of two spellings.
    const bool is_one = column->type == model::Type::kDate ||
                        column->type == model::Type::kBoolean ||
                        column->type == model::Type::kDuration;
    add_terms(is_one ? "CASE WHEN " + value + " IS NULL THEN " + tie_breaker + " END" : tie_breaker,
              false);
  }

  /// A report in two languages has the same groups in both.
  void translation_terms(const model::Group& group) {
    const Column* column = model_.column(group.by);
    if (column == nullptr) return;
    for (const language::Language language : order_.languages()) {
      const std::string& its = column->from.in(language);
      if (its == column->from.in(order_.language)) continue;
      add_terms(dialect_.tie_breaker(dialect_.filled(identifier(its))), false);
    }
  }

  /// The id, where there is one; else a page must tell rows apart by all that they are.
  void break_ties() {
    if (model_.instance_ids && (is_paged() || !terms_.empty())) {
      const model::InstanceIds& ids = *model_.instance_ids;
      terms_.push_back(dialect_.comparable(identifier(ids.from), ids.type));
    } else if (is_paged()) {
      for (const Column& column : model_.columns) {
        terms_.push_back(dialect_.tie_breaker(identifier(column.from.en)));
      }
    }
  }

  void also() { builder_.text(std::exchange(filtered_, true) ? "\nAND " : "\nWHERE "); }
  void also(const model::Filter& condition) {
    also();
    filter(condition);
  }

  /// Any of the columns that may be searched, in both languages.
  void search(const std::string& words) {
    const std::string folded = language::fold(language::nfc(words));
    if (folded.empty()) return;
    also();
    const std::string pattern = "%" + escaped(folded) + "%";
    const char* before = "(";
    for (const std::string& key : model_.query.search) {
      const Column& column = *model_.column(key);
      for (const std::string* from : {&column.from.en, &column.from.ar}) {
        if (from == &column.from.ar && column.from.ar == column.from.en) continue;
        builder_.text(before);
        dialect_.like(builder_, identifier(*from), folded, pattern);
        before = " OR ";
      }
    }
    builder_.text(")");
  }

  void filter(const model::Filter& filter) {
    const char* between = filter.join == model::Filter::Join::kAll ? " AND " : " OR ";
    const char* before = "(";
    for (const model::Condition& condition : filter.conditions) {
      builder_.text(std::exchange(before, between));
      compare(condition);
    }
    for (const model::Filter& part : filter.parts) {
      builder_.text(std::exchange(before, between));
      this->filter(part);
    }
    builder_.text(")");
  }

  void compare(const model::Condition& condition) {
    const Column& column = *model_.column(condition.field);
    const model::Filter simple = model::simplified(condition, column.type);
    const bool is_one = simple.parts.empty() && simple.conditions.size() == 1;
    is_one ? compare_simple(simple.conditions.front(), column) : filter(simple);
  }

  void compare_simple(const model::Condition& condition, const Column& column) {
    switch (condition.op) {
      case Operator::kIsNull:
        return builder_.text(name(column) + " IS NULL");
      case Operator::kIsNotNull:
        return builder_.text(name(column) + " IS NOT NULL");
      case Operator::kNeq:
      case Operator::kNin:
      case Operator::kNotContains:
        builder_.text("(" + comparable(column) + " IS NULL OR ");
        positive(condition, column);
        return builder_.text(")");
      default:
        positive(condition, column);
    }
  }

  /// Of a value that is there.
  void positive(const model::Condition& condition, const Column& column) {
    switch (condition.op) {
      case Operator::kEq:
        return relation(column, " = ", condition);
      case Operator::kNeq:
        return relation(column, " <> ", condition);
      case Operator::kGt:
        return relation(column, " > ", condition);
      case Operator::kGte:
        return relation(column, " >= ", condition);
      case Operator::kLt:
        return relation(column, " < ", condition);
      case Operator::kLte:
        return relation(column, " <= ", condition);
      case Operator::kIn:
        return list(column, " IN (", condition);
      case Operator::kNin:
        return list(column, " NOT IN (", condition);
      case Operator::kNotContains:
        builder_.text("NOT ");
        return like(column, "%", condition, "%");
      case Operator::kContains:
        return like(column, "%", condition, "%");
      case Operator::kStartsWith:
        return like(column, "", condition, "%");
      case Operator::kEndsWith:
        return like(column, "%", condition, "");
      default:
        throw base::Error("compile: an operator that is no simple one: " +
                          std::string{model::name(condition.op)});
    }
  }

  void relation(const Column& column, const char* sign, const model::Condition& condition) {
    builder_.text(comparable(column) + sign);
    operand(column, condition.values.front());
  }

  void list(const Column& column, const char* opening, const model::Condition& condition) {
    builder_.text(comparable(column) + opening);
    for (std::size_t i = 0; i < condition.values.size(); ++i) {
      if (i > 0) builder_.text(", ");
      operand(column, condition.values[i]);
    }
    builder_.text(")");
  }

  void like(const Column& column, const char* before, const model::Condition& condition,
            const char* behind) {
    const auto& text = std::get<std::string>(condition.values.front());
    const std::string folded = language::fold(language::nfc(text));
    builder_.text("(");
    dialect_.like(builder_, name(column), folded, before + escaped(folded) + behind);
    builder_.text(")");
  }

  void operand(const Column& column, const model::Value& value) {
    const auto* decimal = std::get_if<model::Decimal>(&value);
    if (decimal != nullptr && column.minor) {
      const auto minor = decimal->shifted(is_of_rows(column) ? language::kMostDecimals
                                                             : language::decimals(column.currency));
      return builder_.value(dialect_.operand(minor.value_or(*decimal), column.type));
    }
    builder_.value(dialect_.operand(value, column.type));
  }

  void instance_ids() {
    const model::InstanceIds& ids = *model_.instance_ids;
    builder_.text("\nJOIN (");
    dialect_.chosen_ids(builder_, *order_.instance_ids, ids.type);
    builder_.text(") chosen ON chosen.id = " + dialect_.comparable(identifier(ids.from), ids.type));
  }

  const model::Order& order_;
  const model::DataModel& model_;
  const Dialect& dialect_;
  QueryBuilder& builder_;
  std::vector<std::string> terms_;  // to order by
  bool filtered_ = false;
};

}  // namespace

Query model_query(const model::SqlTemplate& sql, const Names& names, const Dialect& dialect) {
  QueryBuilder builder(names, dialect);
  builder.model(sql);
  return builder.take();
}

Query column_query(const model::SqlTemplate& sql, const Names& names, const Dialect& dialect,
                   std::span<const std::string> columns) {
  QueryBuilder builder(names, dialect);
  builder.text("SELECT ");
  const char* comma = "";
  for (const std::string& column : columns) {
    builder.text(comma + ("model." + dialect.quoted(column)));
    comma = ", ";
  }
  builder.text("\nFROM (\n");
  builder.model(sql);
  builder.text("\n) model");
  return builder.take();
}

bool is_sorted_by_language(const model::Order& order) {
  return std::ranges::any_of(sorts_of(order), [](const model::Sort& sort) {
    return sort.collation == model::Collation::kLanguage;
  });
}

Query compile(const model::Order& order, const Dialect& dialect) {
  const Names names = names_of(order);
  QueryBuilder builder(names, dialect);
  Outer outer(order, dialect, builder);
  outer.select();
  builder.model(order.model->sql);
  outer.where();
  outer.order_by();
  outer.page();
  return builder.take();
}

}  // namespace source
