#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/message.h"
#include "json/value.h"
#include "model/definition/caller.h"
#include "model/report_spec.h"

namespace model {

/// The codes that the contract gives to a rejected request.
enum class ErrorCode : std::uint8_t {
  kInvalidDataModelParameter,
  kInvalidInstanceIdsParam,
  kMissingQueryParam,
  kNotAllowed,
  kNotFound,
  kUnknownDataModelParameter,
};

/// In the contract's letters: "MISSIN_QUERY_PARAM", "NotFound".
[[nodiscard]] std::string_view name(ErrorCode code);

/// The first row of CONTRACT.md's table that applies, and all errors of that row.
struct Rejection {
  ErrorCode code = ErrorCode::kInvalidDataModelParameter;
  std::vector<base::Diagnostic> details;  // never empty

  /// What has happened, in one sentence.
  [[nodiscard]] base::Message message() const;
};

struct ValidationResult {
  std::variant<ReportSpec, Rejection> outcome;
  std::vector<base::Diagnostic> warnings;  // members that the contract does not know, and aliases

  // Null where it is the other.
  [[nodiscard]] const ReportSpec* spec() const { return std::get_if<ReportSpec>(&outcome); }
  [[nodiscard]] const Rejection* rejection() const { return std::get_if<Rejection>(&outcome); }
};

/// Checks a body `{"params": ...}` as it came; null stands for no body.
[[nodiscard]] ValidationResult validate_body(std::shared_ptr<const Catalogue> catalogue,
                                             const json::Value& body, const Caller& caller);

/// Checks `params` of a form that is not filled in yet: what is missing is no error.
[[nodiscard]] ValidationResult validate_form(std::shared_ptr<const Catalogue> catalogue,
                                             const json::Value& params, const Caller& caller);

/// Checks `params` alone: of a body, of the command line, or of a job's stored request.
[[nodiscard]] ValidationResult validate_params(std::shared_ptr<const Catalogue> catalogue,
                                               const json::Value& params, const Caller& caller);

}  // namespace model
