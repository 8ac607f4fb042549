#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

#include "model/source_definition.h"
#include "source/pool.h"
#include "source/session.h"

namespace source {

/// The ways to all sources, for all jobs. Any thread.
class Sources {
 public:
  /// A session of the caller's own, until it is destroyed. Throws base::Error with a phrase where
  /// the source cannot be reached, base::Stopped when asked to stop.
  [[nodiscard]] std::unique_ptr<Session> session(const model::SourceDefinition& definition,
                                                 const std::stop_token& stop);

  /// Whether jobs have all the connections that a source may have.
  [[nodiscard]] bool is_exhausted(const model::SourceDefinition& definition);

 private:
  [[nodiscard]] std::shared_ptr<Pool> pool(const model::SourceDefinition& definition);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Pool>> pools_;  // by what tells sources apart; protected
};

}  // namespace source
