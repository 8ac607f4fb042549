#include <algorithm>
#include <iostream>

#include "app/catalogue_health_check.h"
#include "app/data_health_check.h"
#include "app/server_permissions.h"
#include "app/command/findings_printer.h"
#include "app/command/server_location.h"
#include "app/command/support_bundle.h"
#include "app/commands.h"
#include "app/option.h"
#include "language/message_catalog.h"

namespace app {
namespace {

int doctor(const DoctorSettings& settings) {
  const base::SystemClock clock;
  Findings findings;
  const ServerPermissions permissions(settings.data);
  if (auto user = permissions.become_data_owner()) {
    findings.push_back({Finding::Level::kGood, "user",
                        base::Message{"app.as_user", {{"user", *std::move(user)}}}});
  }
  DataHealthCheck data(settings.data, clock);
  std::ranges::move(data.findings(), std::back_inserter(findings));
  if (!settings.catalogue.empty()) {
    std::ranges::move(check_catalogue_health(settings.catalogue, data.waiting_jobs(), permissions),
                      std::back_inserter(findings));
  }
  if (!settings.bundle.empty()) {
    write_support_bundle(settings, findings, language::MessageCatalog{}, clock);
    findings.push_back({Finding::Level::kGood, "bundle",
                        base::Message{"app.bundle", {{"path", settings.bundle}}}});
  }
  std::cout << as_text(findings, settings.lang);
  return has_level(findings, Finding::Level::kError) ? 1 : 0;
}

}  // namespace

void add_doctor(CLI::App& root, DoctorSettings& settings, Action& action) {
  CLI::App* command =
      root.add_subcommand("doctor",
                          "Check disk, database, files, clock and catalogue, and say what "
                          "to do");
  add_data(*command, settings.data);
  add_option(*command, "catalogue", settings.catalogue, "The folder of the catalogue");
  add_option(*command, "bundle", settings.bundle,
             "Also write a support bundle to this new file: JSON, without secrets");
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  command->footer("Changes nothing; the server may be running. Exit code 1 if there is a fault.");
  command->final_callback([&] {
    action = [&] {
      find_data(settings.data, root);
      return doctor(settings);
    };
  });
}

}  // namespace app
