#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "model/request_validator.h"

/// The catalogue of these tests, tests/model/catalogue, read once.
[[nodiscard]] std::shared_ptr<const model::Catalogue> test_catalogue();

/// A caller of the organization at noon UTC on 2026-02-18, which is 1 Ramadan 1447.
[[nodiscard]] model::Caller make_caller(const std::string& organization,
                                        const std::string& key_label = "");

/// Validates `params`, a JSON text, for the organization `caller`.
[[nodiscard]] model::ValidationResult validated(std::string_view params,
                                                const std::string& caller = "najd");

/// Validates params with this data model, English, and further members.
[[nodiscard]] model::ValidationResult validated_model(const std::string& uid,
                                                      const std::string& members,
                                                      const std::string& caller = "najd");

/// "OK", or the code and all errors: "code | path key | path key".
[[nodiscard]] std::string outcome(const model::ValidationResult& checked);

/// "path key | path key"
[[nodiscard]] std::string listed(const std::vector<base::Diagnostic>& diagnostics);
