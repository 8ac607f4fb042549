#include "source/source_registry.h"

#include <array>

#include "base/digest.h"
#include "base/error.h"
#include "base/stop_after.h"
#include "source/driver/connect_error.h"
#include "source/driver/odbc_session.h"
#include "source/driver/postgres_session.h"
#include "source/driver/secret_mask.h"
#include "source/driver/sqlite_session.h"
#include "source/sql/query.h"

namespace source {
namespace {

constexpr std::chrono::minutes kMaxIdleTime{5};

std::unique_ptr<Session> open_session(const model::SourceDefinition& definition,
                                      const std::stop_token& stop, base::Log* log) {
  switch (definition.kind) {
    case model::SourceKind::kSqlite:
      return sqlite_session(definition, stop);
    case model::SourceKind::kPostgres:
      return postgres_session(definition, stop, log);
    case model::SourceKind::kOdbc:
      return odbc_session(definition);
  }
  throw base::Error("source " + definition.name + ": of no known kind");
}

[[noreturn]] void throw_connect_error(const model::SourceDefinition& definition,
                                      const ConnectError& error, const SecretMask& mask) {
  const std::string what = "source " + definition.name + ": " + mask.apply(error.what());
  const auto message = [&](const char* key) {
    return base::Message{key, {{"source", definition.name}}};
  };
  switch (error.kind()) {
    case ConnectErrorKind::kLogin:
      throw LoginRefused(what, message("source.login_refused"));
    case ConnectErrorKind::kDatabase:
      throw LoginRefused(what, message("source.database_missing"));
    case ConnectErrorKind::kPermission:
      throw LoginRefused(what, message("source.database_closed"));
    case ConnectErrorKind::kTooManyConnections:
      throw ConnectionLimitReached(what, message("source.full"));
    case ConnectErrorKind::kUnavailable:
      throw base::Unavailable(what, message("source.down"));
    case ConnectErrorKind::kOther:
      break;
  }
  throw base::TransientError(what);
}

/// The same error with another text.
template <class E>
[[noreturn]] void throw_with_text(const std::string& what, const E& error) {
  if (error.user_message()) throw E{what, *error.user_message()};
  throw E{what};
}

/// No error of a driver leaves without its secrets masked.
std::unique_ptr<Session> connect(const model::SourceDefinition& definition,
                                 const std::stop_token& stop, base::Log* log) {
  try {
    return open_session(definition, stop, log);
  } catch (const ConnectError& error) {
    throw_connect_error(definition, error, SecretMask{definition});
  } catch (const base::Error& error) {
    const std::string what = SecretMask{definition}.apply(error.what());
    if (what == error.what()) throw;
    if (const auto* transient = dynamic_cast<const base::TransientError*>(&error)) {
      throw_with_text(what, *transient);
    }
    throw_with_text(what, error);
  }
}

/// The digest of the login's options. A password read from a file may change between logins.
std::string secrets_digest(const model::SourceDefinition& definition) {
  base::Sha256Stream digest;
  try {
    for (const model::SourceOption& option : definition.options) {
      digest.update(option.value.text());
      digest.update(std::string_view{"\0", 1});
    }
  } catch (const base::Error& error) {
    throw base::Error("source " + definition.name + ": " + error.what(),
                      base::Message{"source.secret_unreadable", {{"source", definition.name}}});
  }
  return base::hex(digest.finish());
}

bool is_below(const std::filesystem::path& path, const std::filesystem::path& directory) {
  std::error_code missing;
  auto above = std::filesystem::weakly_canonical(std::filesystem::absolute(path), missing);
  while (above.has_relative_path()) {
    above = above.parent_path();
    if (std::filesystem::equivalent(above, directory, missing)) return true;
  }
  return false;
}

/// The source prepares the data model's SQL and does not run it. A dynamic database, whose column
/// types say nothing, is not asked.
Description describe_columns(const model::DataModel& model, Session& session,
                             const std::stop_token& stop) {
  const Dialect& dialect = session.dialect();
  if (dialect.is_dynamic()) return {};
  std::map<std::string, Description::Column, std::less<>> columns;
  const Query query = model_query(model.sql, null_bindings(model, model.sql), dialect);
  for (ResultColumn& column : session.describe(query, stop)) {
    columns.emplace(std::move(column.name),
                    Description::Column{column.database_type, std::move(column.type)});
  }
  return Description{std::move(columns)};
}

}  // namespace

std::unique_ptr<Session> SourceRegistry::session(const model::SourceDefinition& definition,
                                                 const std::stop_token& stop) {
  reject_own_database(definition);
  // A file may be replaced by another of the same name, so each job opens it again.
  if (definition.kind == model::SourceKind::kSqlite) return connect(definition, stop, log_);
  return pool(definition)->acquire(stop);
}

void SourceRegistry::reject_own_database(const model::SourceDefinition& definition) const {
  const std::filesystem::path& path = definition.path;
  if (own_database_.empty() || path.empty()) return;
  std::error_code missing;
  const bool is_own = std::filesystem::equivalent(path, own_database_, missing);
  if (!is_own && !is_below(path, own_database_.parent_path())) return;
  throw base::Error("source " + definition.name + ": " + path.string() +
                        " is the server's own database or in its data directory, which no data "
                        "model may read",
                    base::Message{"source.own_database", {{"source", definition.name}}});
}

std::shared_ptr<const Description> SourceRegistry::description(const model::DataModel& model,
                                                               Session& session,
                                                               const std::stop_token& stop) {
  constexpr std::chrono::minutes kMaxAge{10};
  constexpr std::size_t kMaxKept = 1'000;
  const std::string key = model.source + " " + model.sha256;
  const auto now = std::chrono::steady_clock::now();
  {
    const std::scoped_lock lock(mutex_);
    const auto found = descriptions_.find(key);
    if (found != descriptions_.end() && now - found->second.at < kMaxAge) {
      return found->second.description;
    }
  }
  auto description = std::make_shared<const Description>(describe_columns(model, session, stop));
  const std::scoped_lock lock(mutex_);
  if (descriptions_.size() >= kMaxKept) descriptions_.clear();
  descriptions_.insert_or_assign(key, CachedDescription{description, now});
  return description;
}

void SourceRegistry::invalidate_description(const model::DataModel& model) {
  const std::scoped_lock lock(mutex_);
  descriptions_.erase(model.source + " " + model.sha256);
}

bool SourceRegistry::is_exhausted(const model::SourceDefinition& definition) {
  return definition.kind != model::SourceKind::kSqlite && pool(definition)->is_exhausted();
}

bool SourceRegistry::is_login_refused(const model::SourceDefinition& definition) {
  return definition.kind != model::SourceKind::kSqlite && pool(definition)->is_login_refused();
}

/// Closes without holding the mutex: a server that does not answer delays only this call.
void SourceRegistry::close_idle() {
  std::vector<std::shared_ptr<Pool>> all;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [identity, pool] : pools_) all.push_back(pool);
  }
  for (const auto& pool : all) pool->close_idle(kMaxIdleTime);
}

std::shared_ptr<Pool> SourceRegistry::pool(const model::SourceDefinition& definition) {
  const std::scoped_lock lock(mutex_);
  std::shared_ptr<Pool>& pool = pools_[definition.identity()];
  if (!pool) {
    pool = std::make_shared<Pool>(
        definition.max_connections,
        [definition, log = log_](const std::stop_token& stop) {
          return connect(definition, stop, log);
        },
        [definition] { return secrets_digest(definition); });
  }
  return pool;
}

void probe(const model::SourceDefinition& definition, SourceRegistry& sources,
           const std::stop_token& stop) {
  constexpr std::chrono::seconds kTimeout{10};
  const base::StopAfter limit(kTimeout, stop);
  const auto session = sources.session(definition, limit.token());
  const Query query{std::string{session->dialect().probe()}, {}};
  const auto cursor = session->open(query, {{}, kTimeout, limit.token()});
  std::array<Cell, 1> row{};
  while (cursor->next(row)) {
  }
}

}  // namespace source
