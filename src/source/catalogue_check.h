#pragma once

#include <stop_token>

#include "model/catalogue.h"
#include "model/definition/diagnostics.h"
#include "source/source_registry.h"

namespace source {

/// Prepares each data model's SQL in its source and compares the result's columns with the model's:
/// a missing column is an error, an unused column or another type is a warning. Runs no query.
/// Returns early when asked to stop.
[[nodiscard]] model::Diagnostics check_catalogue(const model::Catalogue& catalogue,
                                                 SourceRegistry& sources,
                                                 const std::stop_token& stop = {});

}  // namespace source
