#include "source/query.h"

#include <algorithm>
#include <utility>

#include "language/fold.h"
#include "language/text.h"
#include "source/binding.h"
#include "source/compared_columns.h"
#include "source/condition_writer.h"
#include "source/order_terms.h"
#include "source/query_builder.h"
#include "source/selection.h"

namespace source {
namespace {

using model::Column;

/// The query's, else the model's.
const std::vector<model::Sort>& sorts_of(const model::ReportSpec& order) {
  if (order.query && !order.query->sort.empty()) return order.query->sort;
  return order.model->query.default_sort;
}

/// The statement's parts that lie around the model's SQL.
class Outer {
 public:
  Outer(const model::ReportSpec& order, const Dialect& dialect, const Description& description,
        QueryBuilder& builder)
      : order_(order),
        model_(*order.model),
        dialect_(dialect),
        columns_(order, dialect, description),
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
      const ComparedColumn compared = columns_.of(*column);
      builder_.text(before + ("COUNT(CASE WHEN " + decided(dialect_.comparable(compared)) +
                              " IS NULL AND NOT " + dialect_.empty(compared) + " THEN 1 END)"));
      before = ", ";
    }
    builder_.text("\nFROM (\n");
  }

  /// What the caller may see, and of that what was chosen by ids.
  void where_policy() {
    builder_.text("\n) model");
    if (order_.instance_ids) instance_ids();
    also(order_.row_scope.policy, ConditionWriter::Noting::kNone);
  }

  void where() {
    where_policy();
    if (!order_.query) return;
    const std::string words = language::fold(language::nfc(order_.query->search));
    if (!words.empty()) {
      also();
      conditions_.search(words);
    }
    also(order_.query->filter, ConditionWriter::Noting::kNoted);
  }

  void order_by() {
    if (model_.layout.sheet_per_instance) sheet_terms(*model_.layout.sheet_per_instance);
    for (const model::Group& group : model_.layout.groups) {
      group_terms(group);
      translation_terms(group);
    }
    const bool is_sorted = order_.query && !order_.query->sort.empty();
    if (!is_sorted && order_.instance_ids) terms_.add("chosen.place");
    for (const model::Sort& sort : sorts()) {
      terms_.add(columns_.of(*model_.column(sort.field)), direction(sort));
    }
    break_ties();
    const char* before = "\nORDER BY ";
    for (const std::string& term : terms_.terms()) {
      builder_.text(std::exchange(before, ", ") + term);
    }
  }

  void page() {
    if (!is_paged()) return;
    dialect_.page(builder_, order_.query->page->offset, order_.query->page->size);
  }

  /// The columns whose undecided values are noted, by their slots.
  [[nodiscard]] std::vector<const Column*> noted() const { return conditions_.noted(); }

 private:
  /// A result column as the report's column reads it that shows it, if there is one.
  [[nodiscard]] std::string read(const std::string& name) const {
    const auto shown = std::ranges::find_if(model_.columns, [&](const Column& column) {
      return column.from.en == name || column.from.ar == name;
    });
    const std::string identifier = columns_.identifier(name);
    return shown == model_.columns.end() ? identifier : dialect_.read(identifier, shown->type);
  }

  [[nodiscard]] bool is_paged() const { return order_.query && order_.query->page; }

  [[nodiscard]] const std::vector<model::Sort>& sorts() const { return sorts_of(order_); }

  [[nodiscard]] OrderTerms::Direction direction(const model::Sort& sort) const {
    const bool by_language = sort.collation == model::Collation::kLanguage;
    return {sort.descending, by_language ? std::optional{order_.language} : std::nullopt};
  }

  /// The rows of an instance stand together: as they were chosen, else by what names their sheets.
  void sheet_terms(const model::SheetPerInstance& sheets) {
    if (order_.instance_ids) return terms_.add("chosen.place");
    if (!sheets.title.empty()) terms_.add(columns_.named(sheets.title), {});
    const model::InstanceIds& ids = *model_.instance_ids;
    terms_.add(columns_.result(ids.from, ids.type), {});
  }

  /// Rows of one value stand together, and those without one come last.
  void group_terms(const model::Group& group) {
    const auto sort = std::ranges::find(sorts(), group.by, &model::Sort::field);
    terms_.add(columns_.named(group.by),
               sort == sorts().end() ? OrderTerms::Direction{} : direction(*sort));
  }

  /// A report in two languages has the same groups in both.
  void translation_terms(const model::Group& group) {
    const Column* column = model_.column(group.by);
    if (column == nullptr) return;
    for (const language::Language language : order_.languages()) {
      const std::string& its = column->from.in(language);
      if (its != column->from.in(order_.language)) terms_.add(columns_.of(*column, its), {});
    }
  }

  /// The id, where there is one; else a page must tell rows apart by all that they are.
  void break_ties() {
    if (model_.instance_ids && (is_paged() || !terms_.terms().empty())) {
      const model::InstanceIds& ids = *model_.instance_ids;
      const std::string id = columns_.identifier(ids.from);
      terms_.add(ids.type == model::Type::kInteger ? id : dialect_.tie_breaker(id));
    } else if (is_paged()) {
      for (const Column& column : model_.columns) {
        terms_.add(dialect_.tie_breaker(columns_.identifier(column.from.en)));
      }
    }
  }

  void also() { builder_.text(std::exchange(filtered_, true) ? "\nAND " : "\nWHERE "); }
  void also(const model::Filter& filter, ConditionWriter::Noting noting) {
    if (filter.is_empty()) return;
    also();
    conditions_.filter(filter, noting);
  }

  void instance_ids() {
    const model::InstanceIds& ids = *model_.instance_ids;
    const ComparedColumn column = columns_.result(ids.from, ids.type);
    builder_.text("\nJOIN (");
    dialect_.chosen_ids(builder_, *order_.instance_ids, column);
    builder_.text(") chosen ON " + dialect_.is_chosen(column));
  }

  const model::ReportSpec& order_;
  const model::DataModel& model_;
  const Dialect& dialect_;
  const ComparedColumns columns_;
  QueryBuilder& builder_;
  ConditionWriter conditions_{model_, columns_, dialect_, builder_};
  OrderTerms terms_{dialect_};
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

bool is_sorted_by_language(const model::ReportSpec& order) {
  return std::ranges::any_of(sorts_of(order), [](const model::Sort& sort) {
    return sort.collation == model::Collation::kLanguage;
  });
}

Query compile(const model::ReportSpec& order, const Dialect& dialect,
              const Description& description) {
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

Query compile_undecided(const model::ReportSpec& order, const Dialect& dialect,
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
