#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "language/language.h"

namespace model {

/// Rows that share a value of one result column stand together.
struct Group {
  std::string by;  // a column's key, or a column of the result
  bool subtotal = false;
  bool collapsed = false;
};

struct Chart {
  enum class Kind : std::uint8_t { kColumn, kBar, kLine, kPie };

  Kind kind = Kind::kColumn;
  std::vector<std::string> values;  // keys of number columns
  language::Localized title;
};

/// How the report of a data model looks beyond its columns. Immutable; part of its DataModel.
struct Layout {
  std::vector<Group> groups;      // two at most
  std::optional<bool> landscape;  // absent: by the width of the columns
  std::optional<Chart> chart;
  bool sheet_per_instance = false;
  std::vector<language::Language> languages;  // empty: the order's alone
};

}  // namespace model
