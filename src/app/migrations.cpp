#include "app/migrations.h"

#include "asset/asset.h"

namespace app {

std::vector<std::string_view> migrations() {
  std::vector<std::string_view> scripts;
  for (const std::string_view name : asset::names("sql/migrations/")) {
    scripts.push_back(asset::bytes(name));
  }
  return scripts;
}

}  // namespace app
