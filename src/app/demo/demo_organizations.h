#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "database/connection.h"

namespace app {

struct DemoBranch {
  std::int64_t id = 0;
  std::string code;
};

struct DemoProduct {
  std::int64_t id = 0;
  std::int64_t price_halalas = 0;
};

/// An organization of the generated data, with the ids of its rows.
struct DemoOrganization {
  std::int64_t id = 0;
  std::string uid;
  std::vector<DemoBranch> branches = {};
  std::vector<std::int64_t> customers = {};
  std::vector<DemoProduct> products = {};
};

/// Writes the organizations of the sample catalogue with their branches and products, but without
/// customers. Runs in the open transaction.
[[nodiscard]] std::vector<DemoOrganization> write_demo_organizations(
    database::Connection& connection);

}  // namespace app
