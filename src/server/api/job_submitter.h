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

/// Turns a checked request into a job, or into the words why it is not taken: how `submit` and
/// `retry` end. Any thread.
class JobSubmitter {
 public:
  /// Both must outlive it; `Location` is below the path.
  JobSubmitter(const Services& services, const BasePath& base_path)
      : services_(services), base_path_(base_path) {}

  /// Throws Problem where the request did not pass, in the language that it asks for.
  static void throw_if_rejected(const model::ValidationResult& checked,
                                std::optional<language::Language> language);

  /// The request's Idempotency-Key, for what is asked under it; absent where it has none. Throws
  /// Problem where it is malformed.
  [[nodiscard]] static std::optional<job::IdempotencyKey> idempotency_key(
      const Request& request, std::optional<language::Language> language,
      const base::Sha256& digest, std::optional<base::Sha256> bytes = std::nullopt);

  /// The answer to a request that repeats another one, whatever has changed since: absent where
  /// the key stands for nothing yet. Throws Problem where it stands for another request.
  [[nodiscard]] std::optional<Response> replayed_response(
      const Request& request, const auth::ApiKey& key, const job::IdempotencyKey& known,
      std::optional<language::Language> language,
      const std::vector<base::Diagnostic>& warnings) const;

  /// The answer to the caller, after the job is durable.
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
