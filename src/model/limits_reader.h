#pragma once

#include <chrono>

#include "model/limits.h"
#include "model/node.h"

namespace model {

/// "90s", "10m", "24h" or "7d", `most` at most.
[[nodiscard]] std::chrono::seconds read_time_limit(const Node& node, std::chrono::seconds most);
/// The `limits` of a data model, onto those that were read before.
void read_limits(const Node& node, Limits& limits);
/// The `limits` of an organization.
[[nodiscard]] OrganizationLimits read_organization_limits(const Node& node);

}  // namespace model
