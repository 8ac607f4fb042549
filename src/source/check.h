#pragma once

#include <vector>

#include "base/phrase.h"
#include "model/catalogue.h"

namespace source {

/// Prepares each data model's SQL against its source and compares the columns of its result with
/// what the model names. Runs no query.
[[nodiscard]] std::vector<base::Fault> check(const model::Catalogue& catalogue);

}  // namespace source
