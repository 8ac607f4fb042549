#pragma once

#include <cstddef>
#include <string>

#include "model/value/type.h"

namespace model {

/// That rows of a data model may be selected by their ids. Immutable; part of its DataModel.
struct InstanceIds {
  std::string from;               // the result's column
  Type type = Type::kString;      // or kInteger
  std::size_t max_count = 5'000;  // in one request
};

}  // namespace model
