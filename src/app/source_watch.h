#pragma once

#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "base/log.h"
#include "model/catalogues.h"
#include "source/sources.h"

namespace app {

/// Asks every source now and then whether it answers, by a thread of its own; changes are logged.
/// Any thread may ask for what it found.
class SourceWatch {
 public:
  /// What it is constructed with must outlive it.
  SourceWatch(const model::Catalogues& catalogues, source::Sources& sources, base::Log& log);

  /// Looks from now on, until it is destroyed.
  void start();
  /// Whether each source answered when it was asked last; what was never asked is not there.
  [[nodiscard]] std::map<std::string, bool> states() const;

 private:
  [[nodiscard]] bool all_answer() const;
  void look(const std::stop_token& stop);
  void note(const std::string& name, bool answers, const char* reason);

  const model::Catalogues& catalogues_;
  source::Sources& sources_;
  base::Log& log_;
  mutable std::mutex mutex_;
  std::map<std::string, bool> states_;  // protected by mutex_
  std::jthread thread_;                 // last: it ends before what it uses
};

}  // namespace app
