#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <vector>

#include "base/message.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"

namespace app {

/// One line a finding, in English: "models/sales.json: columns[2].type: ...".
void print_diagnostics(std::ostream& out, const std::vector<base::Diagnostic>& diagnostics,
                       const language::MessageCatalog& messages);

/// The catalogue in the folder; throws base::Error whose text lists all its faults.
[[nodiscard]] std::shared_ptr<const model::Catalogue> load_catalogue(
    const std::filesystem::path& directory, const language::MessageCatalog& messages);

}  // namespace app
