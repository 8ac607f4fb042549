#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "base/message.h"
#include "job/store.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"
#include "source/source_registry.h"

namespace app {

/// Reloads the catalogue when its folder has changed, on a thread of its own. A catalogue with
/// errors is logged and rejected as a whole, and the current one stays in force, unless it has
/// nothing to lose: all data models with errors are left out of the current one already.
class CatalogueReloader {
 public:
  /// The arguments must outlive this object.
  CatalogueReloader(model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                    job::Store& jobs, const language::MessageCatalog& messages, base::Log& log);

  /// Logs what the first catalogue leaves out, and holds the jobs of those data models. They are
  /// resumed when the data model is corrected or removed. To be called before jobs are claimed.
  void hold_jobs();
  /// Starts the thread, which runs until this object is destroyed. It first checks the current
  /// catalogue against its sources; errors are logged, and the rest of the catalogue is served.
  void start();
  /// Checks the folder once, and reloads it when two polls in a row see the same new state.
  void poll();
  /// The faults of what the current catalogue leaves out, those that the sources report for it, and
  /// those of a newer one that was rejected. Thread-safe.
  [[nodiscard]] std::vector<base::Diagnostic> faults() const;

 private:
  void log_source_errors(const std::stop_token& stop);
  void log_left_out();
  void reload();
  void resume_jobs();
  /// Those of `errors` that are of data models which differ from the current ones.
  [[nodiscard]] std::vector<base::Diagnostic> errors_of_changes(
      const model::Catalogue& next, const std::vector<base::Diagnostic>& errors);
  void reject(const std::vector<base::Diagnostic>& errors);
  void set_faults(std::vector<base::Diagnostic> of_current, std::vector<base::Diagnostic> rejected);

  model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  job::Store& jobs_;
  const language::MessageCatalog& messages_;
  base::Log& log_;
  const std::filesystem::path directory_;
  std::string loaded_state_;                        // of the folder at the last load
  std::string polled_state_;                        // of the folder at the last poll
  std::string rejected_errors_;                     // logged last; empty after a successful load
  std::set<std::string, std::less<>> held_models_;  // whose jobs wait
  std::chrono::steady_clock::time_point rejected_at_;
  mutable std::mutex mutex_;
  std::vector<base::Diagnostic> faults_of_current_;  // protected by mutex_
  std::vector<base::Diagnostic> rejected_faults_;    // protected by mutex_
  std::jthread thread_;                              // last: it uses the members above
};

}  // namespace app
