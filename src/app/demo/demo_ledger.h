#pragma once

#include <vector>

#include "app/demo/demo_organizations.h"
#include "app/demo/demo_random.h"

namespace app {

// Both write in the open transaction, after the invoices.

/// Writes the stock of each branch.
void write_demo_stock(database::Connection& connection, DemoRandom& random,
                      const std::vector<DemoOrganization>& organizations);
/// Writes the chart of accounts, and posts the invoices and other transactions to it.
void write_demo_ledger(database::Connection& connection);

}  // namespace app
