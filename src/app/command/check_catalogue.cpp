#include <algorithm>
#include <iostream>
#include <iterator>

#include "app/catalogue_report.h"
#include "app/commands.h"
#include "app/option.h"
#include "report/print/print_estimate.h"
#include "source/catalogue_check.h"

namespace app {
namespace {

int check_catalogue(const CheckSettings& settings) {
  const language::MessageCatalog messages;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(settings.catalogue);
  model::Diagnostics found{loaded.errors, loaded.warnings};
  source::SourceRegistry sources;
  model::Diagnostics more = source::check_catalogue(*loaded.valid_part, sources);
  std::ranges::move(more.errors, std::back_inserter(found.errors));
  std::ranges::move(more.warnings, std::back_inserter(found.warnings));
  for (const auto& [uid, model] : loaded.valid_part->models()) {
    if (const auto warning = report::wide_print_warning(model)) {
      found.warnings.push_back({"models/" + uid + ".json: layout", *warning});
    }
  }
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

}  // namespace

void add_check_catalogue(CLI::App& group, CheckSettings& settings, Action& action) {
  CLI::App* check = group.add_subcommand(
      "check", "Check a catalogue: its files, and each model's SQL against its source");
  check->add_option("catalogue", settings.catalogue, "The folder of the catalogue")->required();
  check->footer(
      "Prints one line per finding, `file: place: reason`. Exit code 1 if there is a fault.");
  check->add_flag("--strict", settings.strict, "Treat a warning as a fault, for use in CI")
      ->envname(environment_variable("strict"));
  check->final_callback([&] { action = [&] { return check_catalogue(settings); }; });
}

}  // namespace app
