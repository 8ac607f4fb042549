#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "base/message.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"
#include "source/source_registry.h"

namespace app {

/// Reloads the catalogue when its folder has changed, on a thread of its own. An invalid catalogue
/// is logged and rejected as a whole; the current one stays in force.
class CatalogueReloader {
 public:
  /// The arguments must outlive this object.
  CatalogueReloader(model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                    const language::MessageCatalog& messages, base::Log& log);

  /// Starts the thread, which runs until this object is destroyed. It first checks the current
  /// catalogue against its sources; errors are logged, and the rest of the catalogue is served.
  void start();
  /// Checks the folder once, and reloads it when two polls in a row see the same new state.
  void poll();
  /// The faults that the sources report for the current catalogue, and those of a newer one that
  /// was rejected. Thread-safe.
  [[nodiscard]] std::vector<base::Diagnostic> faults() const;

 private:
  void log_source_errors(const std::stop_token& stop);
  void reload();
  /// Those of `errors` that are of data models which differ from the current ones.
  [[nodiscard]] std::vector<base::Diagnostic> errors_of_changes(
      const model::Catalogue& next, const std::vector<base::Diagnostic>& errors);
  void reject(const std::vector<base::Diagnostic>& errors);
  void set_faults(std::vector<base::Diagnostic> of_current, std::vector<base::Diagnostic> rejected);

  model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  const language::MessageCatalog& messages_;
  base::Log& log_;
  const std::filesystem::path directory_;
  std::string loaded_state_;     // of the folder at the last load
  std::string polled_state_;     // of the folder at the last poll
  std::string rejected_errors_;  // logged last; empty after a successful load
  std::chrono::steady_clock::time_point rejected_at_;
  mutable std::mutex mutex_;
  std::vector<base::Diagnostic> faults_of_current_;  // protected by mutex_
  std::vector<base::Diagnostic> rejected_faults_;    // protected by mutex_
  std::jthread thread_;                              // last: it uses the members above
};

}  // namespace app
