#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/definition/list_query.h"
#include "model/value/type.h"

namespace model {

/// What a list query may select from a data model, by keys of columns. Immutable; part of its
/// DataModel.
struct QueryDefinition {
  bool required = false;  // whether a request must have a query or instance ids
  std::map<std::string, std::set<Operator>, std::less<>> filter;  // by column key
  std::vector<std::string> sort;                                  // column keys
  std::vector<std::string> search;                                // column keys
  std::vector<Sort> default_sort;

  /// Whether a request may filter this field with this operator.
  [[nodiscard]] bool allows(std::string_view field, Operator op) const;
};

/// How requests select rows of a data model by id. Immutable; part of its DataModel.
struct InstanceIds {
  std::string from;               // the result's column with the id
  Type type = Type::kString;      // or kInteger
  std::size_t max_count = 5'000;  // per request
};

}  // namespace model
