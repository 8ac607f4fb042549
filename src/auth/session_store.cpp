#include "auth/session_store.h"

#include <algorithm>
#include <utility>

#include "auth/api_key_row.h"
#include "auth/sql.h"
#include "base/digest.h"

namespace auth {
namespace {

using namespace std::chrono_literals;
using database::Connection;
using database::Statement;

constexpr std::size_t kTokenBytes = 32;
constexpr std::chrono::seconds kMaxUseInterval = 1min;
constexpr std::size_t kMaxRememberedUses = 10'000;

std::string read_installation(database::ReadConnectionPool& readers, const char* column) {
  const database::ReadConnectionPool::PooledConnection reader = readers.acquire();
  Statement rows = statement(*reader, "find_installation");
  rows.step();
  return std::string{rows.text(column)};
}

Session read_session(const Statement& row) {
  Session session;
  session.id = SessionId{std::string{row.text("id")}};
  session.key = base::KeyId{std::string{row.text("key_id")}};
  session.stays = row.integer("stays") != 0;
  session.device = row.text("device");
  session.created_at = base::to_time(row.integer("created_at"));
  session.last_used_at = base::to_time(row.integer("last_used_at"));
  if (const auto end = row.optional_integer("idle_end")) session.idle_end = base::to_time(*end);
  if (const auto ended = row.optional_integer("ended_at")) session.ended_at = base::to_time(*ended);
  return session;
}

void record_key_use(Connection& connection, const base::KeyId& key, base::Time now) {
  statement(connection, "record_key_use")
      .bind(":id", key.text())
      .bind(":now", base::to_microseconds(now))
      .run();
}

void insert(Connection& connection, const SessionStore::Begun& begun) {
  const base::Time now = begun.session.created_at;
  record_key_use(connection, begun.session.key, now);
  statement(connection, "purge_sessions")
      .bind(":before", base::to_microseconds(now - SessionStore::kStayTime))
      .run();
  statement(connection, "create_session")
      .bind(":id", begun.session.id.text())
      .bind_blob(":sha256", view(base::sha256(begun.token)))
      .bind(":key_id", begun.session.key.text())
      .bind(":stays", std::int64_t{begun.session.stays})
      .bind(":device", begun.session.device)
      .bind(":now", base::to_microseconds(now))
      .bind(":idle_end", base::to_microseconds(begun.session.idle_end.value()))
      .run();
}

/// The rest of an entry about a session of the key.
Audit::Entry filled_in(Audit::Entry entry, const char* action, const ApiKey& key,
                       std::string target) {
  entry.action = action;
  entry.organization = key.grant.organization;
  if (entry.key.text().empty()) entry.key = key.id;
  entry.target = std::move(target);
  return entry;
}

/// Removes the link; its key, unless it has expired.
std::optional<base::KeyId> use_link(Connection& connection, std::string_view token,
                                    base::Time now) {
  Statement rows = statement(connection, "use_sign_in_link");
  rows.bind_blob(":sha256", view(base::sha256(token)));
  if (!rows.step()) return std::nullopt;
  base::KeyId key{std::string{rows.text("key_id")}};
  const auto expires_at = rows.optional_integer("expires_at");
  while (rows.step()) {
  }
  if (expires_at && base::to_time(*expires_at) <= now) return std::nullopt;
  return key;
}

std::optional<base::KeyId> find_link(Connection& connection, std::string_view token) {
  Statement rows = statement(connection, "find_sign_in_link");
  rows.bind_blob(":sha256", view(base::sha256(token)));
  return rows.step() ? std::optional{base::KeyId{std::string{rows.text("key_id")}}} : std::nullopt;
}

}  // namespace

std::string_view name(SessionEnd end) {
  switch (end) {
    case SessionEnd::kRevoked:
      return "revoked";
    case SessionEnd::kExpired:
      return "expired";
    case SessionEnd::kSignedOut:
      return "signed_out";
    case SessionEnd::kIdle:
      return "idle";
  }
  return {};
}

SessionStore::SessionStore(database::Writer& writer, database::ReadConnectionPool& readers,
                           const base::Clock& clock, ApiKeyStore& keys,
                           std::chrono::seconds idle_time)
    : writer_(writer),
      readers_(readers),
      clock_(clock),
      keys_(keys),
      idle_time_(idle_time),
      use_interval_(std::min(kMaxUseInterval, idle_time / 4)),
      installation_(read_installation(readers, "id")) {}

std::string SessionStore::base_url() { return read_installation(readers_, "base_url"); }

void SessionStore::set_base_url(const std::string& url) {
  if (base_url() == url) return;
  writer_.commit([&](Connection& connection) {
    statement(connection, "set_base_url").bind(":base_url", url).run();
  });
}

bool SessionStore::has_link(std::string_view token) {
  return find_link(*readers_.acquire(), token).has_value();
}

std::string SessionStore::create_link(const ApiKey& key,
                                      std::optional<std::chrono::seconds> lifetime,
                                      Audit::Entry entry) {
  const base::Time now = clock_.now();
  const std::optional<base::Time> end = lifetime ? std::optional{now + *lifetime} : std::nullopt;
  std::string token = base::base64url(base::random_bytes(kTokenBytes));
  entry = filled_in(std::move(entry), "session.link", key, key.id.text());
  entry.detail = "expires=" + (end ? base::format_rfc3339(*end) : "at-use");
  writer_.commit([&](Connection& connection) {
    statement(connection, "purge_sign_in_links").bind(":now", base::to_microseconds(now)).run();
    statement(connection, "create_sign_in_link")
        .bind_blob(":sha256", view(base::sha256(token)))
        .bind(":key_id", key.id.text())
        .bind(":created_at", base::to_microseconds(now))
        .bind_optional(":expires_at",
                       end ? std::optional{base::to_microseconds(*end)} : std::nullopt)
        .run();
    Audit::append(connection, entry, now);
  });
  return token;
}

SessionStore::Begun SessionStore::begin(const ApiKey& key, bool stays, std::string device,
                                        Audit::Entry entry) {
  Begun begun = new_session(key, stays, std::move(device));
  entry = filled_in(std::move(entry), "session.started", key, begun.session.id.text());
  writer_.commit([&](Connection& connection) {
    insert(connection, begun);
    Audit::append(connection, entry, begun.session.created_at);
  });
  return begun;
}

std::optional<SessionStore::Begun> SessionStore::begin_by_link(std::string_view token, bool stays,
                                                               std::string device,
                                                               Audit::Entry entry) {
  const auto id = find_link(*readers_.acquire(), token);
  const std::optional<ApiKey> key = id ? keys_.find_newest(*id) : std::nullopt;
  if (!key || !key->is_live(clock_.now())) return std::nullopt;
  Begun begun = new_session(*key, stays, std::move(device));
  entry = filled_in(std::move(entry), "session.started", *key, begun.session.id.text());
  entry.detail = "link";
  bool is_begun = false;
  writer_.commit([&](Connection& connection) {
    is_begun = use_link(connection, token, begun.session.created_at).has_value();
    if (!is_begun) return;
    insert(connection, begun);
    Audit::append(connection, entry, begun.session.created_at);
  });
  return is_begun ? std::optional{std::move(begun)} : std::nullopt;
}

std::optional<SessionStore::Found> SessionStore::find(std::string_view token) {
  std::optional<Session> session;
  {
    const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
    Statement rows = statement(*reader, "find_session");
    rows.bind_blob(":sha256", view(base::sha256(token)));
    if (!rows.step()) return std::nullopt;
    session = read_session(rows);
  }
  std::optional<ApiKey> key = keys_.find_rotated(session->key);
  if (!key) return std::nullopt;
  const std::optional<SessionEnd> end = end_of(*session, *key);
  return Found{*std::move(session), *std::move(key), end};
}

std::optional<SessionEnd> SessionStore::end_of(const Session& session, const ApiKey& key) const {
  if (session.ended_at) return SessionEnd::kSignedOut;
  if (key.revoked_at) return SessionEnd::kRevoked;
  const base::Time now = clock_.now();
  if (!key.is_live(now)) return SessionEnd::kExpired;
  return idle_end(session) <= now ? std::optional{SessionEnd::kIdle} : std::nullopt;
}

base::Time SessionStore::idle_end(const Session& session) const {
  const base::Time end = session.last_used_at + idle_limit(session.stays);
  return std::min(end, session.idle_end.value_or(end));
}

std::chrono::seconds SessionStore::idle_limit(bool stays) const {
  return stays ? std::chrono::seconds{kStayTime} : idle_time_;
}

void SessionStore::record_use(const Session& session, const base::KeyId& key) {
  const base::Time now = clock_.now();
  if (has_recent_use(session, now)) return;
  // The caller does not wait for it, and a failure, for example on a full disk, is ignored.
  const base::Time end = now + idle_limit(session.stays);
  writer_.commit_in_background([id = session.id, key, now, end](Connection& connection) {
    statement(connection, "record_session_use")
        .bind(":id", id.text())
        .bind(":now", base::to_microseconds(now))
        .bind(":idle_end", base::to_microseconds(end))
        .run();
    record_key_use(connection, key, now);
  });
}

bool SessionStore::has_recent_use(const Session& session, base::Time now) {
  if (now < session.last_used_at + use_interval_) return true;
  const std::lock_guard hold(mutex_);
  if (last_recorded_use_.size() >= kMaxRememberedUses) last_recorded_use_.clear();
  const auto [recorded, is_first] = last_recorded_use_.try_emplace(session.id, now);
  if (!is_first && now < recorded->second + use_interval_ && recorded->second <= now) return true;
  recorded->second = now;
  return false;
}

std::vector<Session> SessionStore::list(const ApiKey& key) {
  const base::Time now = clock_.now();
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "list_sessions");
  rows.bind(":lineage", key.lineage.text());
  std::vector<Session> sessions;
  while (rows.step()) {
    Session session = read_session(rows);
    if (now < idle_end(session)) sessions.push_back(std::move(session));
  }
  return sessions;
}

