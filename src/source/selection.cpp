#include "source/selection.h"

#include "base/error.h"

namespace source {

Selection::Selection(const model::Order& order) : model_(order.model) {
  const std::vector<const model::Column*> columns = order.columns();
  for (const model::Column* column : columns) {
    const std::string& name = column->from.in(order.language);
    places_.emplace(name, names_.size());
    names_.push_back(name);
  }
  for (const language::Language language : order.languages()) {
    for (const model::Column* column : columns) add(column->from.in(language));
    for (const model::Group& group : model_->layout.groups) {
      add(result_column(group.by, language));
    }
  }
  if (!order.instance_ids) return;
  id_ = names_.size();
  names_.push_back(model_->instance_ids->from);
}

std::size_t Selection::place(const model::Column& column, language::Language language) const {
  return place_of(column.from.in(language));
}

std::size_t Selection::place(std::string_view name, language::Language language) const {
  return place_of(result_column(name, language));
}

std::size_t Selection::place_of(std::string_view name) const {
  const auto found = places_.find(name);
  if (found == places_.end()) throw base::Error("selection: it has no " + std::string{name});
  return found->second;
}

void Selection::add(const std::string& name) {
  if (places_.emplace(name, names_.size()).second) names_.push_back(name);
}

std::string Selection::result_column(std::string_view name, language::Language language) const {
  const model::Column* column = model_->column(name);
  return column != nullptr ? column->from.in(language) : std::string{name};
}

}  // namespace source
