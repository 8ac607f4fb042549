#pragma once

#include <cstdint>
#include <vector>

#include "app/demo/demo_random.h"
#include "app/demo/demo_organizations.h"

namespace app {

/// Writes `count` customers with names in both languages, no name twice, and shares them out to the
/// organizations; in the open transaction.
void write_demo_customers(database::Connection& connection, DemoRandom& random, std::int64_t count,
                          std::vector<DemoOrganization>& organizations);

}  // namespace app
