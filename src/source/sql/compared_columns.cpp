#include "source/sql/compared_columns.h"

namespace source {

std::string ComparedColumns::identifier(std::string_view name) const {
  return "model." + dialect_.quote_identifier(name);
}

ComparedColumn ComparedColumns::for_column(const model::Column& column) const {
  return for_column(column, column.from.get(spec_.language));
}

ComparedColumn ComparedColumns::for_column(const model::Column& column,
                                           const std::string& from) const {
  ComparedColumn compared{identifier(from), column.type, description_.type(from), &column};
  if (!column.currency_from.empty()) compared.currency = identifier(column.currency_from);
  return compared;
}

ComparedColumn ComparedColumns::for_result_column(const std::string& name, model::Type type) const {
  return {identifier(name), type, description_.type(name)};
}

ComparedColumn ComparedColumns::for_key(const std::string& key) const {
  const model::Column* column = spec_.model->column(key);
  return column == nullptr ? for_result_column(key) : for_column(*column);
}

}  // namespace source
