#include <algorithm>
#include <iostream>

#include "app/catalogue_health_check.h"
#include "app/data_health_check.h"
#include "app/server_permissions.h"
#include "app/command/support_bundle.h"
#include "app/commands.h"
#include "app/option.h"
#include "base/utf8.h"
#include "language/message_catalog.h"

namespace app {
namespace {

const char* level_key(Finding::Level level) {
  switch (level) {
    case Finding::Level::kGood:
      return "app.level_ok";
    case Finding::Level::kWarning:
      return "app.level_warning";
    case Finding::Level::kError:
      return "app.level_fault";
  }
  return "app.level_fault";
}

/// In a column of its own.
std::string level_label(const language::MessageCatalog& messages, language::Language language,
                        Finding::Level level) {
  constexpr std::size_t kWidth = 9;
  std::string label = messages.text(language, base::Message{level_key(level)});
  const std::size_t width = base::utf16_length(label);
  return label.append(width < kWidth ? kWidth - width : 1, ' ');
}

void print(const Findings& findings, language::Language language) {
  const language::MessageCatalog messages;
  for (const Finding& finding : findings) {
    std::cout << level_label(messages, language, finding.level) << finding.subject << ": "
              << messages.text(language, finding.message) << "\n";
  }
}

bool has_error(const Findings& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.level == Finding::Level::kError; });
}

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
  print(findings, language::parse_language(settings.lang).value_or(language::Language::kEnglish));
  return has_error(findings) ? 1 : 0;
}

}  // namespace

void add_doctor(CLI::App& root, DoctorSettings& settings, Action& action) {
  CLI::App* command =
      root.add_subcommand("doctor",
                          "Check disk, database, files, clock and catalogue, and say what "
                          "to do");
  add_option(*command, "data", settings.data, "The server's data folder")->required();
  add_option(*command, "catalogue", settings.catalogue, "The folder of the catalogue");
  add_option(*command, "bundle", settings.bundle,
             "Also write a support bundle to this new file: JSON, without secrets");
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  command->footer("Changes nothing; the server may be running. Exit code 1 if there is a fault.");
  command->final_callback([&] { action = [&] { return doctor(settings); }; });
}

}  // namespace app
