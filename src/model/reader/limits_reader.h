#pragma once

#include <chrono>

#include "model/definition/limits.h"
#include "model/reader/json_reader.h"

namespace model {

/// "90s", "10m", "24h" or "7d", `most` at most.
[[nodiscard]] std::chrono::seconds read_time_limit(const JsonReader& node,
                                                   std::chrono::seconds max);
/// The `limits` of a data model, onto those that were read before.
void read_limits(const JsonReader& node, Limits& limits);
/// The `limits` of an organization.
[[nodiscard]] OrganizationLimits read_organization_limits(const JsonReader& node);

}  // namespace model
