#include "app/catalogue_checkup.h"

#include <algorithm>
#include <set>
#include <string>

#include "database/journal.h"
#include "model/catalogue.h"
#include "source/check.h"

namespace app {
namespace {

using base::Phrase;
using Level = Finding::Level;

/// The sources whose SQLite file another program has open: then what a reader needs is there.
std::set<std::string> open_files(const model::Catalogue& catalogue) {
  std::set<std::string> open;
  for (const auto& [name, source] : catalogue.sources()) {
    std::error_code missing;
    if (std::filesystem::exists(source.path.string() + "-shm", missing)) open.insert(name);
  }
  return open;
}

/// Of a SQLite file that was read just now.
Finding look_at_file(const model::SourceDefinition& source, const ServiceView& service,
                     bool is_open) {
  const std::string subject = "source " + source.name;
  if (source.is_immutable) return {Level::kGood, subject, Phrase{"app.source_immutable"}};
  if (database::is_wal(source.path) != true) {
    return {Level::kWarning, subject, Phrase{"app.rollback_journal"}};
  }
  const auto folder = std::filesystem::absolute(source.path).parent_path();
  if (service.can_write(folder)) return {Level::kGood, subject, Phrase{"app.source"}};
  return {is_open ? Level::kWarning : Level::kFault, subject,
          Phrase{"source.wal_needs_folder", {{"source", source.name}}}};
}

void look_at_sources(const model::Catalogue& catalogue, const ServiceView& service,
                     const std::set<std::string>& open, Findings& findings) {
  for (const auto& [name, source] : catalogue.sources()) {
    const bool is_silent = std::ranges::find(findings, "sources/" + name + ".json",
                                             &Finding::subject) != findings.end();
    if (is_silent) continue;
    if (source.kind == model::SourceKind::kSqlite) {
      findings.push_back(look_at_file(source, service, open.contains(name)));
    } else {
      findings.push_back({Level::kGood, "source " + name, Phrase{"app.source_answers"}});
    }
  }
}

}  // namespace

Findings check_up_catalogue(const std::filesystem::path& directory, const ServiceView& service) {
  Findings findings;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  for (const base::Fault& fault : loaded.faults) {
    findings.push_back({Level::kFault, fault.path, fault.reason});
  }
  if (!loaded.catalogue) return findings;
  const std::set<std::string> open = open_files(*loaded.catalogue);  // before we open them
  source::Sources sources;
  for (const base::Fault& fault : source::check(*loaded.catalogue, sources).faults) {
    findings.push_back({Level::kFault, fault.path, fault.reason});
  }
  look_at_sources(*loaded.catalogue, service, open, findings);
  if (findings.empty() || findings.front().level != Level::kFault) {
    const auto models = static_cast<std::int64_t>(loaded.catalogue->models().size());
    findings.push_back({Level::kGood, "catalogue", Phrase{"app.catalogue", {{"models", models}}}});
  }
  return findings;
}

}  // namespace app
