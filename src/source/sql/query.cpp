#include "source/sql/query.h"

#include <algorithm>
#include <utility>

#include "language/search_fold.h"
#include "language/text.h"
#include "source/sql/bindings.h"
#include "source/sql/compared_columns.h"
#include "source/sql/condition_writer.h"
#include "source/sql/order_terms.h"
#include "source/sql/query_builder.h"
#include "source/sql/selection.h"

namespace source {
namespace {

using model::Column;

/// The list query's sorts, else the model's.
const std::vector<model::Sort>& effective_sorts(const model::ReportSpec& spec) {
  if (spec.query && !spec.query->sort.empty()) return spec.query->sort;
  return spec.model->query.default_sort;
}

/// Writes the parts of the statement around the model's SQL.
class StatementCompiler {
 public:
  StatementCompiler(const model::ReportSpec& spec, const Dialect& dialect,
                    const Description& description, QueryBuilder& builder)
      : spec_(spec),
        model_(*spec.model),
        dialect_(dialect),
        columns_(spec, dialect, description),
        builder_(builder) {}

  void select() {
    builder_.text("SELECT ");
    const char* comma = "";
    const Selection selection(spec_);
    for (const std::string& name : selection.names()) {
      builder_.text(comma + read(name));
      comma = ", ";
    }
    builder_.text("\nFROM (\n");
  }

  /// Writes a count of undecided values for each column.
  void select_undecided(std::span<const model::Column* const> columns) {
    const char* before = "SELECT ";
    for (const model::Column* column : columns) {
      const ComparedColumn compared = columns_.for_column(*column);
      builder_.text(before +
                    ("COUNT(CASE WHEN " + decided_expression(dialect_.comparable(compared)) +
                     " IS NULL AND NOT " + dialect_.empty(compared) + " THEN 1 END)"));
      before = ", ";
    }
    builder_.text("\nFROM (\n");
  }

  /// Restricts the rows to those that the caller may see and that the ids select.
  void where_policy() {
    builder_.text("\n) model");
    if (spec_.instance_ids) instance_ids();
    and_where(spec_.row_scope.policy, ConditionWriter::UndecidedMode::kIgnore);
  }

  void where() {
    where_policy();
    if (!spec_.query) return;
    const std::string words = language::fold_for_search(language::nfc(spec_.query->search));
    if (!words.empty()) {
      and_where();
      conditions_.search(words);
    }
    and_where(spec_.query->filter, ConditionWriter::UndecidedMode::kRecord);
  }

  void order_by() {
    if (model_.layout.sheet_per_instance) sheet_terms(*model_.layout.sheet_per_instance);
    for (const model::Group& group : model_.layout.groups) {
      group_terms(group);
      translation_terms(group);
    }
    const bool is_sorted = spec_.query && !spec_.query->sort.empty();
    if (!is_sorted && spec_.instance_ids) terms_.add("chosen.place");
    for (const model::Sort& sort : sorts()) {
      terms_.add(columns_.for_column(*model_.column(sort.field)), direction(sort));
    }
    break_ties();
  }

  void page(std::optional<std::int64_t> max_rows) {
    if (!is_paged()) {
      const bool may_limit = !terms_.is_empty() || !dialect_.page_needs_order();
      if (max_rows && may_limit) dialect_.page(builder_, 0, max_rows);
      return;
    }
    const model::Page& page = *spec_.query->page;
    const std::optional<std::int64_t> size =
        max_rows ? std::min(*max_rows, page.size.value_or(*max_rows)) : page.size;
    dialect_.page(builder_, page.offset, size);
  }

  /// The columns whose undecided values are recorded, by their slots.
  [[nodiscard]] std::vector<const Column*> undecided_columns() const {
    return conditions_.undecided_columns();
  }

 private:
  /// A result column as the report's column that shows it reads it, if there is one.
  [[nodiscard]] std::string read(const std::string& name) const {
    const auto shown = std::ranges::find_if(model_.columns, [&](const Column& column) {
      return column.from.en == name || column.from.ar == name;
    });
    const std::string identifier = columns_.identifier(name);
    return shown == model_.columns.end() ? identifier : dialect_.read(identifier, shown->type);
  }

  [[nodiscard]] bool is_paged() const { return spec_.query && spec_.query->page; }

  [[nodiscard]] const std::vector<model::Sort>& sorts() const { return effective_sorts(spec_); }

  [[nodiscard]] OrderTerms::Direction direction(const model::Sort& sort) const {
    const bool by_language = sort.collation == model::Collation::kLanguage;
    return {sort.descending, by_language ? std::optional{spec_.language} : std::nullopt};
  }

