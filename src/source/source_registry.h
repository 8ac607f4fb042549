#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>

#include "base/log.h"
#include "model/definition/data_model.h"
#include "model/definition/source_definition.h"
#include "source/driver/pool.h"
#include "source/driver/session.h"
#include "source/sql/description.h"

namespace source {

/// The ways to all sources, for all jobs. Any thread.
class SourceRegistry {
 public:
  /// `own` is the server's database, which no data model may read, nor anything below its
  /// directory.
  /// What databases say beside their answers goes to `log`, which must outlive it; nowhere without.
  explicit SourceRegistry(std::filesystem::path own = {}, base::Log* log = nullptr)
      : own_database_(std::move(own)), log_(log) {}

  /// A session of the caller's own, until it is destroyed. Throws base::Error where the source
  /// cannot be reached (LoginRefused where trying again would be of no use), base::Unavailable
  /// where it takes no connection now, base::Canceled when asked to stop.
  [[nodiscard]] std::unique_ptr<Session> session(const model::SourceDefinition& definition,
                                                 const std::stop_token& stop);

  /// What a data model's columns are to its source, which `session` is of. It is asked once, and
  /// again after ten minutes or a failed query.
  [[nodiscard]] std::shared_ptr<const Description> description(const model::DataModel& model,
                                                               Session& session,
                                                               const std::stop_token& stop);
  void invalidate_description(const model::DataModel& model);

  /// Throws base::Error with a user message where it is the server's own database, or in its
  /// directory.
  void reject_own_database(const model::SourceDefinition& definition) const;

  /// Whether jobs have all the connections that a source may have.
  [[nodiscard]] bool is_exhausted(const model::SourceDefinition& definition);
  /// Closes what no job has wanted for a while. Takes as long as a server does that is silent.
  void close_idle();
  /// Whether the last login was refused, and what it was made with has not changed since.
  [[nodiscard]] bool is_login_refused(const model::SourceDefinition& definition);

 private:
  [[nodiscard]] std::shared_ptr<Pool> pool(const model::SourceDefinition& definition);

  struct CachedDescription {
    std::shared_ptr<const Description> description;
    std::chrono::steady_clock::time_point at;
  };

  const std::filesystem::path own_database_;
  base::Log* const log_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Pool>> pools_;  // by what tells sources apart; protected
  std::map<std::string, CachedDescription, std::less<>>
      descriptions_;  // by source and digest; protected
};

/// Runs the least query on a source. Throws base::Error where it does not answer, base::Canceled
/// where it took too long (all its connections may be lent) or was stopped.
void probe(const model::SourceDefinition& definition, SourceRegistry& sources,
           const std::stop_token& stop);

}  // namespace source
