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

/// Loads what has no errors, for a server, which logs the others. Throws a base::Error that lists
/// all errors if there is no folder of data models, or if organizations.json has errors: it decides
/// which rows a report may show.
[[nodiscard]] std::shared_ptr<const model::Catalogue> load_usable_part(
    const std::filesystem::path& directory, const language::MessageCatalog& messages);

/// The same for a command that needs a part of the catalogue: an error elsewhere is only mentioned
/// on standard error. Throws also if the part does not suffice.
[[nodiscard]] std::shared_ptr<const model::Catalogue> load_valid_part(
    const std::filesystem::path& directory, const language::MessageCatalog& messages,
    const std::function<bool(const model::Catalogue&)>& suffices);

}  // namespace app