  /// Keeps the rows of an instance together: in the order of the requested ids, else by sheet
  /// title.
  void sheet_terms(const model::SheetPerInstance& sheets) {
    if (spec_.instance_ids) return terms_.add("chosen.place");
    if (!sheets.title.empty()) terms_.add(columns_.for_key(sheets.title), {});
    const model::InstanceIds& ids = *model_.instance_ids;
    terms_.add(columns_.for_result_column(ids.from, ids.type), {});
  }

  /// Keeps the rows of a group together; those without a value come last. Groups by a column of
  /// choices are in the order of the choices.
  void group_terms(const model::Group& group) {
    const auto sort = std::ranges::find(sorts(), group.by, &model::Sort::field);
    const auto its = sort == sorts().end() ? OrderTerms::Direction{} : direction(*sort);
    const ComparedColumn column = columns_.for_key(group.by);
    const bool has_choices = column.column != nullptr && column.type == model::Type::kEnum;
    if (has_choices) terms_.add_choices(column, its.descending);
    terms_.add(column, its);
  }

  /// Sorts by the group column's other language, too, so that both languages have the same groups.
  void translation_terms(const model::Group& group) {
    const Column* column = model_.column(group.by);
    if (column == nullptr) return;
    for (const language::Language language : spec_.languages()) {
      const std::string& its = column->from.get(language);
      if (its != column->from.get(spec_.language))
        terms_.add(columns_.for_column(*column, its), {});
    }
  }

  /// Breaks ties by the id, where there is one; else paging needs all columns to order the rows.
  void break_ties() {
    if (model_.instance_ids && (is_paged() || !terms_.is_empty())) {
      const model::InstanceIds& ids = *model_.instance_ids;
      const std::string id = columns_.identifier(ids.from);
      terms_.add(ids.type == model::Type::kInteger ? id : dialect_.tie_breaker(id));
    } else if (is_paged()) {
      for (const Column& column : model_.columns) {
        terms_.add(dialect_.tie_breaker(columns_.identifier(column.from.en)));
      }
    }
  }

  void and_where() { builder_.text(std::exchange(filtered_, true) ? "\nAND " : "\nWHERE "); }
  void and_where(const model::Filter& filter, ConditionWriter::UndecidedMode mode) {
    if (filter.is_empty()) return;
    and_where();
    conditions_.filter(filter, mode);
  }

  void instance_ids() {
    const model::InstanceIds& ids = *model_.instance_ids;
    const ComparedColumn column = columns_.for_result_column(ids.from, ids.type);
    builder_.text("\nJOIN (");
    dialect_.id_table(builder_, *spec_.instance_ids, column);
    builder_.text(") chosen ON " + dialect_.id_join_condition(column));
  }

  const model::ReportSpec& spec_;
  const model::DataModel& model_;
  const Dialect& dialect_;
  const ComparedColumns columns_;
  QueryBuilder& builder_;
  ConditionWriter conditions_{model_, columns_, dialect_, builder_};
  OrderTerms terms_{dialect_, builder_};
  bool filtered_ = false;
};

}  // namespace

Query model_query(const model::SqlTemplate& sql, const Bindings& bindings, const Dialect& dialect) {
  QueryBuilder builder(bindings, dialect);
  builder.model(sql);
  return builder.finish();
}

Query column_query(const model::SqlTemplate& sql, const Bindings& bindings, const Dialect& dialect,
                   std::span<const std::string> columns) {
  QueryBuilder builder(bindings, dialect);
  builder.text("SELECT ");
  const char* comma = "";
  for (const std::string& column : columns) {
    builder.text(comma + ("model." + dialect.quote_identifier(column)));
    comma = ", ";
  }
  builder.text("\nFROM (\n");
  builder.model(sql);
  builder.text("\n) model");
  return builder.finish();
}

bool is_sorted_by_language(const model::ReportSpec& spec) {
  return std::ranges::any_of(effective_sorts(spec), [](const model::Sort& sort) {
    return sort.collation == model::Collation::kLanguage;
  });
}

Query compile(const model::ReportSpec& spec, const Dialect& dialect, const Description& description,
              std::optional<std::int64_t> max_rows) {
  const Bindings bindings = bindings_for(spec);
  QueryBuilder builder(bindings, dialect);
  StatementCompiler compiler(spec, dialect, description, builder);
  compiler.select();
  builder.model(spec.model->sql);
  compiler.where();
  compiler.order_by();
  compiler.page(max_rows);
  Query query = builder.finish();
  query.undecided_columns = compiler.undecided_columns();
  return query;
}

Query compile_undecided(const model::ReportSpec& spec, const Dialect& dialect,
                        const Description& description,
                        std::span<const model::Column* const> columns) {
  const Bindings bindings = bindings_for(spec);
  QueryBuilder builder(bindings, dialect);
  StatementCompiler compiler(spec, dialect, description, builder);
  compiler.select_undecided(columns);
  builder.model(spec.model->sql);
  compiler.where_policy();
  return builder.finish();
}

}  // namespace source
