#pragma once

#include "model/order.h"
#include "source/query.h"

namespace source {

/// A value as a parameter, a filter or an id binds it: dates and times as ISO text with a blank
/// between them, as SQLite's own functions write them, booleans as 1 and 0.
[[nodiscard]] Bound bound(const model::Value& value);

/// What an order gives to the names in its model's SQL: its arguments, a date range as
/// `<key>_from` and `<key>_to`, and `organization_uid`.
[[nodiscard]] Names names_of(const model::Order& order);

}  // namespace source
