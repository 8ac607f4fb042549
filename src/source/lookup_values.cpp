#include "source/lookup_values.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/error.h"
#include "base/stop_after.h"
#include "language/search_fold.h"
#include "language/text.h"
#include "source/sql/bindings.h"
#include "source/sql/comparability.h"
#include "source/sql/query.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

using Columns = std::vector<ResultColumn>;

constexpr std::size_t kMaxErrors = 100;  // in one response
// If an argument has several values, those that the list has after so many rows get no label.
constexpr std::size_t kMaxLabeledRows = 100'000;
constexpr std::chrono::seconds kLookupTimeout{5};

std::string column_text(const std::vector<Cell>& row, const Columns& columns,
                        std::string_view name) {
  const auto found = std::ranges::find(columns, name, &ResultColumn::name);
  return found == columns.end()
             ? ""
             : format_cell(row[static_cast<std::size_t>(found - columns.begin())]);
}

model::Choice read_choice(const std::vector<Cell>& row, const Columns& columns, std::string value) {
  model::Choice choice{
      std::move(value),
      {column_text(row, columns, "label_en"), column_text(row, columns, "label_ar")}};
  const std::string both = column_text(row, columns, "label");
  for (std::string* label : {&choice.label.en, &choice.label.ar}) {
    if (label->empty()) *label = both.empty() ? choice.value : both;
  }
  return choice;
}

/// Queries a source within the time limit. Every error has a user message.
template <class Action>
auto explained(const std::string& what, const std::stop_token& stop, const Action& action) {
  const base::StopAfter limit(kLookupTimeout, stop);
  try {
    return action(limit.token());
  } catch (const base::Canceled&) {
    if (stop.stop_requested()) throw;
    throw base::Error(what + ": too slow", base::Message{"source.canceled"});
  } catch (const base::TransientError&) {
    throw;
  } catch (const base::Error& error) {
    throw base::Error(error.what(),
                      error.user_message().value_or(base::Message{"source.query_failed"}));
  }
}

/// A looked-up value as a value of the parameter's type.
std::string value_text(const Cell& cell, model::Type type, const language::TimeZone& zone) {
  Number number;
  switch (type) {
    case model::Type::kDate:
      return day_key(format_cell(cell), zone).value_or(format_cell(cell));
    case model::Type::kInteger:
      if (read_number(cell, {.is_whole = true}, number) == Reading::kRead) {
        return format_number(number);
      }
      break;
    case model::Type::kString:
    case model::Type::kText:
    case model::Type::kDecimal:
    case model::Type::kMoney:
    case model::Type::kPercent:
    case model::Type::kBoolean:
    case model::Type::kDateTime:
    case model::Type::kTime:
    case model::Type::kDuration:
    case model::Type::kUrl:
    case model::Type::kEnum:
    case model::Type::kDateRange:
      break;
  }
  return format_cell(cell);
}

/// Runs a parameter's lookup until `accept` returns false. Returns false where the rows ended
/// first. Empty cells are skipped.
bool run_lookup(const model::Parameter& parameter, const model::ReportSpec& spec,
                SourceRegistry& sources, const std::stop_token& stop,
                const std::function<bool(model::Choice)>& accept) {
  const model::SourceDefinition* source = spec.catalogue->source(spec.model->source);
  const language::TimeZone zone{spec.organization.time_zone};
  return explained("values of " + parameter.key, stop, [&](const std::stop_token& limited) {
    const auto session = sources.session(*source, limited);
    const Query query = model_query(*parameter.lookup, bindings_for(spec), session->dialect());
    const Columns columns = session->describe(query, limited);
    const auto value = std::ranges::find(columns, "value", &ResultColumn::name);
    const auto cursor = session->open(query, {zone, kLookupTimeout, limited});
    std::vector<Cell> row(columns.size());
    while (cursor->next(row)) {
      const Cell none;
      const Cell& cell =
          value == columns.end() ? none : row[static_cast<std::size_t>(value - columns.begin())];
      if (is_empty(cell)) continue;
      if (!accept(read_choice(row, columns, value_text(cell, parameter.type, zone)))) return true;
    }
    return false;
  });
}

/// Where the value is in the request; a default is not in it.
std::string value_path(const model::Argument& argument, std::size_t value) {
  return argument.paths.empty() ? "params.parameters" : argument.paths[value];
}

