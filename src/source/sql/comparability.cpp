#include "source/sql/comparability.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "base/error.h"
#include "source/sql/database_type.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

/// Called for each compared column with its place in the data model, its name in the result, and
/// the type that its values are read as.
using Visit =
    std::function<void(const std::string& place, const std::string& from, model::Type type)>;

/// Visits the columns that a data model compares.
class ComparedUses {
 public:
  ComparedUses(const model::DataModel& model, Visit visit)
      : model_(model), visit_(std::move(visit)) {}

  void policies() const {
    for (std::size_t i = 0; i < model_.access.policies.size(); ++i) {
      filter(model_.access.policies[i].filter, "access.policies[" + std::to_string(i) + "].filter");
    }
  }
  void filter(const model::Filter& filter, const std::string& place) const {
    for (const model::Condition& condition : filter.conditions) key(condition.field, place);
    for (const model::Filter& part : filter.parts) this->filter(part, place);
  }
  void sorts(const std::vector<model::Sort>& sorts, const std::string& place) const {
    for (const model::Sort& sort : sorts) key(sort.field, place);
  }
  void groups() const {
    for (std::size_t i = 0; i < model_.layout.groups.size(); ++i) {
      key(model_.layout.groups[i].by, "layout.groups[" + std::to_string(i) + "].by");
    }
  }
  void search() const {
    for (const std::string& key : model_.query.search) this->key(key, "query.search");
  }
  void instance_ids() const {
    if (model_.instance_ids) {
      visit_("instanceIds.from", model_.instance_ids->from, model_.instance_ids->type);
    }
  }
  /// The columns that callers may filter or sort by.
  void query() const {
    for (const auto& [field, operators] : model_.query.filter) key(field, "query.filter." + field);
    for (const std::string& field : model_.query.sort) key(field, "query.sort");
  }

 private:
  /// A result column that no column of the model names has no type and is not visited.
  void key(const std::string& key, const std::string& place) const {
    const model::Column* column = model_.column(key);
    if (column == nullptr) return;
    visit_(place, column->from.en, column->type);
    if (column->from.ar != column->from.en) visit_(place, column->from.ar, column->type);
  }

  const model::DataModel& model_;
  const Visit visit_;
};

bool is_comparable(const Description& description, const std::string& from, model::Type type) {
  return traits(type).accepted.contains(description.type(from));
}

base::Message not_comparable_error(const Dialect& dialect, const Description& description,
                                   const std::string& from, model::Type type) {
  return base::Message{"source.not_comparable",
                       {{"column", from},
                        {"is", description.type_name(from)},
                        {"wanted", std::string{model::name(type)}},
                        {"sql", dialect.conversion(from, type, description.type(from))}}};
}

bool compares_whole_values(model::Operator op) {
  using model::Operator;
  switch (op) {
    case Operator::kEq:
    case Operator::kNeq:
    case Operator::kIn:
    case Operator::kNin:
      return true;
    case Operator::kGt:
    case Operator::kGte:
    case Operator::kLt:
    case Operator::kLte:
    case Operator::kBetween:
    case Operator::kContains:
    case Operator::kNotContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      break;
  }
  return false;
}

/// Called for each filter value that is compared as a whole.
using VisitValue = std::function<void(const model::Condition&, const model::Value&)>;

void visit_values(const model::Filter& filter, const VisitValue& visit) {
  for (const model::Condition& condition : filter.conditions) {
    if (!compares_whole_values(condition.op)) continue;
    for (const model::Value& value : condition.values) visit(condition, value);
  }
  for (const model::Filter& part : filter.parts) visit_values(part, visit);
}

/// The message where the column's database type cannot read the value.
std::optional<base::Message> unreadable(const Description& description, const std::string& from,
                                        const model::Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  const DatabaseType type = description.type(from);
  if (text == nullptr || !is_typed_text(type)) return std::nullopt;
  if (trimmed(*text).empty() || canonical_text(type, *text)) return std::nullopt;
  return base::Message{"source.value_not_of_type",
                       {{"value", *text}, {"column", from}, {"is", description.type_name(from)}}};
}

void add_unreadable(const model::DataModel& model, const Description& description,
                    const model::Filter& filter, const std::string& place,
                    std::vector<base::Diagnostic>& errors) {
  visit_values(filter, [&](const model::Condition& condition, const model::Value& value) {
    const model::Column& column = *model.column(condition.field);
    for (const std::string* from : {&column.from.en, &column.from.ar}) {
      if (auto message = unreadable(description, *from, value)) {
        errors.push_back({place, *std::move(message)});
        return;
      }
    }
  });
}

}  // namespace

bool compares_texts(const model::ReportSpec& spec) {
  if (spec.instance_ids && spec.model->instance_ids->type == model::Type::kString) return true;
  bool found = false;
  if (!spec.query) return found;
  visit_values(spec.query->filter, [&](const model::Condition& /*c*/, const model::Value& value) {
    found = found || std::holds_alternative<std::string>(value);
  });
  return found;
}

std::vector<base::Diagnostic> unreadable_values(const model::ReportSpec& spec,
                                                const Description& description) {
  std::vector<base::Diagnostic> errors;
  if (spec.query) {
    add_unreadable(*spec.model, description, spec.query->filter, "params.query.filters", errors);
  }
  if (!spec.instance_ids) return errors;
  for (const model::Value& id : *spec.instance_ids) {
    if (auto message = unreadable(description, spec.model->instance_ids->from, id)) {
      errors.push_back({"params.parameters", *std::move(message)});
    }
  }
  return errors;
}

void require_comparable(const model::ReportSpec& spec, const Dialect& dialect,
                        const Description& description) {
  const ComparedUses uses(
      *spec.model, [&](const std::string& /*place*/, const std::string& from, model::Type type) {
        if (is_comparable(description, from, type)) return;
        throw base::Error("data model " + spec.model->uid + ": " + from + " cannot be compared",
                          not_comparable_error(dialect, description, from, type));
      });
  uses.policies();
  uses.groups();
  if (spec.instance_ids || spec.model->layout.sheet_per_instance) uses.instance_ids();
  const bool has_sort = spec.query && !spec.query->sort.empty();
  uses.sorts(has_sort ? spec.query->sort : spec.model->query.default_sort, {});
  if (spec.query) {
    uses.filter(spec.query->filter, {});
    if (!spec.query->search.empty()) uses.search();
  }
  std::vector<base::Diagnostic> errors = unreadable_values(spec, description);
  add_unreadable(*spec.model, description, spec.row_scope.policy, {}, errors);
  if (errors.empty()) return;
  throw base::Error("data model " + spec.model->uid + ": a value is not of its column's type",
                    errors.front().reason);
}

void check_comparable(const model::DataModel& model, const Dialect& dialect,
                      const Description& description, model::Diagnostics& diagnostics) {
  std::set<std::pair<std::string, model::Type>> told;
  const ComparedUses uses(
      model, [&](const std::string& place, const std::string& from, model::Type type) {
        if (is_comparable(description, from, type) || !told.emplace(from, type).second) return;
        diagnostics.errors.push_back({"models/" + model.uid + ".json: " + place,
                                      not_comparable_error(dialect, description, from, type)});
      });
  uses.policies();
  uses.groups();
  for (std::size_t i = 0; i < model.access.policies.size(); ++i) {
    add_unreadable(
        model, description, model.access.policies[i].filter,
        "models/" + model.uid + ".json: access.policies[" + std::to_string(i) + "].filter",
        diagnostics.errors);
  }
  uses.instance_ids();
  uses.sorts(model.query.default_sort, "query.defaultSort");
  uses.query();
  uses.search();
}

}  // namespace source
