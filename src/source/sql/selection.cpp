#include "source/sql/selection.h"

#include "base/error.h"

namespace source {
namespace {

/// The result columns that the layout needs, whichever columns are shown.
std::vector<std::string> besides(const model::DataModel& model) {
  const model::Layout& layout = model.layout;
  std::vector<std::string> names;
  for (const model::Group& group : layout.groups) names.push_back(group.by);
  if (layout.chart && !layout.chart->category.empty()) names.push_back(layout.chart->category);
  if (const auto& sheets = layout.sheet_per_instance) {
    names.insert(names.end(), sheets->details.begin(), sheets->details.end());
    names.push_back(sheets->title.empty() ? model.instance_ids->from : sheets->title);
  }
  return names;
}

}  // namespace

Selection::Selection(const model::ReportSpec& spec) : model_(spec.model), language_(spec.language) {
  const std::vector<const model::Column*> columns = spec.columns();
  for (const model::Column* column : columns) {
    const std::string& name = column->from.get(spec.language);
    indexes_.emplace(name, names_.size());
    names_.push_back(name);
  }
  for (const language::Language language : spec.languages()) {
    for (const model::Column* column : columns) add(column->from.get(language));
    for (const std::string& name : besides(*model_)) add(result_column(name, language));
  }
  const auto add_currency = [&](const model::Column* column) {
    if (column != nullptr && !column->currency_from.empty()) add(column->currency_from);
  };
  for (const model::Column* column : columns) add_currency(column);
  for (const std::string& name : besides(*model_)) add_currency(model_->column(name));
  if (!spec.instance_ids && !model_->layout.sheet_per_instance) return;
  id_index_ = names_.size();
  names_.push_back(model_->instance_ids->from);
}

std::size_t Selection::index(const model::Column& column, language::Language language) const {
  return index_of(column.from.get(language));
}

std::size_t Selection::index(std::string_view name, language::Language language) const {
  return index_of(result_column(name, language));
}

std::size_t Selection::index_of(std::string_view name) const {
  const auto found = indexes_.find(name);
  if (found == indexes_.end()) throw base::Error("selection: it has no " + std::string{name});
  return found->second;
}

void Selection::add(const std::string& name) {
  if (indexes_.emplace(name, names_.size()).second) names_.push_back(name);
}

std::string Selection::result_column(std::string_view name, language::Language language) const {
  const model::Column* column = model_->column(name);
  return column != nullptr ? column->from.get(language) : std::string{name};
}

}  // namespace source