/// Adds the values that their columns' database types cannot read.
std::vector<base::Diagnostic> unreadable(const model::ReportSpec& spec, SourceRegistry& sources,
                                         const std::stop_token& stop) {
  const model::SourceDefinition* source = spec.catalogue->source(spec.model->source);
  const bool has_types = source != nullptr && source->kind != model::SourceKind::kSqlite;
  if (!has_types || !compares_texts(spec)) return {};
  return explained("types of " + spec.model->uid, stop, [&](const std::stop_token& limited) {
    const auto session = sources.session(*source, limited);
    std::vector<base::Diagnostic> errors =
        unreadable_values(spec, *sources.description(*spec.model, *session, limited));
    if (errors.size() > kMaxErrors) errors.resize(kMaxErrors);
    return errors;
  });
}

/// Adds the argument's values with their labels to `choices` and returns the values that are not
/// listed. The first row of a value has its label.
std::set<std::string, std::less<>> look_up(const model::Argument& argument,
                                           const model::ReportSpec& spec, SourceRegistry& sources,
                                           const std::stop_token& stop,
                                           std::vector<model::Choice>& choices) {
  std::set<std::string, std::less<>> left;
  for (const model::Value& value : argument.values) left.insert(model::format_value(value));
  const bool is_single = left.size() == 1;
  std::size_t rows = 0;
  run_lookup(*argument.parameter, spec, sources, stop, [&](model::Choice choice) {
    const bool is_labeled = is_single || rows++ < kMaxLabeledRows;
    if (left.erase(choice.value) > 0 && is_labeled) choices.push_back(std::move(choice));
    return !left.empty();
  });
  return left;
}

bool has_words(const model::Choice& choice, const std::string& folded) {
  const auto has = [&](const std::string& text) {
    return language::fold_for_search(language::nfc(text)).find(folded) != std::string::npos;
  };
  return has(choice.value) || has(choice.label.en) || has(choice.label.ar);
}

}  // namespace

LookupValues lookup_values(const model::Parameter& parameter, const model::ReportSpec& spec,
                           SourceRegistry& sources, const std::string& words,
                           std::size_t max_values, const std::stop_token& stop) {
  LookupValues list;
  const std::string folded = language::fold_for_search(language::nfc(words));
  const auto accept = [&](model::Choice choice) {
    if (!has_words(choice, folded)) return true;
    if (list.choices.size() == max_values) return false;
    list.choices.push_back(std::move(choice));
    return true;
  };
  list.has_more = parameter.lookup ? run_lookup(parameter, spec, sources, stop, accept)
                                   : !std::ranges::all_of(parameter.choices, accept);
  return list;
}

std::vector<std::string> absent_dependencies(const model::Parameter& parameter,
                                             const model::ReportSpec& spec) {
  auto keys = spec.model->dependencies(parameter, model::DataModel::DependencyKind::kRequired);
  std::erase_if(keys, [&](const std::string& key) { return spec.argument(key) != nullptr; });
  return keys;
}

CheckedValues check_values(const model::ReportSpec& spec, SourceRegistry& sources,
                           const std::stop_token& stop) {
  CheckedValues checked{unreadable(spec, sources, stop), {}};
  std::vector<base::Diagnostic>& errors = checked.errors;
  for (const model::Argument& argument : spec.arguments) {
    const model::Parameter& parameter = *argument.parameter;
    if (!parameter.lookup) continue;
    const auto left = look_up(argument, spec, sources, stop, checked.choices[parameter.key]);
    if (left.empty()) continue;
    const std::vector<std::string> absent = absent_dependencies(parameter, spec);
    for (const std::string& key : absent) {
      errors.push_back(
          {"params.parameters",
           base::Message{"source.parameter_needs", {{"name", parameter.key}, {"needed", key}}}});
    }
    if (!absent.empty()) continue;
    for (std::size_t i = 0; i < argument.values.size() && errors.size() < kMaxErrors; ++i) {
      const std::string value = model::format_value(argument.values[i]);
      if (!left.contains(value)) continue;
      errors.push_back({value_path(argument, i),
                        base::Message{argument.paths.empty() ? "source.default_not_listed"
                                                             : "source.value_not_listed",
                                      {{"name", parameter.key}, {"value", value}}}});
    }
  }
  return checked;
}

}  // namespace source
