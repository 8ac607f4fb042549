#pragma once

#include "json/value.h"
#include "model/catalogue.h"
#include "model/definition/caller.h"

namespace model {

/// What a client needs to show the form of a data model, in both languages: parameters with their
/// current defaults, columns, query fields, and the organizations whose data the caller may
/// request. Has nothing of the SQL or the source.
[[nodiscard]] json::Value describe(const DataModel& model, const Catalogue& catalogue,
                                   const Caller& caller);

/// Uid, version and title: an entry of the list of data models.
[[nodiscard]] json::Value summary(const DataModel& model);

}  // namespace model
