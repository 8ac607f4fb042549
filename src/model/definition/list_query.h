#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/definition/filter.h"

namespace model {

/// The order of texts: by code point, or as a dictionary of the job's language sorts them.
enum class Collation : std::uint8_t { kCodePoint, kLanguage };

/// Rows without a value come last in both directions.
struct Sort {
  std::string field;  // a column's key
  bool descending = false;
  Collation collation = Collation::kCodePoint;
};

struct Page {
  static constexpr std::int64_t kDefaultSize = 100;  // if a request has a page and no size

  std::int64_t offset = 0;
  std::optional<std::int64_t> size;  // absent: all rows from the offset on
};

/// The rows and columns that a request selects. Checked against its data model: every field is the
/// key of a column. A value.
struct ListQuery {
  std::string search;  // empty: all rows
  Filter filter;
  std::vector<Sort> sort;           // empty: the model's default
  std::vector<std::string> fields;  // empty: all columns
  std::optional<Page> page;         // absent: all rows
};

}  // namespace model
