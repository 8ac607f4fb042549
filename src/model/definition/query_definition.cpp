#include "model/definition/query_definition.h"

namespace model {

bool QueryDefinition::allows(std::string_view field, Operator op) const {
  const auto found = filter.find(field);
  return found != filter.end() && found->second.contains(op);
}

}  // namespace model
