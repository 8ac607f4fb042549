#include "app/catalogue_report.h"

#include <iostream>
#include <sstream>

#include "base/error.h"

namespace app {
namespace {

base::Error invalid_catalogue(const std::filesystem::path& directory,
                              const std::vector<base::Diagnostic>& errors,
                              const language::MessageCatalog& messages) {
  std::ostringstream text;
  text << "the catalogue " << directory.string() << " has faults:\n";
  print_diagnostics(text, errors, messages);
  return base::Error(text.str());
}

}  // namespace

void print_diagnostics(std::ostream& out, const std::vector<base::Diagnostic>& diagnostics,
                       const language::MessageCatalog& messages) {
  for (const base::Diagnostic& diagnostic : diagnostics) {
    out << diagnostic.path << ": " << messages.text(language::Language::kEnglish, diagnostic.reason)
        << "\n";
  }
}

std::shared_ptr<const model::Catalogue> load_usable_part(const std::filesystem::path& directory,
                                                         const language::MessageCatalog& messages) {
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  if (loaded.usable_part) return loaded.usable_part;
  throw invalid_catalogue(directory, loaded.errors, messages);
}

std::shared_ptr<const model::Catalogue> load_valid_part(
    const std::filesystem::path& directory, const language::MessageCatalog& messages,
    const std::function<bool(const model::Catalogue&)>& suffices) {
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  if (loaded.catalogue) return loaded.catalogue;
  if (!loaded.usable_part || !suffices(*loaded.usable_part)) {
    throw invalid_catalogue(directory, loaded.errors, messages);
  }
  std::cerr << "other files of the catalogue have faults; list them with: gormic-bi model check "
            << directory.string() << "\n";
  return loaded.usable_part;
}

}  // namespace app
