#pragma once

#include <optional>
#include <string_view>

#include "access/key.h"
#include "job/admission.h"
#include "model/check.h"
#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// Turns a checked request into a job, or into the words why it is not taken: how `submit` and
/// `retry` end. Any thread.
class Acceptance {
 public:
  explicit Acceptance(const Services& services) : services_(services) {}

  /// Throws Problem where the request did not pass, in the language that it asks for.
  static void require_passed(const model::Checked& checked,
                             std::optional<language::Language> language);

  /// The answer to whoever asked, after the job is durable. `asked` is what an Idempotency-Key
  /// stands for.
  [[nodiscard]] Response accept(const Request& request, const access_control::Key& key,
                                const model::Checked& checked, std::string_view asked,
                                std::optional<base::JobId> retry_of = std::nullopt) const;

 private:
  [[nodiscard]] bool is_known(const access_control::Key& key, const base::JobId& id,
                              language::Language language) const;
  [[nodiscard]] base::KeyId submitter(const access_control::Key& key, const base::JobId& id) const;
  [[nodiscard]] job::Admission admission(const Request& request, const model::Order& order,
                                         std::string_view asked) const;
  [[nodiscard]] json::Value::Array warnings_of(const model::Checked& checked) const;
  [[nodiscard]] json::Value warning(language::Language language, const base::Phrase& message) const;

  const Services& services_;
};

}  // namespace server
