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

/// The codes that the contract defines for rejected requests, and the one with which the caller has
/// to try again later.
enum class ErrorCode : std::uint8_t {
  kInvalidDataModelParameter,
  kInvalidInstanceIdsParam,
  kMissingQueryParam,
  kNotAllowed,
  kNotFound,
  kUnavailable,  // the catalogue leaves the data model out
  kUnknownDataModelParameter,
};

/// As the contract spells it: "MISSIN_QUERY_PARAM", "NotFound".
[[nodiscard]] std::string_view name(ErrorCode code);

/// Why a request is rejected. Checks run in a fixed order: schema, data model, organizations, names
/// of parameters, values, instance ids, presence of a query. This has the code and all errors of
/// the first check that fails.
struct Rejection {
  ErrorCode code = ErrorCode::kInvalidDataModelParameter;
  std::vector<base::Diagnostic> details;  // never empty

  /// The code as a sentence for the user.
  [[nodiscard]] base::Message message() const;
};

struct ValidationResult {
  std::variant<ReportSpec, Rejection> outcome;
  std::vector<base::Diagnostic> warnings;  // unknown members, aliases and unlisted values

  // Null if the outcome is the other one.
  [[nodiscard]] const ReportSpec* spec() const { return std::get_if<ReportSpec>(&outcome); }
  [[nodiscard]] const Rejection* rejection() const { return std::get_if<Rejection>(&outcome); }
};

/// Checks a whole body, `{"params": ...}`; null if the request has no body.
[[nodiscard]] ValidationResult validate_body(std::shared_ptr<const Catalogue> catalogue,
                                             const json::Value& body, const Caller& caller);

/// Checks the `params` of a form that is not filled in yet: missing members are no errors.
[[nodiscard]] ValidationResult validate_form(std::shared_ptr<const Catalogue> catalogue,
                                             const json::Value& params, const Caller& caller);

/// Checks `params` alone, those of a body, the command line or a stored job.
[[nodiscard]] ValidationResult validate_params(std::shared_ptr<const Catalogue> catalogue,
                                               const json::Value& params, const Caller& caller);

}  // namespace model
