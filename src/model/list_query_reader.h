#pragma once

#include "model/data_model.h"
#include "model/list_query.h"
#include "model/node.h"
#include "model/present.h"

namespace model {

/// A caller's `query`, an object, checked against the data model. With errors the result is of no
/// use.
[[nodiscard]] ListQuery read_list_query(const Node& node, const DataModel& model,
                                        const Present& present);

/// The canonical form, which reads back as the same query.
[[nodiscard]] json::Value json_of(const ListQuery& query);

}  // namespace model
