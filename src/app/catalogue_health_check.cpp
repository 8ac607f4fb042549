#include "app/catalogue_health_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "database/wal_mode.h"
#include "model/catalogue.h"
#include "source/catalogue_check.h"

namespace app {
namespace {

using base::Message;
using Level = Finding::Level;

/// The SQLite sources that another program has open: the -shm file that a reader needs exists.
std::set<std::string> open_files(const model::Catalogue& catalogue) {
  std::set<std::string> open;
  for (const auto& [name, source] : catalogue.sources()) {
    std::error_code missing;
    if (std::filesystem::exists(source.path.string() + "-shm", missing)) open.insert(name);
  }
  return open;
}

/// Whether the server can go on reading a SQLite file that was readable just now.
Finding check_file(const model::SourceDefinition& source, const ServerPermissions& permissions,
                   bool is_open) {
  const std::string subject = "source " + source.name;
  if (source.is_immutable) return {Level::kGood, subject, Message{"app.source_immutable"}};
  if (database::is_wal_mode(source.path) != true) {
    return {Level::kWarning, subject, Message{"app.rollback_journal"}};
  }
  const auto folder = std::filesystem::absolute(source.path).parent_path();
  if (permissions.can_write(folder)) return {Level::kGood, subject, Message{"app.source"}};
  return {is_open ? Level::kWarning : Level::kError, subject,
          Message{"source.wal_needs_folder", {{"source", source.name}}}};
}

void check_sources(const model::Catalogue& catalogue, const ServerPermissions& permissions,
                   const std::set<std::string>& open, Findings& findings) {
  for (const auto& [name, source] : catalogue.sources()) {
    const bool is_unreachable = std::ranges::find(findings, "sources/" + name + ".json",
                                                  &Finding::subject) != findings.end();
    if (is_unreachable) continue;
    if (source.kind == model::SourceKind::kSqlite) {
      findings.push_back(check_file(source, permissions, open.contains(name)));
    } else {
      findings.push_back({Level::kGood, "source " + name, Message{"app.source_answers"}});
    }
  }
}

/// "sales.invoices" for "models/sales.invoices.sql"; absent if the error is in another kind of
/// file.
std::optional<std::string> model_uid(const base::Diagnostic& diagnostic) {
  const std::filesystem::path file{model::catalogue_file(diagnostic)};
  const bool is_model =
      file.parent_path() == "models" && (file.extension() == ".json" || file.extension() == ".sql");
  return is_model ? std::optional{file.stem().string()} : std::nullopt;
}

/// Collects the data models that have errors.
class InvalidModels {
 public:
  /// `effect` is the key of the message that says what the errors prevent. Errors outside data
  /// models go to `findings` directly.
  void add(const std::vector<base::Diagnostic>& errors, const char* effect, Findings& findings) {
    for (const base::Diagnostic& diagnostic : errors) {
      const auto uid = model_uid(diagnostic);
      if (!uid) {
        findings.push_back({Level::kError, diagnostic.path, diagnostic.reason});
        continue;
      }
      const auto model = models_.try_emplace(*uid, Model{effect}).first;
      model->second.errors.push_back(diagnostic);
    }
  }

  /// Adds each data model with its errors, then the data models that only jobs refer to.
  void report(const model::Catalogue& catalogue, const WaitingJobs& waiting,
              Findings& findings) const {
    for (const auto& [uid, model] : models_) {
      const auto count = static_cast<std::int64_t>(model.errors.size());
      findings.push_back(
          {Level::kError, "data model " + uid, Message{model.effect, {{"faults", count}}}});
      for (const base::Diagnostic& diagnostic : model.errors) {
        findings.push_back({Level::kError, diagnostic.path, diagnostic.reason});
      }
      const auto jobs = waiting.find(uid);
      if (jobs == waiting.end()) continue;
      const bool is_left_out = catalogue.left_out().contains(uid);
      findings.push_back({Level::kWarning, "data model " + uid,
                          Message{is_left_out ? "app.model_jobs_held" : "app.model_jobs_wait",
                                  {{"jobs", jobs->second}}}});
    }
    for (const auto& [uid, jobs] : waiting) {
      if (models_.contains(uid) || catalogue.model(uid) != nullptr) continue;
      const bool is_left_out = catalogue.left_out().contains(uid);  // for its source's errors
      findings.push_back(
          {Level::kWarning, "data model " + uid,
           Message{is_left_out ? "app.model_jobs_held" : "app.model_missing", {{"jobs", jobs}}}});
    }
  }

  [[nodiscard]] std::size_t size() const { return models_.size(); }
  [[nodiscard]] std::string uids() const {
    std::string list;
    for (const auto& [uid, model] : models_) list += (list.empty() ? "" : ", ") + uid;
    return list;
  }

 private:
  struct Model {
    const char* effect;
    std::vector<base::Diagnostic> errors = {};
  };

  std::map<std::string, Model> models_;
};

Finding summarize(const model::Catalogue& catalogue, const InvalidModels& invalid) {
  if (invalid.size() == 0) {
    const auto models = static_cast<std::int64_t>(catalogue.models().size());
    return {Level::kGood, "catalogue", Message{"app.catalogue", {{"models", models}}}};
  }
  return {
      Level::kError, "catalogue",
      Message{"app.catalogue_faults",
              {{"models", static_cast<std::int64_t>(invalid.size())}, {"uids", invalid.uids()}}}};
}

}  // namespace

Findings check_catalogue_health(const std::filesystem::path& directory, const WaitingJobs& waiting,
                                const ServerPermissions& permissions) {
  Findings findings;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  const std::set<std::string> open = open_files(*loaded.valid_part);  // before the check opens them
  InvalidModels invalid;
  invalid.add(loaded.errors, "app.model_refused", findings);
  source::SourceRegistry sources;
  invalid.add(source::check_catalogue(*loaded.valid_part, sources).errors, "app.model_fails",
              findings);
  const bool has_others = !findings.empty();  // about sources, organizations or the folder
  invalid.report(*loaded.valid_part, waiting, findings);
  check_sources(*loaded.valid_part, permissions, open, findings);
  if (invalid.size() > 0 || !has_others) findings.push_back(summarize(*loaded.valid_part, invalid));
  return findings;
}

}  // namespace app
