#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/order.h"

namespace source {

/// A value as SQLite takes it.
using Bound = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// One statement with nameless placeholders, and what they are bound to in their order.
struct Query {
  std::string sql;
  std::vector<Bound> values;
};

/// What the names in a data model's SQL stand for: one value, or a list's; an absent name has none.
using Names = std::map<std::string, std::vector<Bound>, std::less<>>;

/// The data model's own SQL: lists become as many placeholders as they have values, optional
/// sections without a value vanish, and a name without one outside of them is NULL.
[[nodiscard]] Query model_query(const model::SqlTemplate& sql, const Names& names);

/// The whole statement of an order: its columns, in their order, over the model's SQL as a subquery
/// with the list query, instance ids, sort and paging. With instance ids, the id is the last
/// column.
[[nodiscard]] Query compile(const model::Order& order);

}  // namespace source
