#include "auth/api_key_store.h"

#include <algorithm>
#include <utility>

#include "auth/audit.h"
#include "auth/api_key_row.h"
#include "auth/sql.h"
#include "base/digest.h"
#include "base/error.h"

namespace auth {
namespace {

using namespace std::chrono_literals;
using database::Connection;
using database::Statement;

constexpr std::string_view kPrefix = "gbi_";
constexpr std::size_t kRandomBytes = 32;
constexpr std::size_t kChecksumBytes = 4;  // 6 characters
constexpr std::size_t kKeyLength = kPrefix.size() + 43 + 6;
constexpr auto kKeyUseInterval = 1min;

std::string checksum(std::string_view text) {
  return base::base64url(view(base::sha256(text)).substr(0, kChecksumBytes));
}

std::string new_secret() {
  const std::string body = std::string{kPrefix} + base::base64url(base::random_bytes(kRandomBytes));
  return body + checksum(body);
}

std::optional<ApiKey> find_key(Connection& connection, const base::KeyId& id) {
  Statement rows = statement(connection, "find_key_by_id");
  rows.bind(":id", id.text());
  return rows.step() ? std::optional{read_key(rows)} : std::nullopt;
}

/// The grant of the successor of `old`, with its own expiry.
KeyGrant renew_grant(const ApiKey& old, std::optional<std::chrono::seconds> life, base::Time now) {
  KeyGrant grant = old.grant;
  if (life) {
    grant.expires_at = *life > 0s ? std::optional{now + *life} : std::nullopt;
  } else if (old.grant.expires_at) {
    grant.expires_at = now + (*old.grant.expires_at - old.created_at);
  }
  return grant;
}

ApiKeyStore::Created generate_key(const KeyGrant& grant, base::Time now) {
  ApiKey key;
  key.grant = grant;
  key.id = base::KeyId{base::new_uuid(now)};
  key.created_at = now;
  key.lineage = key.id;
  return {std::move(key), new_secret()};
}

void insert(Connection& connection, const ApiKeyStore::Created& created) {
  Statement insert = statement(connection, "create_key");
  bind_key(insert, created.key, base::sha256(created.secret));
  insert.run();
}

std::string join_with_commas(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

/// The key's rights; the label is last, since it may contain anything.
std::string format_grant(const ApiKey& key) {
  std::vector<std::string> scopes;
  for (const Scope scope : key.grant.scopes) scopes.emplace_back(name(scope));
  return "scopes=" + join_with_commas(scopes) +
         " models=" + (key.grant.models.empty() ? "*" : join_with_commas(key.grant.models)) +
         " data-of=" + (key.grant.includes_sub_organizations ? "below" : "own") + " expires=" +
         (key.grant.expires_at ? base::format_rfc3339(*key.grant.expires_at) : "never") +
         " label=" + key.grant.label;
}

using Administrator = ApiKeyStore::Administrator;

Audit::Entry audit_entry(const char* action, const ApiKey& key, const std::string& actor,
                         const std::optional<Administrator>& by) {
  return {.action = action,
          .organization = key.grant.organization,
          .key = by ? by->key : base::KeyId{},
          .peer = by ? by->peer : actor,
          .request_id = by ? by->request_id : std::string{},
          .target = key.id.text(),
          .detail = key.grant.label};
}

void limit_expiry(KeyGrant& grant, const std::optional<Administrator>& by) {
  if (!by || !by->latest_expiry) return;
  grant.expires_at = std::min(grant.expires_at.value_or(*by->latest_expiry), *by->latest_expiry);
}

/// Whether another key administers at least as long.
bool has_other_admin(Connection& connection, const ApiKey& key, base::Time now) {
  const auto& end = key.grant.expires_at;
  Statement rows = statement(connection, "find_other_admin");
  rows.bind(":organization", key.grant.organization.text())
      .bind(":id", key.id.text())
      .bind(":now", base::to_microseconds(now))
      .bind_optional(":end", end ? std::optional{base::to_microseconds(*end)} : std::nullopt);
  return rows.step();
}

/// Whether the replacement ends before the key would, and no other one administers as long.
bool ends_administration(Connection& connection, const ApiKey& key, const ApiKey& replacement,
                         base::Time now) {
  if (!key.allows(Scope::kAdmin) || !replacement.grant.expires_at) return false;
  const base::Time end = key.grant.expires_at.value_or(base::Time::max());
  return *replacement.grant.expires_at < end && !has_other_admin(connection, key, now);
}

bool revoke_now(Connection& connection, const base::KeyId& id, base::Time now) {
  statement(connection, "revoke_key")
      .bind(":id", id.text())
      .bind(":now", base::to_microseconds(now))
      .run();
  return connection.changes() == 1;
}

}  // namespace

bool is_well_formed(std::string_view key) {
  return key.size() == kKeyLength && key.starts_with(kPrefix) &&
         key.ends_with(checksum(key.substr(0, kKeyLength - 6)));
}

ApiKeyStore::ApiKeyStore(database::Writer& writer, database::ReadConnectionPool& readers,
                         const base::Clock& clock, std::string actor)
    : writer_(writer), readers_(readers), clock_(clock), actor_(std::move(actor)) {}

ApiKeyStore::Created ApiKeyStore::create(const KeyGrant& grant,
                                         const std::optional<Administrator>& by) {
  const base::Time now = clock_.now();
  Created created = generate_key(grant, now);
  limit_expiry(created.key.grant, by);
  writer_.commit([&](Connection& connection) {
    insert(connection, created);
    Audit::Entry entry = audit_entry("key.created", created.key, actor_, by);
    entry.detail = format_grant(created.key);
    Audit::append(connection, entry, now);
  });
  return created;
}

std::optional<ApiKeyStore::Created> ApiKeyStore::rotate(const base::KeyId& id,
                                                        std::chrono::seconds overlap,
                                                        std::optional<std::chrono::seconds> life) {
  return rotate(id, overlap, life, std::optional<Administrator>{}).created;
}

ApiKeyStore::Rotation ApiKeyStore::rotate_unless_last_admin(
    const base::KeyId& id, std::chrono::seconds overlap, std::optional<std::chrono::seconds> life,
    const Administrator& by) {
  return rotate(id, overlap, life, by);
}

ApiKeyStore::Rotation ApiKeyStore::rotate(const base::KeyId& id, std::chrono::seconds overlap,
                                          std::optional<std::chrono::seconds> life,
                                          const std::optional<Administrator>& by) {
  const base::Time now = clock_.now();
  Rotation rotation;
  writer_.commit([&](Connection& connection) {
    rotation = {};
    const auto old = find_key(connection, id);
    if (!old || !old->is_live(now)) return;
    Created created = generate_key(renew_grant(*old, life, now), now);
    created.key.lineage = old->lineage;
    limit_expiry(created.key.grant, by);
    if (by && ends_administration(connection, *old, created.key, now)) {
      rotation.outcome = Outcome::kLastAdmin;
      return;
    }
    insert(connection, created);
    statement(connection, "retire_key")
        .bind(":id", id.text())
        .bind(":expires_at", base::to_microseconds(now + overlap))
        .run();
    Audit::Entry entry = audit_entry("key.rotated", *old, actor_, by);
    entry.detail = created.key.id.text();
    Audit::append(connection, entry, now);
    rotation = {.outcome = Outcome::kDone, .created = std::move(created)};
  });
  return rotation;
}

std::optional<base::KeyId> ApiKeyStore::successor(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "find_successor");
  rows.bind(":id", id.text());
  return rows.step() ? std::optional{base::KeyId{std::string{rows.text(0)}}} : std::nullopt;
}

bool ApiKeyStore::revoke(const base::KeyId& id) {
  const base::Time now = clock_.now();
  bool revoked = false;
  writer_.commit([&](Connection& connection) {
    revoked = revoke_now(connection, id, now);
    if (!revoked) return;
    Audit::append(connection, audit_entry("key.revoked", *find_key(connection, id), actor_, {}),
                  now);
  });
  return revoked;
}

ApiKeyStore::Outcome ApiKeyStore::revoke_unless_last_admin(const base::KeyId& id,
                                                           const Administrator& by) {
  const base::Time now = clock_.now();
  Outcome result = Outcome::kNotFound;
  writer_.commit([&](Connection& connection) {
    const auto key = find_key(connection, id);
    if (!key) return;
    const bool is_admin = key->is_live(now) && key->allows(Scope::kAdmin);
    if (is_admin && !has_other_admin(connection, *key, now)) {
      result = Outcome::kLastAdmin;
      return;
    }
    if (!revoke_now(connection, id, now)) return;
    Audit::append(connection, audit_entry("key.revoked", *key, actor_, by), now);
    result = Outcome::kDone;
  });
  return result;
}

std::vector<ApiKey> ApiKeyStore::list() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "list_keys");
  std::vector<ApiKey> keys;
  while (rows.step()) keys.push_back(read_key(rows));
  return keys;
}

