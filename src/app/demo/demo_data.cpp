#include "app/demo/demo_data.h"

#include "app/demo/demo_customers.h"
#include "app/demo/demo_ledger.h"
#include "app/demo/demo_organizations.h"
#include "app/demo/demo_random.h"
#include "app/demo/demo_sales.h"
#include "asset/asset.h"
#include "base/error.h"
#include "database/transaction.h"

namespace app {
namespace {

void check(const DemoScale& scale) {
  constexpr std::int64_t kMaxCustomers = 1'000;
  if (scale.invoices < 0) throw base::Error("demo data: invoices below zero");
  // Each of the four organizations needs a customer.
  if (scale.customers < 4 || scale.customers > kMaxCustomers) {
    throw base::Error("demo data: customers not between 4 and 1000");
  }
}

void remove_with_companions(const std::filesystem::path& file) {
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(file.string() + suffix);
  }
}

DemoCounts write_rows(database::Connection& connection, const DemoScale& scale) {
  DemoRandom random{scale.seed};
  database::Transaction transaction{connection};
  connection.execute(asset::bytes("sql/demo/schema.sql"));
  std::vector<DemoOrganization> organizations = write_demo_organizations(connection);
  write_demo_customers(connection, random, scale.customers, organizations);
  const DemoCounts counts = DemoSales{connection, random, organizations}.write(scale.invoices);
  write_demo_stock(connection, random, organizations);
  write_demo_ledger(connection);
  connection.execute(asset::bytes("sql/demo/indexes.sql"));
  transaction.commit();
  return counts;
}

}  // namespace

DemoCounts write_demo_data(const std::filesystem::path& file, const DemoScale& scale) {
  check(scale);
  const std::filesystem::path unfinished = file.string() + ".new";
  remove_with_companions(unfinished);
  DemoCounts counts;
  {
    database::Connection connection{unfinished, database::Mode::kReadWrite};
    counts = write_rows(connection, scale);
  }
  remove_with_companions(file);
  std::filesystem::rename(unfinished, file);
  return counts;
}

}  // namespace app
