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

/// Who sells what to whom in the generated data, by the ids of their rows.
struct DemoOrganization {
  std::int64_t id = 0;
  std::string uid;
  std::vector<DemoBranch> branches = {};
  std::vector<std::int64_t> customers = {};
  std::vector<DemoProduct> products = {};
};

/// Writes the organizations of the sample catalogue with their branches and products, in the open
/// transaction; customers are yet to come.
[[nodiscard]] std::vector<DemoOrganization> write_demo_organizations(
    database::Connection& connection);

}  // namespace app
