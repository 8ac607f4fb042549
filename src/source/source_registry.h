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

/// Opens sessions to all sources for all jobs and caches what their columns are. Owns a connection
/// pool for each server source. Thread-safe.
class SourceRegistry {
 public:
  /// `own` is the server's database: no data model may read it or any file below its directory.
  /// Notices of databases go to `log`, which must outlive the registry; null drops them.
  explicit SourceRegistry(std::filesystem::path own = {}, base::Log* log = nullptr)
      : own_database_(std::move(own)), log_(log) {}

  /// A session for the caller alone. Throws base::Error where the source cannot be reached,
  /// LoginRefused where a retry cannot help, base::Unavailable where it accepts no connection now,
  /// and base::Canceled when asked to stop.
  [[nodiscard]] std::unique_ptr<Session> session(const model::SourceDefinition& definition,
                                                 const std::stop_token& stop);

  /// What the columns of a data model's result are to its source; `session` must belong to that
  /// source. Cached for ten minutes or until invalidate_description().
  [[nodiscard]] std::shared_ptr<const Description> description(const model::DataModel& model,
                                                               Session& session,
                                                               const std::stop_token& stop);
  void invalidate_description(const model::DataModel& model);

  /// Throws base::Error with a user message where the source's file is the server's own database or
  /// is in its directory.
  void reject_own_database(const model::SourceDefinition& definition) const;

  /// Whether all connections that the source may have are in use.
  [[nodiscard]] bool is_exhausted(const model::SourceDefinition& definition);
  /// Closes connections that have been idle for five minutes. Blocks as long as a server takes to
  /// close.
  void close_idle();
  /// Whether the last login was refused and its credentials have not changed since.
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
  std::map<std::string, std::shared_ptr<Pool>>
      pools_;  // by SourceDefinition::identity(); protected
  std::map<std::string, CachedDescription, std::less<>>
      descriptions_;  // by source and digest; protected
};

/// Runs a trivial query on a source. Throws base::Error where it does not answer, and
/// base::Canceled where it took too long (all its connections may be in use) or was stopped.
void probe(const model::SourceDefinition& definition, SourceRegistry& sources,
           const std::stop_token& stop);

}  // namespace source
