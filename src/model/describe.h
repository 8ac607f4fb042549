#pragma once

#include "json/value.h"
#include "model/data_model.h"

namespace model {

/// What a caller needs to draw the form of a data model: parameters, columns and query fields in
/// both languages. Nothing of its SQL or source.
[[nodiscard]] json::Value describe(const DataModel& model);

/// Its uid, version and title: an entry of the list of data models.
[[nodiscard]] json::Value summary(const DataModel& model);

}  // namespace model
