#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "base/digest.h"
#include "base/id.h"
#include "base/time.h"
#include "database/connection.h"

namespace job {

/// Queue and storage limits for new jobs.
struct QueueLimits {
  static constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

  std::int64_t max_pending = kUnlimited;  // of all organizations together
  std::int64_t max_pending_per_organization = kUnlimited;
  std::int64_t max_bytes_per_organization = kUnlimited;  // in finished files
};

/// A caller's Idempotency-Key, with the digest of its request.
struct IdempotencyKey {
  std::string text;
  base::Sha256 digest{};
  std::optional<base::Sha256> body_digest = std::nullopt;  // of the body, as older versions stored
};

/// What a new job is checked against before it is inserted.
struct AdmissionRequest {
  QueueLimits limits = {};
  bool has_free_space = true;  // as FileStoreView says
  std::optional<IdempotencyKey> key = std::nullopt;
};

enum class AdmissionError {
  kKeyReused,              // the Idempotency-Key belongs to another request
  kQueueFull,              // QueueLimits::max_pending
  kOrganizationQueueFull,  // QueueLimits::max_pending_per_organization
  kQuotaFull,              // QueueLimits::max_bytes_per_organization
  kDiskFull,
};

/// The new job, the job that the Idempotency-Key belongs to, or an error.
struct AdmissionResult {
  std::optional<AdmissionError> error = std::nullopt;
  base::JobId id = {};
  bool is_repeated = false;
};

/// The job of an earlier request with this key, or kKeyReused when that request was another one;
/// absent when the key is new.
[[nodiscard]] std::optional<AdmissionResult> find_by_idempotency_key(
    database::Connection& connection, const IdempotencyKey& key,
    const base::OrganizationUid& organization, base::Time now);

/// Called inside the transaction that inserts the job. Absent when `id` may be inserted: it is then
/// recorded under the key, if there is one.
[[nodiscard]] std::optional<AdmissionResult> check_admission(
    const AdmissionRequest& admission, database::Connection& connection,
    const base::OrganizationUid& organization, const base::JobId& id, base::Time now);

}  // namespace job
