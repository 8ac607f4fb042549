#include <algorithm>
#include <iostream>

#include "app/catalogue_checkup.h"
#include "app/commands.h"
#include "app/data_checkup.h"
#include "app/service_view.h"
#include "language/message_catalog.h"

namespace app {
namespace {

const char* mark(Finding::Level level) {
  switch (level) {
    case Finding::Level::kGood:
      return "ok       ";
    case Finding::Level::kWarning:
      return "WARNING  ";
    case Finding::Level::kFault:
      return "FAULT    ";
  }
  return "";
}

void print(const Findings& findings, language::Language language) {
  const language::MessageCatalog messages;
  for (const Finding& finding : findings) {
    std::cout << mark(finding.level) << finding.subject << ": "
              << messages.text(language, finding.words) << "\n";
  }
}

bool has_fault(const Findings& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.level == Finding::Level::kFault; });
}

}  // namespace

int doctor(const DoctorSettings& settings) {
  const base::SystemClock clock;
  Findings findings;
  const ServiceView service(settings.data);
  if (auto user = service.take_user()) {
    findings.push_back({Finding::Level::kGood, "user",
                        base::Message{"app.as_user", {{"user", *std::move(user)}}}});
  }
  DataCheckup data(settings.data, clock);
  std::ranges::move(data.findings(), std::back_inserter(findings));
  if (!settings.catalogue.empty()) {
    std::ranges::move(check_up_catalogue(settings.catalogue, data.waiting_jobs(), service),
                      std::back_inserter(findings));
  }
  print(findings, language::parse_language(settings.lang).value_or(language::Language::kEnglish));
  return has_fault(findings) ? 1 : 0;
}

}  // namespace app
