#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/value/type.h"
#include "source/driver/session.h"
#include "source/sql/query.h"

namespace app {

/// What the first rows of a query show of one column.
struct ColumnSample {
  std::set<model::Type> types;  // of its values
  bool is_long = false;
  bool is_flag = true;       // only 0 and 1
  bool is_part_of_1 = true;  // only numbers from -1 to 1
  int decimals = 0;          // the most of its numbers
  bool is_year = true;       // only years, Gregorian or Hijri, and 0
  bool is_binary = false;    // bytes that are no text
  bool has_text = false;
  std::size_t count = 0;             // of its values that are not NULL
  std::set<std::string> texts = {};  // different ones, kMaxTexts and one more at most

  static constexpr std::size_t kMaxTexts = 12;
};

/// Whether the database declares the column for bytes, as a BLOB.
[[nodiscard]] bool is_binary_type(const source::ResultColumn& column);

/// The query without an order, limited to the rows of a sample, since some drivers read all rows at
/// once; the query itself where the source has no such clause.
[[nodiscard]] source::Query first_rows(source::Session& session, const source::Query& query);

/// One sample for each of `columns`.
[[nodiscard]] std::vector<ColumnSample> sample_columns(
    source::Session& session, const source::Query& query,
    const std::vector<source::ResultColumn>& columns);

/// "is_paid" or "hasVat", the name of a boolean that a database stores as 0 and 1, as MySQL does.
[[nodiscard]] bool is_boolean_name(std::string_view name);

/// The type that the source declares, unless the sampled values contradict it; that of an amount or
/// a percentage by its name, since databases have none for them.
[[nodiscard]] model::Type infer_type(const source::ResultColumn& column,
                                     const ColumnSample& sample);

}  // namespace app
