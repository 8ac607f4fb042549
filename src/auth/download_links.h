#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"

namespace auth {

/// Signs links that download one file for a limited time without an API key: HMAC-SHA-256 over the
/// method (GET, also for HEAD), path, organization, job, expiry and the number of the signing key.
/// Thread-safe, but not to be called from within a database::Writer::Work.
class DownloadLinks {
 public:
  enum class Verdict { kValid, kExpired, kInvalid };

  struct Verified {
    Verdict verdict = Verdict::kInvalid;
    base::OrganizationUid organization;  // the job's; empty when invalid
  };

  DownloadLinks(database::Writer& writer, database::ReadConnectionPool& readers,
                const base::Clock& clock, std::chrono::seconds lifetime = std::chrono::minutes{15});

  /// Creates the first signing key if it is missing, so that no request waits for its commit.
  void ensure_signing_key() { static_cast<void>(newest_or_create()); }
  /// The query string (without "?") that makes `path` the link to the job's file.
  [[nodiscard]] std::string sign(std::string_view path, const base::JobId& job,
                                 const base::OrganizationUid& organization);
  /// Signs with a new key from now on. Links of the previous key stay valid, those of older keys do
  /// not: rotating twice invalidates all earlier links. Returns the new key's number. `actor` is
  /// the user, for the audit.
  std::int64_t rotate(const std::string& actor);
  /// `query` is still percent-encoded; its other parameters are ignored. The caller then looks up
  /// the job in the organization, so that a link is invalid once its job is deleted.
  [[nodiscard]] Verified verify(std::string_view path, const base::JobId& job,
                                std::string_view query);

 private:
  struct SigningKey {
    std::int64_t id = 0;
    std::string secret;
  };

  [[nodiscard]] static std::optional<SigningKey> newest_signing_key(
      database::Connection& connection);
  [[nodiscard]] std::optional<SigningKey> find_signing_key(std::int64_t id);
  [[nodiscard]] SigningKey newest_or_create();

  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  const std::chrono::seconds lifetime_;
};

}  // namespace auth
