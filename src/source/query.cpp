#include "source/query.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "language/fold.h"
#include "language/text.h"
#include "source/binding.h"
#include "source/query_builder.h"
#include "source/selection.h"
#include "source/value_reader.h"

namespace source {
namespace {

using model::Column;
using model::Operator;

constexpr char kEscape = '!';

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

/// Whether it is a text that no cell is equal to: an empty cell is equal to nothing.
bool is_blank(const model::Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && trimmed(*text).empty();
}

/// The statement's parts that lie around the model's SQL.
class Outer {
 public:
  Outer(const model::Order& order, const Dialect& dialect, const Description& description,
        QueryBuilder& builder)
      : order_(order),
        model_(*order.model),
        dialect_(dialect),
        description_(description),
        builder_(builder) {}

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

  /// How many values of each of the columns are undecided.
  void select_undecided(std::span<const model::Column* const> columns) {
    const char* before = "SELECT ";
    for (const model::Column* column : columns) {
      const ComparedColumn compared = this->compared(*column);
      builder_.text(before + ("COUNT(CASE WHEN " + value(dialect_.comparable(compared)) +
                              " IS NULL AND NOT " + dialect_.empty(compared) + " THEN 1 END)"));
      before = ", ";
    }
    builder_.text("\nFROM (\n");
  }

  /// What the caller may see, and of that what was chosen by ids.
  void where_policy() {
    builder_.text("\n) model");
    if (order_.instance_ids) instance_ids();
    if (!order_.extent.policy.is_empty()) also(order_.extent.policy);
  }

