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

/// What a list query may ask of a data model; columns are meant by their keys. Immutable; part of
/// its DataModel.
struct QueryDefinition {
  bool required = false;  // rows are taken by query, or by instance ids
  std::map<std::string, std::set<Operator>, std::less<>> filter;  // by column key
  std::vector<std::string> sort;                                  // column keys
  std::vector<std::string> search;                                // column keys
  std::vector<Sort> default_sort;

  /// Whether callers may filter so.
  [[nodiscard]] bool allows(std::string_view field, Operator op) const;
};

/// That rows of a data model may be selected by their ids. Immutable; part of its DataModel.
struct InstanceIds {
  std::string from;               // the result's column
  Type type = Type::kString;      // or kInteger
  std::size_t max_count = 5'000;  // in one request
};

}  // namespace model
