#include "source/compared_columns.h"

namespace source {

std::string ComparedColumns::identifier(std::string_view name) const {
  return "model." + dialect_.quoted(name);
}

ComparedColumn ComparedColumns::of(const model::Column& column) const {
  return of(column, column.from.in(order_.language));
}

ComparedColumn ComparedColumns::of(const model::Column& column, const std::string& from) const {
  ComparedColumn compared{identifier(from), column.type, description_.type(from), &column};
  if (!column.currency_from.empty()) compared.currency = identifier(column.currency_from);
  return compared;
}

ComparedColumn ComparedColumns::result(const std::string& name, model::Type type) const {
  return {identifier(name), type, description_.type(name)};
}

ComparedColumn ComparedColumns::named(const std::string& key) const {
  const model::Column* column = order_.model->column(key);
  return column == nullptr ? result(key) : of(*column);
}

}  // namespace source
