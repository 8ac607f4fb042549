#include "access/keys.h"

#include <algorithm>

#include "asset/asset.h"
#include "base/digest.h"

namespace access_control {
namespace {

using database::Connection;
using database::Statement;

constexpr std::string_view kPrefix = "gbi_";
constexpr std::size_t kRandomBytes = 32;
constexpr std::size_t kChecksumBytes = 4;  // 6 letters
constexpr std::size_t kLetters = kPrefix.size() + 43 + 6;

std::string_view view(const base::Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string checksum(std::string_view text) {
  return base::base64url(view(base::sha256(text)).substr(0, kChecksumBytes));
}

std::string new_secret() {
  const std::string body = std::string{kPrefix} + base::base64url(base::random_bytes(kRandomBytes));
  return body + checksum(body);
}

/// Tells typing errors only: how a key is built is no secret.
bool is_well_formed(std::string_view presented) {
  return presented.size() == kLetters && presented.starts_with(kPrefix) &&
         presented.ends_with(checksum(presented.substr(0, kLetters - 6)));
}

std::string words(const std::set<Scope>& scopes) {
  std::string text;
  for (const Scope scope : scopes) {
    if (!text.empty()) text += ' ';
    text += name(scope);
  }
  return text;
}

/// Words of a newer version grant nothing here.
std::set<Scope> scopes_of(std::string_view words) {
  std::set<Scope> scopes;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (const std::optional<Scope> scope = scope_of(word)) scopes.insert(*scope);
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return scopes;
}

std::optional<base::Time> time_of(const std::optional<std::int64_t>& microseconds) {
  return microseconds ? std::optional{base::time_of(*microseconds)} : std::nullopt;
}

/// The columns are those of sql/access/find_key.sql.
Key key_of(const Statement& row) {
  return {.id = base::KeyId{std::string{row.text(0)}},
          .organization = base::OrganizationUid{std::string{row.text(1)}},
          .label = std::string{row.text(2)},
          .scopes = scopes_of(row.text(3)),
          .created_at = base::time_of(row.integer(4)),
          .expires_at = time_of(row.optional_integer(5)),
          .revoked_at = time_of(row.optional_integer(6))};
}

}  // namespace

Keys::Keys(database::Writer& writer, database::Readers& readers, const base::Clock& clock)
    : writer_(writer), readers_(readers), clock_(clock) {}

Keys::Created Keys::create(const base::OrganizationUid& organization, const std::string& label,
                           const std::set<Scope>& scopes,
                           const std::optional<base::Time>& expires_at) {
  const base::Time now = clock_.now();
  Created created{{.id = base::KeyId{base::new_uuid(now)},
                   .organization = organization,
                   .label = label,
                   .scopes = scopes,
                   .created_at = now,
                   .expires_at = expires_at,
                   .revoked_at = std::nullopt},
                  new_secret()};
  writer_.commit([&](Connection& connection) {
    Statement insert = connection.prepare(asset::bytes("sql/access/create_key.sql"));
    insert.bind(":id", created.key.id.text())
        .bind(":organization", organization.text())
        .bind(":label", label)
        .bind_blob(":sha256", view(base::sha256(created.secret)))
        .bind(":scopes", words(scopes))
        .bind(":created_at", base::microseconds(now));
    insert.bind_optional(
        ":expires_at", expires_at ? std::optional{base::microseconds(*expires_at)} : std::nullopt);
    insert.run();
  });
  return created;
}

std::vector<Key> Keys::list() {
  const database::Readers::Loan reader = readers_.borrow();
  Statement rows = reader->prepare(asset::bytes("sql/access/list_keys.sql"));
  std::vector<Key> keys;
  while (rows.step()) keys.push_back(key_of(rows));
  return keys;
}

bool Keys::revoke(const base::KeyId& id) {
  bool revoked = false;
  writer_.commit([&](Connection& connection) {
    connection.prepare(asset::bytes("sql/access/revoke_key.sql"))
        .bind(":id", id.text())
        .bind(":now", base::microseconds(clock_.now()))
        .run();
    revoked = connection.changes() == 1;
  });
  return revoked;
}

std::optional<Key> Keys::authenticate(std::string_view presented) {
  if (!is_well_formed(presented)) return std::nullopt;
  const base::Sha256 digest = base::sha256(presented);
  const database::Readers::Loan reader = readers_.borrow();
  Statement rows = reader->prepare(asset::bytes("sql/access/find_key.sql"));
  rows.bind_blob(":sha256", view(digest));
  if (!rows.step()) return std::nullopt;
  Key key = key_of(rows);
  if (key.revoked_at || (key.expires_at && *key.expires_at <= clock_.now())) return std::nullopt;
  return key;
}

}  // namespace access_control
