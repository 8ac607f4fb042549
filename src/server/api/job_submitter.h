#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/api_key.h"
#include "job/admission.h"
#include "model/request_validator.h"
#include "server/api/base_path.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Turns a validated request into a durable job, or into the problem that rejects it: the end of
/// submit and retry. Thread-safe.
class JobSubmitter {
 public:
  /// Both must outlive it; `base_path` begins the `Location` header.
  JobSubmitter(const Services& services, const BasePath& base_path)
      : services_(services), base_path_(base_path) {}

  /// Throws Problem, in `language`, if the request was rejected.
  static void throw_if_rejected(const model::ValidationResult& checked,
                                std::optional<language::Language> language);

  /// The request's Idempotency-Key with the digests of what it is used for; absent if there is no
  /// such header. Throws Problem if it is malformed.
  [[nodiscard]] static std::optional<job::IdempotencyKey> idempotency_key(
      const Request& request, std::optional<language::Language> language,
      const base::Sha256& digest, std::optional<base::Sha256> bytes = std::nullopt);

  /// The response to a request that repeats another one, whatever has changed since; absent if the
  /// key is new. Throws Problem if the key was used for another request.
  [[nodiscard]] std::optional<Response> replayed_response(
      const Request& request, const auth::ApiKey& key, const job::IdempotencyKey& known,
      std::optional<language::Language> language,
      const std::vector<base::Diagnostic>& warnings) const;

  /// The response to the caller, once the job is durable.
  [[nodiscard]] Response submit(const Request& request, const auth::ApiKey& key,
                                const model::ValidationResult& checked,
                                std::optional<job::IdempotencyKey> idempotency_key,
                                std::optional<base::JobId> retry_of = std::nullopt) const;

 private:
  [[nodiscard]] Response replay(const Request& request, const auth::ApiKey& key,
                                const base::JobId& id, std::optional<language::Language> language,
                                const std::vector<base::Diagnostic>& warnings) const;
  [[nodiscard]] Response accepted_response(const Request& request, const base::JobId& id,
                                           json::Value::Array warnings) const;
  void log(const Request& request, const auth::ApiKey& key, const base::JobId& id,
           const std::string& data_model, const char* repeated) const;
  [[nodiscard]] base::KeyId submitter(const auth::ApiKey& key, const base::JobId& id) const;
  [[nodiscard]] job::AdmissionRequest admission(const model::ReportSpec& order) const;
  [[nodiscard]] json::Value::Array render_warnings(const std::vector<base::Diagnostic>& warnings,
                                                   language::Language language) const;
  [[nodiscard]] json::Value render_warning(language::Language language,
                                           const base::Message& message) const;

  const Services& services_;
  const BasePath& base_path_;
};

}  // namespace server
