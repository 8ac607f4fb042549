#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/api_key_store.h"
#include "auth/audit.h"
#include "auth/session.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"

namespace auth {

/// The table of sessions, and the links that begin them. Tokens are 256 random bits, of which only
/// the SHA-256 is stored; each change is in the audit. Thread-safe, but not to be called from
/// within a database::Writer::Work.
class SessionStore {
 public:
  /// Without a person's request, a session lasts so long by default, and a kept one so long.
  static constexpr std::chrono::hours kIdleTime{8};
  static constexpr std::chrono::days kStayTime{30};

  struct Begun {
    Session session;
    ApiKey key;
    std::string token;  // of the cookie; it cannot be shown again
  };
  struct Found {
    Session session;
    ApiKey key;  // whose rights it has: the key with which it began, or that key's successor
    std::optional<SessionEnd> end = {};  // absent while it is live
  };

  /// `keys` must outlive it. `idle_time` is at most kStayTime.
  SessionStore(database::Writer& writer, database::ReadConnectionPool& readers,
               const base::Clock& clock, ApiKeyStore& keys,
               std::chrono::seconds idle_time = kIdleTime);

  /// The same for all starts of this installation: 16 hexadecimal digits.
  [[nodiscard]] const std::string& installation() const { return installation_; }

  /// The URL under which the server was last reached; empty before its first start.
  [[nodiscard]] std::string base_url();
  void set_base_url(const std::string& url);

  /// Makes a link's token, which begins one session with the rights of the key. Absent `lifetime`:
  /// valid until its use. `entry` names who makes it, for the audit.
  [[nodiscard]] std::string create_link(const ApiKey& key,
                                        std::optional<std::chrono::seconds> lifetime,
                                        Audit::Entry entry);
  /// `entry` names the peer and the request.
  [[nodiscard]] Begun begin(const ApiKey& key, bool stays, std::string device, Audit::Entry entry);
  /// Uses up the link. Absent if it was used, has expired or never was, or its key is not live.
  [[nodiscard]] std::optional<Begun> begin_by_link(std::string_view token, bool stays,
                                                   std::string device, Audit::Entry entry);

  /// Whether the link has not been used yet.
  [[nodiscard]] bool has_link(std::string_view token);

  /// Live or ended; absent for an unknown token, and 30 days after the last use.
  [[nodiscard]] std::optional<Found> find(std::string_view token);
  /// Notes a request that a person caused, at most once a minute (more often if sessions are
  /// brief), without waiting for that to be durable. `key` is the one that the session has now,
  /// which is used with it.
  void record_use(const Session& session, const base::KeyId& key);
  /// When it ends unless it is used.
  [[nodiscard]] base::Time idle_end(const Session& session) const;

  // Sessions of the key, and of those that were rotated into it.

  /// The live ones, the most recently used first.
  [[nodiscard]] std::vector<Session> list(const ApiKey& key);
  /// False if the key has no such session, or it was signed out before.
  [[nodiscard]] bool end(const ApiKey& key, const SessionId& id, Audit::Entry entry);
  /// Signs out everywhere. Returns how many sessions ended.
  [[nodiscard]] std::size_t end_all(const ApiKey& key, Audit::Entry entry);
  /// Changes whether it stays signed in.
  void set_stays(const ApiKey& key, const Session& session, bool stays, Audit::Entry entry);

 private:
  [[nodiscard]] std::optional<SessionEnd> end_of(const Session& session, const ApiKey& key) const;
  [[nodiscard]] std::chrono::seconds idle_limit(bool stays) const;
  [[nodiscard]] Begun new_session(const ApiKey& key, bool stays, std::string device) const;
  [[nodiscard]] bool has_recent_use(const Session& session, base::Time now);

  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  ApiKeyStore& keys_;
  const std::chrono::seconds idle_time_;
  const std::chrono::seconds use_interval_;  // between two uses that are recorded
  const std::string installation_;

  std::mutex mutex_;
  std::map<SessionId, base::Time> last_recorded_use_;  // protected by mutex_
};

}  // namespace auth
