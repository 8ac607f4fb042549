#pragma once

#include <stop_token>

#include "model/catalogue.h"
#include "model/definition/diagnostics.h"
#include "source/source_registry.h"

namespace source {

/// Prepares each data model's SQL against its source and compares the columns of its result with
/// what the model makes of them: one that is missing is a fault, one without use or of another type
/// is a warning. Runs no query. When asked to stop it ends early.
[[nodiscard]] model::Diagnostics check_catalogue(const model::Catalogue& catalogue,
                                                 SourceRegistry& sources,
                                                 const std::stop_token& stop = {});

}  // namespace source
