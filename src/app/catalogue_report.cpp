#include "app/catalogue_report.h"

#include <ostream>
#include <sstream>

#include "base/error.h"

namespace app {

void print_diagnostics(std::ostream& out, const std::vector<base::Diagnostic>& diagnostics,
                       const language::MessageCatalog& messages) {
  for (const base::Diagnostic& diagnostic : diagnostics) {
    out << diagnostic.path << ": " << messages.text(language::Language::kEnglish, diagnostic.reason)
        << "\n";
  }
}

std::shared_ptr<const model::Catalogue> load_catalogue(const std::filesystem::path& directory,
                                                       const language::MessageCatalog& messages) {
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  if (loaded.catalogue) return loaded.catalogue;
  std::ostringstream text;
  text << "the catalogue " << directory.string() << " has faults:\n";
  print_diagnostics(text, loaded.errors, messages);
  throw base::Error(text.str());
}

}  // namespace app
