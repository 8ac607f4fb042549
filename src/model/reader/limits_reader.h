#pragma once

#include <chrono>

#include "model/definition/limits.h"
#include "model/reader/json_reader.h"

namespace model {

/// "90s", "10m", "24h" or "7d", at most `max`.
[[nodiscard]] std::chrono::seconds read_time_limit(const JsonReader& node,
                                                   std::chrono::seconds max);
/// Reads the `limits` of a data model. Limits that it does not have keep their values.
void read_limits(const JsonReader& node, Limits& limits);
/// The `limits` of an organization.
[[nodiscard]] OrganizationLimits read_organization_limits(const JsonReader& node);

}  // namespace model
