#include "job/admission.h"

#include <string_view>

#include "job/sql.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

constexpr std::chrono::hours kKeyLife{24};

std::string_view bytes_of(const base::Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<Refusal> refusal_of(Connection& connection, const Admission& admission,
                                  const base::OrganizationUid& organization) {
  Statement load = statement(connection, "load");
  load.bind(":organization", organization.text());
  load.step();
  const Bounds& bounds = admission.bounds;
  if (load.integer("pending_of_all") >= bounds.pending) return Refusal::kQueueFull;
  if (load.integer("pending") >= bounds.pending_of_organization)
    return Refusal::kOrganizationQueueFull;
  if (load.integer("bytes") >= bounds.bytes_of_organization) return Refusal::kQuotaFull;
  return admission.has_room ? std::nullopt : std::optional{Refusal::kDiskFull};
}

}  // namespace

std::optional<Admitted> known(Connection& connection, const IdempotencyKey& key,
                              const base::OrganizationUid& organization, base::Time now) {
  Statement rows = statement(connection, "known_key");
  rows.bind(":organization", organization.text())
      .bind(":key", key.text)
      .bind(":now", base::to_microseconds(now));
  if (!rows.step()) return std::nullopt;
  const std::string_view kept = rows.text("sha256");
  const bool is_same = kept == bytes_of(key.digest) || (key.bytes && kept == bytes_of(*key.bytes));
  if (!is_same) return Admitted{.refusal = Refusal::kKeyReused};
  return Admitted{.id = base::JobId{std::string{rows.text("job_id")}}, .is_repeated = true};
}

std::optional<Admitted> answer_of(const Admission& admission, Connection& connection,
                                  const base::OrganizationUid& organization, const base::JobId& id,
                                  base::Time now) {
  if (admission.key) {
    if (auto answer = known(connection, *admission.key, organization, now)) return answer;
  }
  if (const auto refusal = refusal_of(connection, admission, organization)) {
    return Admitted{.refusal = refusal};
  }
  if (admission.key) {
    statement(connection, "keep_key")
        .bind(":organization", organization.text())
        .bind(":key", admission.key->text)
        .bind_blob(":sha256", bytes_of(admission.key->digest))
        .bind(":job_id", id.text())
        .bind(":expires_at", base::to_microseconds(now + kKeyLife))
        .run();
  }
  return std::nullopt;
}

}  // namespace job
