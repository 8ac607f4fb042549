#include "model/data_model.h"

#include <algorithm>

namespace model {

const Parameter* DataModel::parameter(std::string_view key) const {
  const auto found = std::ranges::find(parameters, key, &Parameter::key);
  return found == parameters.end() ? nullptr : &*found;
}

const Column* DataModel::column(std::string_view key) const {
  const auto found = std::ranges::find(columns, key, &Column::key);
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace model