ApiKey ApiKeyStore::require(const base::KeyId& id) {
  auto key = find(id);
  if (!key) throw base::Error("key " + id.text() + ": not in the table of keys");
  return *std::move(key);
}

std::optional<ApiKey> ApiKeyStore::find(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return find_key(*reader, id);
}

std::optional<ApiKey> ApiKeyStore::find_rotated(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  std::optional<ApiKey> key = find_key(*reader, id);
  if (!key || key->revoked_at || key->is_live(clock_.now())) return key;
  Statement rows = statement(*reader, "find_newest_of_lineage");
  rows.bind(":lineage", key->lineage.text());
  return rows.step() ? std::optional{read_key(rows)} : key;
}

std::optional<ApiKey> ApiKeyStore::find_newest(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  std::optional<ApiKey> key = find_key(*reader, id);
  if (!key || key->revoked_at) return key;
  Statement rows = statement(*reader, "find_newest_of_lineage");
  rows.bind(":lineage", key->lineage.text());
  if (!rows.step()) return key;
  ApiKey newest = read_key(rows);
  return newest.is_live(clock_.now()) ? newest : key;
}

std::vector<base::KeyId> ApiKeyStore::rotations(const base::KeyId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "list_lineage");
  rows.bind(":id", id.text());
  std::vector<base::KeyId> ids;
  while (rows.step()) ids.emplace_back(std::string{rows.text("id")});
  return ids;
}

