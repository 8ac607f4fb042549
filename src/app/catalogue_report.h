#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <vector>

#include "base/message.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"

namespace app {

/// Prints one line per diagnostic, in English: "models/sales.json: columns[2].type: ...".
void print_diagnostics(std::ostream& out, const std::vector<base::Diagnostic>& diagnostics,
                       const language::MessageCatalog& messages);

/// Loads the catalogue in the folder; throws a base::Error that lists all its errors.
[[nodiscard]] std::shared_ptr<const model::Catalogue> load_catalogue(
    const std::filesystem::path& directory, const language::MessageCatalog& messages);

/// Loads what has no errors, for a command that needs a part of the catalogue: an error elsewhere
/// is only mentioned on standard error. Throws a base::Error that lists all errors if the valid
/// part does not suffice, or if organizations.json has errors: they decide which rows a report may
/// show.
[[nodiscard]] std::shared_ptr<const model::Catalogue> load_valid_part(
    const std::filesystem::path& directory, const language::MessageCatalog& messages,
    const std::function<bool(const model::Catalogue&)>& suffices);

}  // namespace app
