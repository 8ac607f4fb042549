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

/// How much may wait and lie about before new jobs are refused.
struct Bounds {
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

  std::int64_t pending = kNone;                  // of all organizations together
  std::int64_t pending_of_organization = kNone;  // of the job's
  std::int64_t bytes_of_organization = kNone;    // in finished files; met when they are reached
};

/// A caller's Idempotency-Key, with the digest of what is asked under it.
struct IdempotencyKey {
  std::string text;
  base::Sha256 digest{};
  std::optional<base::Sha256> bytes = std::nullopt;  // the body's, which older versions kept
};

/// What a new job is held against before it is inserted.
struct Admission {
  Bounds bounds = {};
  bool has_room = true;  // on the disk
  std::optional<IdempotencyKey> key = std::nullopt;
};

enum class Refusal {
  kKeyReused,              // the Idempotency-Key stands for something else
  kQueueFull,              // Bounds::pending
  kOrganizationQueueFull,  // Bounds::pending_of_organization
  kQuotaFull,              // Bounds::bytes_of_organization
  kDiskFull,
};

/// The new job, the one that the Idempotency-Key stands for, or why there is none.
struct Admitted {
  std::optional<Refusal> refusal = std::nullopt;
  base::JobId id = {};
  bool is_repeated = false;
};

/// What the key stands for already: a job, or something else that was asked; absent where for
/// nothing.
[[nodiscard]] std::optional<Admitted> known(database::Connection& connection,
                                            const IdempotencyKey& key,
                                            const base::OrganizationUid& organization,
                                            base::Time now);

/// Asks the table, inside the transaction that inserts the job: absent where `id` may be inserted,
/// which is noted under the key, if there is one.
[[nodiscard]] std::optional<Admitted> answer_of(const Admission& admission,
                                                database::Connection& connection,
                                                const base::OrganizationUid& organization,
                                                const base::JobId& id, base::Time now);

}  // namespace job
