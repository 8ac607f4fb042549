#include <iostream>

#include "app/command/audit_printer.h"
#include "app/command/auth_tables.h"
#include "app/command/server_location.h"
#include "app/commands.h"
#include "app/option.h"

namespace app {
namespace {

int show_audit(const AuditSettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  AuditPrinter printer(std::cout, settings.format);
  table.audit.read(audit_filter(settings),
                   [&](const auth::Audit::Record& record) { printer.write(record); });
  return 0;
}

}  // namespace

void add_audit(CLI::App& root, AuditSettings& settings, Action& action) {
  CLI::App* audit = root.add_subcommand("audit", "Show or export who did what");
  add_data(*audit, settings.data);
  // The filters have no environment variables: GORMIC_BI_KEY, set for another program, would
  // silently narrow what is shown.
  audit->add_option("--organization", settings.organization, "Only this organization");
  audit->add_option(
      "--action", settings.action,
      "Only this action (job.deleted), or one kind (job, report, key, file, login, link, session)");
  audit->add_option("--key", settings.key, "Only actions of the key with this id");
  audit->add_option("--target", settings.target, "Only actions on this job or key");
  audit->add_option("--since", settings.since,
                    "From this time on, in UTC: 2026-01-31 or 2026-01-31T08:30:00, also with an "
                    "offset: 2026-01-31T08:30:00+03:00");
  audit->add_option("--until", settings.until, "Before this time, written in the same way");
  audit->add_option("--format", settings.format, "text, csv or json (one object per line)")
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  audit->footer(
      "Example:\n  gormic-bi audit --data data --action login --since 2026-01-01 --format csv");
  audit->final_callback([&] {
    action = [&] {
      find_data(settings.data, root);
      return show_audit(settings);
    };
  });
}

}  // namespace app
