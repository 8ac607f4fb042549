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

/// Signs links that download one file for a while, without a key: HMAC-SHA-256 over the method
/// (GET, which HEAD shares), path, organization, job, expiry and the number of the signing key. Any
/// thread but the writer's.
class DownloadLinks {
 public:
  enum class Verdict { kValid, kExpired, kInvalid };

  struct Verified {
    Verdict verdict = Verdict::kInvalid;
    base::OrganizationUid organization;  // whose job it is; empty when invalid
  };

  DownloadLinks(database::Writer& writer, database::ReadConnectionPool& readers,
                const base::Clock& clock, std::chrono::seconds lifetime = std::chrono::minutes{15});

  /// Makes the first signing key, unless there is one, so that no answer waits for its commit.
  void ensure_signing_key() { static_cast<void>(newest_or_create()); }
  /// The query string (without "?") that makes `path` the link to the job's file.
  [[nodiscard]] std::string sign(std::string_view path, const base::JobId& job,
                                 const base::OrganizationUid& organization);
  /// A new key signs from now on; links of the one before it live on, those of older ones are dead.
  /// Twice, and no link that was ever signed works. Returns the new key's number. It is in the
  /// audit, as done by `actor`.
  std::int64_t rotate(const std::string& actor);
  /// `query` as it came, still percent-encoded. Members of it that are not ours are ignored. The
  /// caller then looks for the job in the organization, so that a link dies with its job.
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
