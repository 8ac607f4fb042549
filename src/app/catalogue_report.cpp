#include "app/catalogue_report.h"

#include <ostream>
#include <sstream>

#include "base/error.h"

namespace app {

void print(std::ostream& out, const std::vector<base::Fault>& faults,
           const language::Phrases& phrases) {
  for (const base::Fault& fault : faults) {
    out << fault.path << ": " << phrases.text(language::Language::kEnglish, fault.reason) << "\n";
  }
}

std::shared_ptr<const model::Catalogue> load_catalogue(const std::filesystem::path& directory,
                                                       const language::Phrases& phrases) {
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  if (loaded.catalogue) return loaded.catalogue;
  std::ostringstream text;
  text << "the catalogue " << directory.string() << " has faults:\n";
  print(text, loaded.faults, phrases);
  throw base::Error(text.str());
}

}  // namespace app
