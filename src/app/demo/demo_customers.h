#pragma once

#include <cstdint>
#include <vector>

#include "app/demo/demo_organizations.h"
#include "app/demo/demo_random.h"

namespace app {

/// Writes `count` customers with unique names in both languages and divides them among the
/// organizations. Runs in the open transaction.
void write_demo_customers(database::Connection& connection, DemoRandom& random, std::int64_t count,
                          std::vector<DemoOrganization>& organizations);

}  // namespace app