  void where() {
    where_policy();
    if (!order_.query) return;
    search(order_.query->search);
    notes_ = true;
    if (!order_.query->filter.is_empty()) also(order_.query->filter);
    notes_ = false;
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
      sort_terms(compared(*model_.column(sort.field)), sort.descending, by_language);
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

  /// The columns whose undecided values are noted, by their slots.
  [[nodiscard]] std::vector<const Column*> noted() const { return noted_; }

 private:
  /// Qualified, since SQLite takes a lone "name" that it does not know for a text.
  [[nodiscard]] std::string identifier(std::string_view name) const {
    return "model." + dialect_.quoted(name);
  }
  /// A result column as the report's column reads it that shows it, if there is one.
  [[nodiscard]] std::string read(const std::string& name) const {
    const auto shown = std::ranges::find_if(model_.columns, [&](const Column& column) {
      return column.from.en == name || column.from.ar == name;
    });
    if (shown == model_.columns.end()) return identifier(name);
    return dialect_.read(identifier(name), shown->type);
  }

  [[nodiscard]] ComparedColumn compared(const Column& column, const std::string& from) const {
    ComparedColumn compared{identifier(from), column.type, description_.type(from), &column};
    if (!column.currency_from.empty()) compared.currency = identifier(column.currency_from);
    return compared;
  }
  [[nodiscard]] ComparedColumn compared(const Column& column) const {
    return compared(column, column.from.in(order_.language));
  }
  /// A result column that no column of the report says the type of.
  [[nodiscard]] ComparedColumn result(const std::string& name,
                                      model::Type type = model::Type::kString) const {
    return {identifier(name), type, description_.type(name)};
  }
  /// Of what the layout names: a column's key or a result column.
  [[nodiscard]] ComparedColumn named(const std::string& key) const {
    const Column* column = model_.column(key);
    return column == nullptr ? result(key) : compared(*column);
  }
  /// NULL where it is not decided.
  [[nodiscard]] static std::string value(const Comparable& comparable) {
    if (comparable.guard.empty()) return comparable.sql;
    return "CASE WHEN " + comparable.guard + " THEN " + comparable.sql + " END";
  }
  [[nodiscard]] bool is_paged() const { return order_.query && order_.query->page; }

  [[nodiscard]] const std::vector<model::Sort>& sorts() const { return sorts_of(order_); }

  /// The rows of an instance stand together: as they were chosen, else by what names their sheets.
  void sheet_terms(const model::SheetPerInstance& sheets) {
    if (order_.instance_ids) return terms_.push_back("chosen.place");
    if (!sheets.title.empty()) sort_terms(named(sheets.title), false, false);
    const model::InstanceIds& ids = *model_.instance_ids;
    sort_terms(result(ids.from, ids.type), false, false);
  }

  /// Values in their order, those that are not of the type by their texts, and empty ones last.
  void sort_terms(const ComparedColumn& column, bool descending, bool by_language) {
    const Comparable sortable = dialect_.sortable(column);
    if (traits(column.type).comparison == Comparison::kText) {
      return text_terms(value(sortable), descending, by_language);
    }
    add_terms(value(sortable), descending);
    if (sortable.guard.empty() && !dialect_.is_dynamic()) return;
    add_terms("CASE WHEN " + value(sortable) + " IS NULL THEN " +
                  dialect_.ordered(dialect_.text(column), std::nullopt) + " END",
              false);
  }
  /// By a language first, where that is asked for, and then by code points, which tell more apart.
  void text_terms(const std::string& text, bool descending, bool by_language) {
    if (by_language) add_terms(dialect_.ordered(text, order_.language), descending);
    add_terms(dialect_.ordered(text, std::nullopt), descending);
  }

  void add_terms(const std::string& expression, bool descending) {
    for (std::string& term : dialect_.order_terms(expression, descending)) {
      terms_.push_back(std::move(term));
    }
  }

  /// Rows of one value stand together, and those without one come last.
  void group_terms(const model::Group& group) {
    const auto sort = std::ranges::find(sorts(), group.by, &model::Sort::field);
    const bool is_sorted = sort != sorts().end();
    sort_terms(named(group.by), is_sorted && sort->descending,
               is_sorted && sort->collation == model::Collation::kLanguage);
  }

  /// A report in two languages has the same groups in both.
  void translation_terms(const model::Group& group) {
    const Column* column = model_.column(group.by);
    if (column == nullptr) return;
    for (const language::Language language : order_.languages()) {
      const std::string& its = column->from.in(language);
      if (its != column->from.in(order_.language)) sort_terms(compared(*column, its), false, false);
    }
  }

  /// The id, where there is one; else a page must tell rows apart by all that they are.
  void break_ties() {
    if (model_.instance_ids && (is_paged() || !terms_.empty())) {
      const model::InstanceIds& ids = *model_.instance_ids;
      const std::string id = identifier(ids.from);
      terms_.push_back(ids.type == model::Type::kInteger ? id : dialect_.tie_breaker(id));
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
    if (words.empty()) return;
    also();
    const std::string folded = language::fold(language::nfc(words));
    const std::string pattern = "%" + escaped(folded) + "%";
    const char* before = "(";
    for (const std::string& key : model_.query.search) {
      const Column& column = *model_.column(key);
      for (const std::string* from : {&column.from.en, &column.from.ar}) {
        if (from == &column.from.ar && column.from.ar == column.from.en) continue;
        builder_.text(before);
        dialect_.like(builder_, compared(column, *from), folded, pattern);
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

  void compare_simple(const model::Condition& condition, const Column& shown) {
    ComparedColumn column = compared(shown);
    if (notes_ && traits(column.type).comparison != Comparison::kText) column.slot = slot(shown);
    switch (condition.op) {
      case Operator::kIsNull:
        builder_.text("(");
        dialect_.narrow(builder_, column, condition.op, {});
        return builder_.text(dialect_.empty(column) + ")");
      case Operator::kIsNotNull:
        return builder_.text("NOT " + dialect_.empty(column));
      case Operator::kNeq:
      case Operator::kNin:
      case Operator::kNotContains:
        builder_.text("(" + dialect_.empty(column) + " OR ");
        positive(condition, column);
        return builder_.text(")");
      default:
        positive(condition, column);
    }
  }

  /// Of a value that is there.
  void positive(const model::Condition& condition, const ComparedColumn& column) {
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
      case Operator::kBetween:
      case Operator::kIsNull:
      case Operator::kIsNotNull:
        break;
    }
    throw base::Error("compile: an operator that is no simple one: " +
                      std::string{model::name(condition.op)});
  }

  void relation(const ComparedColumn& column, const char* sign, const model::Condition& condition) {
    const model::Value& value = condition.values.front();
    if (is_blank(value)) return always(condition.op == Operator::kNeq);
    builder_.text("(");
    dialect_.narrow(builder_, column, condition.op, condition.values);
    const Comparable comparable = dialect_.comparable(column);
    builder_.text(comparable.sql + sign);
    dialect_.operand(builder_, column, value);
    end(comparable);
  }

  void list(const ComparedColumn& column, const char* opening, const model::Condition& condition) {
    std::vector<model::Value> values = condition.values;
    std::erase_if(values, is_blank);
    if (values.empty()) return always(condition.op == Operator::kNin);
    builder_.text("(");
    dialect_.narrow(builder_, column, condition.op, values);
    const Comparable comparable = dialect_.comparable(column);
    builder_.text(comparable.sql + opening);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) builder_.text(", ");
      dialect_.operand(builder_, column, values[i]);
    }
    builder_.text(")");
    end(comparable);
  }

  void end(const Comparable& comparable) {
    builder_.text(comparable.guard.empty() ? ")" : " AND " + comparable.guard + ")");
  }
  void always(bool holds) { builder_.text(holds ? "1 = 1" : "1 = 0"); }

  void like(const ComparedColumn& column, const char* before, const model::Condition& condition,
            const char* behind) {
    const auto& text = std::get<std::string>(condition.values.front());
    const std::string folded = language::fold(language::nfc(text));
    builder_.text("(");
    if (trimmed(folded).empty()) builder_.text("NOT " + dialect_.empty(column) + " AND ");
    dialect_.like(builder_, column, folded, before + escaped(folded) + behind);
    builder_.text(")");
  }

  [[nodiscard]] std::size_t slot(const Column& column) {
    const auto place =
        static_cast<std::size_t>(std::ranges::find(noted_, &column) - noted_.begin());
    if (place == noted_.size()) noted_.push_back(&column);
    return place;
  }

  void instance_ids() {
    const model::InstanceIds& ids = *model_.instance_ids;
    const ComparedColumn column = result(ids.from, ids.type);
    builder_.text("\nJOIN (");
    dialect_.chosen_ids(builder_, *order_.instance_ids, column);
    builder_.text(") chosen ON " + dialect_.is_chosen(column));
  }

  const model::Order& order_;
  const model::DataModel& model_;
  const Dialect& dialect_;
  const Description& description_;
  QueryBuilder& builder_;
  std::vector<std::string> terms_;  // to order by
  bool filtered_ = false;
  bool notes_ = false;  // that values are undecided: of the caller's filter, not of policies
  std::vector<const Column*> noted_;
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

Query compile(const model::Order& order, const Dialect& dialect, const Description& description) {
  const Names names = names_of(order);
  QueryBuilder builder(names, dialect);
  Outer outer(order, dialect, description, builder);
  outer.select();
  builder.model(order.model->sql);
  outer.where();
  outer.order_by();
  outer.page();
  Query query = builder.take();
  query.noted = outer.noted();
  return query;
}

Query compile_undecided(const model::Order& order, const Dialect& dialect,
                        const Description& description,
                        std::span<const model::Column* const> columns) {
  const Names names = names_of(order);
  QueryBuilder builder(names, dialect);
  Outer outer(order, dialect, description, builder);
  outer.select_undecided(columns);
  builder.model(order.model->sql);
  outer.where_policy();
  return builder.take();
}

}  // namespace source
