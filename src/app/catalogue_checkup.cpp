#include "app/catalogue_checkup.h"

#include <algorithm>

#include "database/journal.h"
#include "model/catalogue.h"
#include "source/check.h"

namespace app {
namespace {

using base::Phrase;
using Level = Finding::Level;

void look_at_sources(const model::Catalogue& catalogue, Findings& findings) {
  for (const auto& [name, source] : catalogue.sources()) {
    if (source.kind != model::SourceKind::kSqlite) {
      const bool is_silent = std::ranges::find(findings, "sources/" + name + ".json",
                                               &Finding::subject) != findings.end();
      if (!is_silent)
        findings.push_back({Level::kGood, "source " + name, Phrase{"app.source_answers"}});
      continue;
    }
    const auto is_wal = database::is_wal(source.path);
    if (is_wal == false) {
      findings.push_back({Level::kWarning, "source " + name, Phrase{"app.rollback_journal"}});
    } else if (is_wal) {
      findings.push_back({Level::kGood, "source " + name, Phrase{"app.source"}});
    }
  }
}

}  // namespace

Findings check_up_catalogue(const std::filesystem::path& directory) {
  Findings findings;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  for (const base::Fault& fault : loaded.faults) {
    findings.push_back({Level::kFault, fault.path, fault.reason});
  }
  if (!loaded.catalogue) return findings;
  source::Sources sources;
  for (const base::Fault& fault : source::check(*loaded.catalogue, sources).faults) {
    findings.push_back({Level::kFault, fault.path, fault.reason});
  }
  look_at_sources(*loaded.catalogue, findings);
  if (findings.empty() || findings.front().level != Level::kFault) {
    const auto models = static_cast<std::int64_t>(loaded.catalogue->models().size());
    findings.push_back({Level::kGood, "catalogue", Phrase{"app.catalogue", {{"models", models}}}});
  }
  return findings;
}

}  // namespace app
