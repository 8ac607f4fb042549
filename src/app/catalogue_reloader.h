#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "base/message.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"
#include "source/source_registry.h"

namespace app {

/// Reads the catalogue's folder again when something in it has changed, by a thread of its own: all
/// of it or nothing. An edit with a fault is logged and keeps the catalogue in force.
class CatalogueReloader {
 public:
  /// What it is constructed with must outlive it.
  CatalogueReloader(model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                    const language::MessageCatalog& messages, base::Log& log);

  /// Looks from now on, until it is destroyed; at first at what the sources do not take of the
  /// catalogue in force, which is said and keeps nothing else from being served.
  void start();
  /// Once. A folder that changes while it is looked at is read at a later look.
  void poll();

 private:
  void log_source_errors(const std::stop_token& stop);
  void reload();
  /// Of the data models that are others than before, what their sources do not take.
  [[nodiscard]] std::vector<base::Diagnostic> errors_of_changes(const model::Catalogue& next);
  void reject(const std::vector<base::Diagnostic>& errors);

  model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  const language::MessageCatalog& messages_;
  base::Log& log_;
  const std::filesystem::path directory_;
  std::string loaded_state_;     // of the folder, when it was read last
  std::string polled_state_;     // at the last look
  std::string rejected_errors_;  // the faults that were logged last; empty: none
  std::chrono::steady_clock::time_point rejected_at_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace app