bool SessionStore::end(const ApiKey& key, const SessionId& id, Audit::Entry entry) {
  const base::Time now = clock_.now();
  entry = filled_in(std::move(entry), "session.ended", key, id.text());
  bool has_ended = false;
  writer_.commit([&](Connection& connection) {
    statement(connection, "end_session")
        .bind(":id", id.text())
        .bind(":lineage", key.lineage.text())
        .bind(":now", base::to_microseconds(now))
        .run();
    has_ended = connection.changes() == 1;
    if (has_ended) Audit::append(connection, entry, now);
  });
  return has_ended;
}

std::size_t SessionStore::end_all(const ApiKey& key, Audit::Entry entry) {
  const base::Time now = clock_.now();
  entry = filled_in(std::move(entry), "session.ended", key, key.id.text());
  std::size_t count = 0;
  writer_.commit([&](Connection& connection) {
    statement(connection, "end_sessions")
        .bind(":lineage", key.lineage.text())
        .bind(":now", base::to_microseconds(now))
        .run();
    count = static_cast<std::size_t>(connection.changes());
    entry.detail = "everywhere sessions=" + std::to_string(count);
    Audit::append(connection, entry, now);
  });
  return count;
}

void SessionStore::set_stays(const ApiKey& key, const Session& session, bool stays,
                             Audit::Entry entry) {
  const base::Time now = clock_.now();
  entry = filled_in(std::move(entry), "session.changed", key, session.id.text());
  entry.detail = stays ? "stays signed in" : "ends with the browser";
  writer_.commit([&](Connection& connection) {
    statement(connection, "keep_session")
        .bind(":id", session.id.text())
        .bind(":stays", std::int64_t{stays})
        .bind(":idle_end", base::to_microseconds(now + idle_limit(stays)))
        .run();
    Audit::append(connection, entry, now);
  });
}

SessionStore::Begun SessionStore::new_session(const ApiKey& key, bool stays,
                                              std::string device) const {
  const base::Time now = clock_.now();
  return {.session = {.id = SessionId{base::new_uuid(now)},
                      .key = key.id,
                      .stays = stays,
                      .device = std::move(device),
                      .created_at = now,
                      .last_used_at = now,
                      .idle_end = now + idle_limit(stays)},
          .key = key,
          .token = base::base64url(base::random_bytes(kTokenBytes))};
}

}  // namespace auth
