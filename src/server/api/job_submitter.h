#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/api_key.h"
#include "job/admission.h"
#include "model/request_validator.h"
#include "server/api/base_path.h"
#include "server/api/lookup_slots.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Makes jobs of requests: the common part of submit and retry. A route begins a Submission for
/// each request. Thread-safe.
class JobSubmitter {
 public:
  /// All must outlive it; `base_path` begins the `Location` header.
  JobSubmitter(const Services& services, const BasePath& base_path, LookupSlots& lookup_slots)
      : services_(services), base_path_(base_path), lookup_slots_(lookup_slots) {}

  /// Throws Problem, in `language`, if the request was rejected.
  static void throw_if_rejected(const model::ValidationResult& checked,
                                std::optional<language::Language> language);

  class Submission;
  /// Both must outlive the submission.
  [[nodiscard]] Submission begin(const Request& request, const auth::ApiKey& key) const;

 private:
  const Services& services_;
  const BasePath& base_path_;
  LookupSlots& lookup_slots_;
};

/// Turns one request into a durable job, or into the problem that rejects it, in three steps:
/// validate(), look_up() and admit(). Owned by the call of a route. Not thread-safe.
class JobSubmitter::Submission {
 public:
  Submission(const JobSubmitter& submitter, const Request& request, const auth::ApiKey& key);

  /// Before step 1. Returns the first response again if the Idempotency-Key was already used for
  /// this request, even if the data model has changed since. Absent without a key, or with a new
  /// one, which admit() then stores. Throws Problem if the key is malformed or was used for another
  /// request. `digest` is that of the request, `bytes` that of its body as sent, by which older
  /// versions knew a request.
  [[nodiscard]] std::optional<Response> replay(std::optional<language::Language> language,
                                               const base::Sha256& digest,
                                               std::optional<base::Sha256> bytes,
                                               const std::vector<base::Diagnostic>& warnings);

  /// Step 1. Throws Problem, in `language`, if the request was rejected.
  void validate(model::ValidationResult checked, std::optional<language::Language> language);
  /// Step 2; a retry skips it. Throws Problem if a value is not among those of its lookup. Skips
  /// the check if the source does not answer in time, is known to be unreachable, or has too many
  /// lookups: then the job finds unlisted values.
  void look_up() const;
  /// Step 3. Returns the response once the job is durable. Throws Problem if it is not admitted.
  [[nodiscard]] Response admit(std::optional<base::JobId> retry_of = std::nullopt);

 private:
  [[nodiscard]] const model::ReportSpec& spec() const { return *checked_->spec(); }
  [[nodiscard]] std::vector<base::Diagnostic> unlisted_values() const;
  [[nodiscard]] job::AdmissionRequest admission_request() const;
  [[nodiscard]] Response replay_of(const base::JobId& id,
                                   std::optional<language::Language> language,
                                   const std::vector<base::Diagnostic>& warnings) const;
  [[nodiscard]] Response accepted_response(const base::JobId& id,
                                           json::Value::Array warnings) const;
  void log(const base::JobId& id, const std::string& data_model, const char* repeated) const;
  [[nodiscard]] base::KeyId submitter_of(const base::JobId& id) const;
  [[nodiscard]] json::Value::Array render_warnings(const std::vector<base::Diagnostic>& warnings,
                                                   language::Language language) const;
  [[nodiscard]] json::Value render_warning(language::Language language,
                                           const base::Message& message) const;

  const JobSubmitter& submitter_;
  const Services& services_;
  const Request& request_;
  const auth::ApiKey& key_;
  std::optional<job::IdempotencyKey> idempotency_key_;
  std::optional<model::ValidationResult> checked_;  // not a rejection once validated
};

}  // namespace server
