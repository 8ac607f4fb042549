#pragma once

#include <vector>

#include "app/demo/demo_random.h"
#include "app/demo/demo_organizations.h"

namespace app {

/// Writes what the generated sales leave in the stores and in the ledger; in the open transaction,
/// after the invoices.
void write_demo_stock(database::Connection& connection, DemoRandom& random,
                      const std::vector<DemoOrganization>& organizations);
void write_demo_ledger(database::Connection& connection);

}  // namespace app
