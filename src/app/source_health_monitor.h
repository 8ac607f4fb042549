#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "base/time.h"
#include "model/catalogue.h"
#include "server/api/services.h"
#include "source/source_registry.h"

namespace app {

/// Probes every source at intervals, on a thread of its own, and logs changes. states() is
/// thread-safe.
class SourceHealthMonitor {
 public:
  /// The arguments must outlive this object.
  SourceHealthMonitor(const model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                      const base::Clock& clock, base::Log& log);

  /// Starts the thread, which runs until this object is destroyed.
  void start();
  /// The result of each source's last probe; without sources that were never probed.
  [[nodiscard]] std::map<std::string, server::SourceState> states() const;
  /// Probes a source now, and returns its new state; absent if there is no such source. A source
  /// that has refused the login is not probed, since repeated failures may lock the account.
  /// Thread-safe.
  [[nodiscard]] std::optional<server::SourceState> test(const std::string& name);

 private:
  using Clock = std::chrono::steady_clock;

  /// Of a source that refuses the login: probed again after minutes, longer each time.
  struct Backoff {
    std::chrono::seconds delay{};
    Clock::time_point until;
  };

  [[nodiscard]] bool all_reachable() const;
  void poll(const std::stop_token& stop);
  /// Probes the source and records the result; true if it refused the login.
  bool check(const model::SourceDefinition& definition, const std::stop_token& stop);
  [[nodiscard]] bool is_due(const model::SourceDefinition& definition) const;
  void back_off(const std::string& name);
  void record(const std::string& name, const std::optional<base::Error>& error,
              std::optional<std::chrono::milliseconds> latency = {});

  const model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  const base::Clock& clock_;
  base::Log& log_;
  mutable std::mutex mutex_;
  std::map<std::string, server::SourceState> states_;  // protected by mutex_
  std::map<std::string, Backoff> backoffs_;            // used by thread_ only
  std::jthread thread_;                                // last: it uses the members above
};

}  // namespace app
