#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "model/catalogue.h"
#include "server/api/services.h"
#include "source/source_registry.h"

namespace app {

/// Asks every source now and then whether it answers, by a thread of its own; changes are logged.
/// Any thread may ask for what it found.
class SourceHealthMonitor {
 public:
  /// What it is constructed with must outlive it.
  SourceHealthMonitor(const model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                      base::Log& log);

  /// Looks from now on, until it is destroyed.
  void start();
  /// What each source did when it was asked last; what was never asked is not there.
  [[nodiscard]] std::map<std::string, server::SourceState> states() const;

 private:
  using Clock = std::chrono::steady_clock;

  /// Of a source that does not let us in: looked at again after minutes, and longer each time.
  struct Backoff {
    std::chrono::seconds delay{};
    Clock::time_point until;
  };

  [[nodiscard]] bool all_reachable() const;
  void poll(const std::stop_token& stop);
  void check(const model::SourceDefinition& definition, const std::stop_token& stop);
  [[nodiscard]] bool is_due(const model::SourceDefinition& definition) const;
  void back_off(const std::string& name);
  void record(const std::string& name, const std::optional<base::Error>& error);

  const model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  base::Log& log_;
  mutable std::mutex mutex_;
  std::map<std::string, server::SourceState> states_;  // protected by mutex_
  std::map<std::string, Backoff> backoffs_;            // the thread's alone
  std::jthread thread_;                                // last: it ends before what it uses
};

}  // namespace app
