#include <algorithm>
#include <iostream>
#include <iterator>

#include "app/catalogue_report.h"
#include "app/commands.h"
#include "source/catalogue_check.h"

namespace app {

int check_catalogue(const CheckSettings& settings) {
  const language::MessageCatalog messages;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(settings.catalogue);
  model::Diagnostics found{loaded.errors, loaded.warnings};
  source::SourceRegistry sources;
  model::Diagnostics more = source::check_catalogue(*loaded.valid_part, sources);
  std::ranges::move(more.errors, std::back_inserter(found.errors));
  std::ranges::move(more.warnings, std::back_inserter(found.warnings));
  for (const base::Diagnostic& warning : found.warnings) {
    std::cout << "warning: ";
    print_diagnostics(std::cout, {warning}, messages);
  }
  print_diagnostics(std::cout, found.errors, messages);
  if (!found.errors.empty() || (settings.strict && !found.warnings.empty())) return 1;
  std::cout << "no faults; data models: " << loaded.catalogue->models().size()
            << ", sources: " << loaded.catalogue->sources().size() << "\n";
  return 0;
}

}  // namespace app