std::optional<ApiKey> ApiKeyStore::find_live(std::string_view presented) {
  AuthResult result = authenticate(presented);
  return result.is_live ? std::move(result.key) : std::nullopt;
}

ApiKeyStore::AuthResult ApiKeyStore::authenticate(std::string_view presented) {
  const base::Sha256 digest = base::sha256(presented);
  const base::Time now = clock_.now();
  AuthResult result;
  {
    const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
    Statement rows = statement(*reader, "find_key_by_digest");
    rows.bind_blob(":sha256", view(digest));
    if (rows.step()) result.key = read_key(rows);
  }
  result.is_live = result.key && result.key->is_live(now);
  if (result.is_live) record_use(*result.key, now);
  return result;
}

void ApiKeyStore::record_use(const ApiKey& key, base::Time now) {
  {
    const std::lock_guard hold(mutex_);
    const auto [recorded, is_first] = last_recorded_use_.try_emplace(key.id, now);
    if (!is_first && now < recorded->second + kKeyUseInterval && recorded->second <= now) return;
    recorded->second = now;
  }
  // The caller does not wait for it, and a failure, for example on a full disk, is ignored.
  writer_.commit_in_background([id = key.id, now](Connection& connection) {
    statement(connection, "record_key_use")
        .bind(":id", id.text())
        .bind(":now", base::to_microseconds(now))
        .run();
  });
}

}  // namespace auth
