#include "source/value_list.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/error.h"
#include "language/fold.h"
#include "language/text.h"
#include "source/binding.h"
#include "source/comparability.h"
#include "source/query.h"
#include "source/time_limit.h"
#include "source/value_reader.h"

namespace source {
namespace {

using Columns = std::vector<ResultColumn>;

constexpr std::size_t kMostFaults = 100;  // of one answer
constexpr std::chrono::seconds kTimeout{5};

std::string text_of(const std::vector<Cell>& row, const Columns& columns, std::string_view name) {
  const auto found = std::ranges::find(columns, name, &ResultColumn::name);
  return found == columns.end() ? "" : text(row[static_cast<std::size_t>(found - columns.begin())]);
}

model::Choice choice_of(const std::vector<Cell>& row, const Columns& columns, std::string value) {
  model::Choice choice{std::move(value),
                       {text_of(row, columns, "label_en"), text_of(row, columns, "label_ar")}};
  const std::string both = text_of(row, columns, "label");
  for (std::string* label : {&choice.label.en, &choice.label.ar}) {
    if (label->empty()) *label = both.empty() ? choice.value : both;
  }
  return choice;
}

/// Asks a source, for a while; what fails has a message.
template <class Action>
auto explained(const std::string& what, const std::stop_token& stop, const Action& action) {
  const TimeLimit limit(kTimeout, stop);
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

/// A value that is looked up, as a parameter of the type has it.
std::string value_text(const Cell& cell, model::Type type, const language::Zone& zone) {
  if (type == model::Type::kDate) return day_key(text(cell), zone).value_or(text(cell));
  Number number;
  const bool is_number = type == model::Type::kInteger &&
                         read_number(cell, {.is_whole = true}, number) == Reading::kRead;
  return is_number ? format_number(number) : text(cell);
}

/// Runs a parameter's lookup until `take` has enough; false where it ended before. What is empty is
/// no value.
bool look_up(const model::Parameter& parameter, const model::ReportSpec& order, Sources& sources,
             const std::stop_token& stop, const std::function<bool(model::Choice)>& take) {
  const model::SourceDefinition* source = order.catalogue->source(order.model->source);
  const language::Zone zone{order.organization.time_zone};
  return explained("values of " + parameter.key, stop, [&](const std::stop_token& limited) {
    const auto session = sources.session(*source, limited);
    const Query query = model_query(*parameter.lookup, names_of(order), session->dialect());
    const Columns columns = session->describe(query, limited);
    const auto value = std::ranges::find(columns, "value", &ResultColumn::name);
    const auto cursor = session->open(query, {zone, kTimeout, limited});
    std::vector<Cell> row(columns.size());
    while (cursor->next(row)) {
      const Cell none;
      const Cell& cell =
          value == columns.end() ? none : row[static_cast<std::size_t>(value - columns.begin())];
      if (is_empty(cell)) continue;
      if (!take(choice_of(row, columns, value_text(cell, parameter.type, zone)))) return true;
    }
    return false;
  });
}

/// In the request, which need not have it.
std::string place_of(const model::Argument& argument, std::size_t value) {
  return argument.paths.empty() ? "params.parameters" : argument.paths[value];
}

/// What the database's own types cannot read.
std::vector<base::Diagnostic> unreadable(const model::ReportSpec& order, Sources& sources,
                                         const std::stop_token& stop) {
  const model::SourceDefinition* source = order.catalogue->source(order.model->source);
  const bool has_types = source != nullptr && source->kind != model::SourceKind::kSqlite;
  if (!has_types || !compares_texts(order)) return {};
  return explained("types of " + order.model->uid, stop, [&](const std::stop_token& limited) {
    const auto session = sources.session(*source, limited);
    std::vector<base::Diagnostic> faults =
        unreadable_values(order, *sources.description(*order.model, *session, limited));
    if (faults.size() > kMostFaults) faults.resize(kMostFaults);
    return faults;
  });
}

bool has_words(const model::Choice& choice, const std::string& folded) {
  const auto has = [&](const std::string& text) {
    return language::fold(language::nfc(text)).find(folded) != std::string::npos;
  };
  return has(choice.value) || has(choice.label.en) || has(choice.label.ar);
}

}  // namespace

ValueList value_list(const model::Parameter& parameter, const model::ReportSpec& order,
                     Sources& sources, const std::string& words, std::size_t most,
                     const std::stop_token& stop) {
  ValueList list;
  const std::string folded = language::fold(language::nfc(words));
  const auto take = [&](model::Choice choice) {
    if (!has_words(choice, folded)) return true;
    if (list.choices.size() == most) return false;
    list.choices.push_back(std::move(choice));
    return true;
  };
  list.has_more = parameter.lookup ? look_up(parameter, order, sources, stop, take)
                                   : !std::ranges::all_of(parameter.choices, take);
  return list;
}

std::vector<std::string> absent_dependencies(const model::Parameter& parameter,
                                             const model::ReportSpec& order) {
  auto keys = order.model->dependencies(parameter, model::DataModel::DependencyKind::kRequired);
  std::erase_if(keys, [&](const std::string& key) { return order.argument(key) != nullptr; });
  return keys;
}

std::vector<base::Diagnostic> unlisted(const model::ReportSpec& order, Sources& sources,
                                       const std::stop_token& stop) {
  std::vector<base::Diagnostic> faults = unreadable(order, sources, stop);
  for (const model::Argument& argument : order.arguments) {
    const model::Parameter& parameter = *argument.parameter;
    if (!parameter.lookup) continue;
    std::set<std::string, std::less<>> left;
    for (const model::Value& value : argument.values) left.insert(model::format_value(value));
    look_up(parameter, order, sources, stop, [&](const model::Choice& choice) {
      left.erase(choice.value);
      return !left.empty();
    });
    if (left.empty()) continue;
    const std::vector<std::string> absent = absent_dependencies(parameter, order);
    for (const std::string& key : absent) {
      faults.push_back(
          {"params.parameters",
           base::Message{"source.parameter_needs", {{"name", parameter.key}, {"needed", key}}}});
    }
    if (!absent.empty()) continue;
    for (std::size_t i = 0; i < argument.values.size() && faults.size() < kMostFaults; ++i) {
      const std::string value = model::format_value(argument.values[i]);
      if (!left.contains(value)) continue;
      faults.push_back(
          {place_of(argument, i), base::Message{argument.paths.empty() ? "source.default_not_listed"
                                                                       : "source.value_not_listed",
                                                {{"name", parameter.key}, {"value", value}}}});
    }
  }
  return faults;
}

}  // namespace source
