#include "auth/download_links.h"

#include <algorithm>

#include "auth/audit.h"
#include "asset/asset.h"
#include "base/digest.h"
#include "base/parse_integer.h"
#include "base/percent_encoding.h"

namespace auth {
namespace {

using database::Connection;
using database::Statement;

constexpr std::size_t kSecretBytes = 32;

/// RFC 3986: each byte but the unreserved characters as %xx, in small letters, while
/// base::percent_encode() writes capitals.
std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += '%' + base::hex(std::string_view{&c, 1});
    }
  }
  return encoded;
}

/// The decoded value of the first parameter with this name; empty when it is missing.
std::string query_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return base::percent_decode(pair.substr(equals + 1));
    }
  }
  return {};
}

/// Accepts only the form that sign() writes: "7", not "07" or "+7".
std::optional<std::int64_t> parse_as_signed(const std::string& text) {
  const auto value = base::parse_integer<std::int64_t>(text);
  return value && std::to_string(*value) == text ? value : std::nullopt;
}

/// Each part is preceded by its length, so that different links have different messages.
std::string signature(const std::string& secret, std::initializer_list<std::string_view> parts) {
  std::string message;
  for (const std::string_view part : parts) {
    message += std::to_string(part.size());
    message += ':';
    message += part;
  }
  return base::base64url(base::hmac_sha256(secret, message));
}

constexpr std::string_view kMethod = "GET";

void insert_signing_key(Connection& connection, const std::string& statement, base::Time now) {
  connection.prepare(asset::bytes("sql/auth/" + statement + ".sql"))
      .bind_blob(":secret", base::random_bytes(kSecretBytes))
      .bind(":created_at", base::to_microseconds(now))
      .run();
}

}  // namespace

DownloadLinks::DownloadLinks(database::Writer& writer, database::ReadConnectionPool& readers,
                             const base::Clock& clock, std::chrono::seconds lifetime)
    : writer_(writer), readers_(readers), clock_(clock), lifetime_(lifetime) {}

std::string DownloadLinks::sign(std::string_view path, const base::JobId& job,
                                const base::OrganizationUid& organization) {
  const SigningKey key = newest_or_create();
  const auto end = std::chrono::floor<std::chrono::seconds>(clock_.now()) + lifetime_;
  const std::string expires = std::to_string(end.time_since_epoch().count());
  const std::string id = std::to_string(key.id);
  return "organization=" + percent_encode(organization.text()) + "&expires=" + expires +
         "&key=" + id + "&signature=" +
         signature(key.secret, {kMethod, path, organization.text(), job.text(), expires, id});
}

DownloadLinks::Verified DownloadLinks::verify(std::string_view path, const base::JobId& job,
                                              std::string_view query) {
  const std::string organization = query_parameter(query, "organization");
  const std::string expires = query_parameter(query, "expires");
  const std::string id = query_parameter(query, "key");
  const std::optional<std::int64_t> end = parse_as_signed(expires);
  const std::optional<std::int64_t> number_of_key = parse_as_signed(id);
  if (!end || !number_of_key) return {};
  const std::optional<SigningKey> key = find_signing_key(*number_of_key);
  if (!key) return {};
  const std::string expected =
      signature(key->secret, {kMethod, path, organization, job.text(), expires, id});
  if (!base::equal_in_constant_time(expected, query_parameter(query, "signature"))) return {};
  const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now());
  const bool expired = now.time_since_epoch().count() >= *end;
  return {expired ? Verdict::kExpired : Verdict::kValid, base::OrganizationUid{organization}};
}

std::int64_t DownloadLinks::rotate(const std::string& actor) {
  const base::Time now = clock_.now();
  std::int64_t number = 0;
  writer_.commit([&](Connection& connection) {
    // Without any key, two are created.
    insert_signing_key(connection, "create_signing_key", now);
    insert_signing_key(connection, "add_signing_key", now);
    connection.prepare(asset::bytes("sql/auth/drop_signing_keys.sql")).run();
    number = newest_signing_key(connection).value().id;
    Audit::append(connection,
                  {.action = "link.rotated", .peer = actor, .target = std::to_string(number)}, now);
  });
  return number;
}

std::optional<DownloadLinks::SigningKey> DownloadLinks::newest_signing_key(Connection& connection) {
  Statement rows = connection.prepare(asset::bytes("sql/auth/newest_signing_key.sql"));
  if (!rows.step()) return std::nullopt;
  return SigningKey{rows.integer("id"), std::string{rows.text("secret")}};
}

std::optional<DownloadLinks::SigningKey> DownloadLinks::find_signing_key(std::int64_t id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = reader->prepare(asset::bytes("sql/auth/find_signing_key.sql"));
  rows.bind(":id", id);
  if (!rows.step()) return std::nullopt;
  return SigningKey{rows.integer("id"), std::string{rows.text("secret")}};
}

DownloadLinks::SigningKey DownloadLinks::newest_or_create() {
  std::optional<SigningKey> key = newest_signing_key(*readers_.acquire());
  if (key) return *std::move(key);
  writer_.commit([&](Connection& connection) {
    insert_signing_key(connection, "create_signing_key", clock_.now());
    key = newest_signing_key(connection);
  });
  return key.value();
}

}  // namespace auth
