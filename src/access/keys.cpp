#include "access/keys.h"

#include <utility>

#include "access/audit.h"
#include "access/key_row.h"
#include "asset/asset.h"
#include "base/digest.h"
#include "base/error.h"

namespace access_control {
namespace {

using namespace std::chrono_literals;
using database::Connection;
using database::Statement;

constexpr std::string_view kPrefix = "gbi_";
constexpr std::size_t kRandomBytes = 32;
constexpr std::size_t kChecksumBytes = 4;  // 6 letters
constexpr std::size_t kLetters = kPrefix.size() + 43 + 6;
constexpr auto kBetweenNotes = 1min;

std::string checksum(std::string_view text) {
  return base::base64url(view(base::sha256(text)).substr(0, kChecksumBytes));
}

std::string new_secret() {
  const std::string body = std::string{kPrefix} + base::base64url(base::random_bytes(kRandomBytes));
  return body + checksum(body);
}

Statement statement(Connection& connection, const std::string& name) {
  return connection.prepare(asset::bytes("sql/access/" + name + ".sql"));
}

std::optional<Key> found(Connection& connection, const base::KeyId& id) {
  Statement rows = statement(connection, "load_key");
  rows.bind(":id", id.text());
  return rows.step() ? std::optional{key_of(rows)} : std::nullopt;
}

/// The same grant with a life of its own.
Grant renewed(const Key& old, std::optional<std::chrono::seconds> life, base::Time now) {
  Grant grant = old;
  if (life) {
    grant.expires_at = *life > 0s ? std::optional{now + *life} : std::nullopt;
  } else if (old.expires_at) {
    grant.expires_at = now + (*old.expires_at - old.created_at);
  }
  return grant;
}

Keys::Created created_of(const Grant& grant, base::Time now) {
  Key key;
  static_cast<Grant&>(key) = grant;
  key.id = base::KeyId{base::new_uuid(now)};
  key.created_at = now;
  return {std::move(key), new_secret()};
}

void insert(Connection& connection, const Keys::Created& created) {
  Statement insert = statement(connection, "create_key");
  bind_key(insert, created.key, base::sha256(created.secret));
  insert.run();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

/// What the key may do; the label last, since anything may stand in it.
std::string grant_of(const Key& key) {
  std::vector<std::string> scopes;
  for (const Scope scope : key.scopes) scopes.emplace_back(name(scope));
  return "scopes=" + joined(scopes) + " models=" + (key.models.empty() ? "*" : joined(key.models)) +
         " data-of=" + (key.reaches_below ? "below" : "own") +
         " expires=" + (key.expires_at ? base::format_rfc3339(*key.expires_at) : "never") +
         " label=" + key.label;
}

Audit::Entry entry_of(const char* action, const Key& key, const std::string& actor) {
  return {.action = action,
          .organization = key.organization,
          .peer = actor,
          .target = key.id.text(),
          .detail = key.label};
}

}  // namespace

bool is_well_formed(std::string_view key) {
  return key.size() == kLetters && key.starts_with(kPrefix) &&
         key.ends_with(checksum(key.substr(0, kLetters - 6)));
}

Keys::Keys(database::Writer& writer, database::ReadConnectionPool& readers,
           const base::Clock& clock, std::string actor)
    : writer_(writer), readers_(readers), clock_(clock), actor_(std::move(actor)) {}

Keys::Created Keys::create(const Grant& grant) {
  const base::Time now = clock_.now();
  Created created = created_of(grant, now);
  writer_.commit([&](Connection& connection) {
    insert(connection, created);
    Audit::Entry entry = entry_of("key.created", created.key, actor_);
    entry.detail = grant_of(created.key);
    Audit::append(connection, entry, now);
  });
  return created;
}

std::optional<Keys::Created> Keys::rotate(const base::KeyId& id, std::chrono::seconds overlap,
                                          std::optional<std::chrono::seconds> life) {
  const base::Time now = clock_.now();
  std::optional<Created> created;
  writer_.commit([&](Connection& connection) {
    const auto old = found(connection, id);
    if (!old || !old->is_live(now)) return;
    created = created_of(renewed(*old, life, now), now);
    insert(connection, *created);
    statement(connection, "retire_key")
        .bind(":id", id.text())
        .bind(":expires_at", base::to_microseconds(now + overlap))
        .run();
    Audit::Entry entry = entry_of("key.rotated", *old, actor_);
    entry.detail = created->key.id.text();
    Audit::append(connection, entry, now);
  });
  return created;
}

std::optional<base::KeyId> Keys::successor(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "find_successor");
  rows.bind(":id", id.text());
  return rows.step() ? std::optional{base::KeyId{std::string{rows.text(0)}}} : std::nullopt;
}

bool Keys::revoke(const base::KeyId& id) {
  const base::Time now = clock_.now();
  bool revoked = false;
  writer_.commit([&](Connection& connection) {
    statement(connection, "revoke_key")
        .bind(":id", id.text())
        .bind(":now", base::to_microseconds(now))
        .run();
    revoked = connection.changes() == 1;
    if (!revoked) return;
    Audit::append(connection, entry_of("key.revoked", *found(connection, id), actor_), now);
  });
  return revoked;
}

std::vector<Key> Keys::list() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "list_keys");
  std::vector<Key> keys;
  while (rows.step()) keys.push_back(key_of(rows));
  return keys;
}

Key Keys::load(const base::KeyId& id) {
  auto key = find(id);
  if (!key) throw base::Error("key " + id.text() + ": not in the table of keys");
  return *std::move(key);
}

std::optional<Key> Keys::find(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return found(*reader, id);
}

std::optional<Key> Keys::authenticate(std::string_view presented) {
  Presented known = present(presented);
  return known.is_live ? std::move(known.key) : std::nullopt;
}

Keys::Presented Keys::present(std::string_view presented) {
  const base::Sha256 digest = base::sha256(presented);
  const base::Time now = clock_.now();
  Presented known;
  {
    const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
    Statement rows = statement(*reader, "find_key");
    rows.bind_blob(":sha256", view(digest));
    if (rows.step()) known.key = key_of(rows);
  }
  known.is_live = known.key && known.key->is_live(now);
  if (known.is_live) note_use(*known.key, now);
  return known;
}

void Keys::note_use(const Key& key, base::Time now) {
  {
    const std::lock_guard hold(mutex_);
    const auto [noted, is_first] = used_.try_emplace(key.id, now);
    if (!is_first && now < noted->second + kBetweenNotes && noted->second <= now) return;
    noted->second = now;
  }
  // Nobody waits for it, and nobody minds where it fails, as on a full disk.
  writer_.commit_in_background([id = key.id, now](Connection& connection) {
    statement(connection, "use_key")
        .bind(":id", id.text())
        .bind(":now", base::to_microseconds(now))
        .run();
  });
}

}  // namespace access_control
