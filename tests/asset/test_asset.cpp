#include "asset/asset.h"
#include "base/error.h"
#include "support/catch.h"

TEST_CASE("embedded files are found by their path in the tree") {
  CHECK(asset::bytes("sql/migrations/001.sql").find("CREATE TABLE") != std::string_view::npos);
  CHECK(asset::names("sql/migrations/").front() == "sql/migrations/001.sql");
  CHECK_THROWS_AS(asset::bytes("sql/none.sql"), base::Error);
}
