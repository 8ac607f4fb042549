#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message.h"
#include "language/language.h"
#include "server/http/fields.h"

namespace server {

/// An error response of the API: thrown by a route, written by the router as {"error": {code,
/// message, details}}. A value.
class Problem : public base::Error {
 public:
  Problem(int status, std::string code, base::Message message,
          std::vector<base::Diagnostic> details = {})
      : base::Error("problem " + code, std::move(message)),
        status_(status),
        code_(std::move(code)),
        details_(std::move(details)) {}

  /// Writes the messages in this language, whatever Accept-Language says.
  void set_language(language::Language language) { language_ = language; }
  void add_header(std::string name, std::string value) {
    headers_.add(std::move(name), std::move(value));
  }

  /// Adds "count" to the error.
  void set_count(std::int64_t count) { count_ = count; }

  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] const base::Message& message() const { return *user_message(); }
  [[nodiscard]] const std::vector<base::Diagnostic>& details() const { return details_; }
  [[nodiscard]] const std::optional<language::Language>& language() const { return language_; }
  [[nodiscard]] const Fields& headers() const { return headers_; }
  [[nodiscard]] const std::optional<std::int64_t>& count() const { return count_; }

 private:
  int status_;
  std::string code_;
  std::vector<base::Diagnostic> details_;
  std::optional<language::Language> language_;
  Fields headers_;
  std::optional<std::int64_t> count_;
};

/// 503 with Retry-After: the caller has to try again later.
[[nodiscard]] Problem unavailable(std::vector<base::Diagnostic> details = {});
/// 429 with Retry-After: the caller sends too many requests.
[[nodiscard]] Problem rate_limited(std::chrono::seconds retry_after);
/// 404: there is no such thing, or none that the caller may see.
[[nodiscard]] Problem not_found();

}  // namespace server
