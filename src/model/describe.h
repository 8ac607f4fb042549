#pragma once

#include "json/value.h"
#include "model/catalogue.h"
#include "model/definition/caller.h"

namespace model {

/// What a caller needs to draw the form of a data model: parameters, columns, query fields and the
/// organizations whose data it may ask for, in both languages, with defaults as they are now.
/// Nothing of its SQL or source.
[[nodiscard]] json::Value describe(const DataModel& model, const Catalogue& catalogue,
                                   const Caller& caller);

/// Its uid, version and title: an entry of the list of data models.
[[nodiscard]] json::Value summary(const DataModel& model);

}  // namespace model
