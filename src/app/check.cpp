#include <algorithm>
#include <iostream>
#include <iterator>

#include "app/catalogue_report.h"
#include "app/commands.h"
#include "source/check.h"

namespace app {

int check_catalogue(const CheckSettings& settings) {
  const language::Phrases phrases;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(settings.catalogue);
  model::Findings found{loaded.faults, loaded.warnings};
  source::Sources sources;
  model::Findings more = source::check(*loaded.whole, sources);
  std::ranges::move(more.faults, std::back_inserter(found.faults));
  std::ranges::move(more.warnings, std::back_inserter(found.warnings));
  for (const base::Fault& warning : found.warnings) {
    std::cout << "warning: ";
    print(std::cout, {warning}, phrases);
  }
  print(std::cout, found.faults, phrases);
  if (!found.faults.empty() || (settings.strict && !found.warnings.empty())) return 1;
  std::cout << "no faults; data models: " << loaded.catalogue->models().size()
            << ", sources: " << loaded.catalogue->sources().size() << "\n";
  return 0;
}

}  // namespace app
