#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/definition/filter.h"

namespace model {

/// How texts are put in order: by the code points of their characters, or as a dictionary of the
/// job's language would.
enum class Collation : std::uint8_t { kCodePoint, kLanguage };

/// Rows without a value come last, whatever the direction.
struct Sort {
  std::string field;  // a column's key
  bool descending = false;
  Collation collation = Collation::kCodePoint;
};

struct Page {
  static constexpr std::int64_t kDefaultSize = 100;  // where a caller says a page and no size

  std::int64_t offset = 0;
  std::optional<std::int64_t> size;  // absent: all rows from the offset on
};

/// Which rows and columns a caller wants, checked against a data model: every field is the key of
/// a column that the model has.
struct ListQuery {
  std::string search;  // empty: all
  Filter filter;
  std::vector<Sort> sort;           // empty: the model's
  std::vector<std::string> fields;  // empty: all columns
  std::optional<Page> page;         // absent: all rows
};

}  // namespace model
