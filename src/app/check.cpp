#include <iostream>

#include "app/catalogue_report.h"
#include "app/commands.h"
#include "source/check.h"

namespace app {

int check_catalogue(const CheckSettings& settings) {
  const language::Phrases phrases;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(settings.catalogue);
  std::vector<base::Fault> faults = loaded.faults;
  if (loaded.catalogue) faults = source::check(*loaded.catalogue);
  for (const base::Fault& warning : loaded.warnings) {
    std::cout << "warning: ";
    print(std::cout, {warning}, phrases);
  }
  print(std::cout, faults, phrases);
  if (!faults.empty()) return 1;
  std::cout << "no faults; data models: " << loaded.catalogue->models().size()
            << ", sources: " << loaded.catalogue->sources().size() << "\n";
  return 0;
}

}  // namespace app
