#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "model/catalogues.h"
#include "server/source_state.h"
#include "source/source_registry.h"

namespace app {

/// Asks every source now and then whether it answers, by a thread of its own; changes are logged.
/// Any thread may ask for what it found.
class SourceWatch {
 public:
  /// What it is constructed with must outlive it.
  SourceWatch(const model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
              base::Log& log);

  /// Looks from now on, until it is destroyed.
  void start();
  /// What each source did when it was asked last; what was never asked is not there.
  [[nodiscard]] std::map<std::string, server::SourceState> states() const;

 private:
  using Clock = std::chrono::steady_clock;

  /// Of a source that does not let us in: looked at again after minutes, and longer each time.
  struct Pause {
    std::chrono::seconds length{};
    Clock::time_point until;
  };

  [[nodiscard]] bool all_answer() const;
  void look(const std::stop_token& stop);
  void look_at(const model::SourceDefinition& definition, const std::stop_token& stop);
  [[nodiscard]] bool is_due(const model::SourceDefinition& definition) const;
  void pause(const std::string& name);
  void note(const std::string& name, const std::optional<base::Error>& fault);

  const model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  base::Log& log_;
  mutable std::mutex mutex_;
  std::map<std::string, server::SourceState> states_;  // protected by mutex_
  std::map<std::string, Pause> pauses_;                // the thread's alone
  std::jthread thread_;                                // last: it ends before what it uses
};

}  // namespace app
