#include "job/admission.h"

#include <string_view>

#include "job/sql.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

constexpr std::chrono::hours kIdempotencyKeyLifetime{24};

std::string_view to_bytes(const base::Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<AdmissionError> check_limits(Connection& connection,
                                           const AdmissionRequest& admission,
                                           const base::OrganizationUid& organization) {
  Statement usage = statement(connection, "quota_usage");
  usage.bind(":organization", organization.text());
  usage.step();
  const QueueLimits& limits = admission.limits;
  if (usage.integer("pending_of_all") >= limits.max_pending) return AdmissionError::kQueueFull;
  if (usage.integer("pending") >= limits.max_pending_per_organization)
    return AdmissionError::kOrganizationQueueFull;
  if (usage.integer("bytes") >= limits.max_bytes_per_organization)
    return AdmissionError::kQuotaFull;
  return admission.has_free_space ? std::nullopt : std::optional{AdmissionError::kDiskFull};
}

}  // namespace

std::optional<AdmissionResult> find_by_idempotency_key(Connection& connection,
                                                       const IdempotencyKey& key,
                                                       const base::OrganizationUid& organization,
                                                       base::Time now) {
  Statement rows = statement(connection, "find_idempotency_key");
  rows.bind(":organization", organization.text())
      .bind(":key", key.text)
      .bind(":now", base::to_microseconds(now));
  if (!rows.step()) return std::nullopt;
  const std::string_view kept = rows.text("sha256");
  const bool is_same =
      kept == to_bytes(key.digest) || (key.body_digest && kept == to_bytes(*key.body_digest));
  if (!is_same) return AdmissionResult{.error = AdmissionError::kKeyReused};
  return AdmissionResult{.id = base::JobId{std::string{rows.text("job_id")}}, .is_repeated = true};
}

std::optional<AdmissionResult> check_admission(const AdmissionRequest& admission,
                                               Connection& connection,
                                               const base::OrganizationUid& organization,
                                               const base::JobId& id, base::Time now) {
  if (admission.key) {
    if (auto repeated = find_by_idempotency_key(connection, *admission.key, organization, now))
      return repeated;
  }
  if (const auto error = check_limits(connection, admission, organization)) {
    return AdmissionResult{.error = error};
  }
  if (admission.key) {
    statement(connection, "insert_idempotency_key")
        .bind(":organization", organization.text())
        .bind(":key", admission.key->text)
        .bind_blob(":sha256", to_bytes(admission.key->digest))
        .bind(":job_id", id.text())
        .bind(":expires_at", base::to_microseconds(now + kIdempotencyKeyLifetime))
        .run();
  }
  return std::nullopt;
}

}  // namespace job
