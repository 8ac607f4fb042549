#include "app/demo/demo_ledger.h"

#include "app/demo/demo_day.h"
#include "app/demo/demo_file.h"
#include "asset/asset.h"

namespace app {

void write_demo_stock(database::Connection& connection, DemoRandom& random,
                      const std::vector<DemoOrganization>& organizations) {
  constexpr std::int64_t kCostShare = 62;  // percent of the price
  database::Statement insert = connection.prepare(asset::bytes("sql/demo/insert_stock_lot.sql"));
  std::int64_t id = 0;
  for (const DemoOrganization& organization : organizations) {
    for (const DemoBranch& branch : organization.branches) {
      for (const DemoProduct& product : organization.products) {
        const std::int64_t lots = random.between(0, 3);
        for (std::int64_t lot = 0; lot < lots; ++lot) {
          // Most lots are recent, some are very old.
          const std::int64_t age = random.chance(80) ? random.below(120) : random.below(540);
          insert.bind(":id", ++id)
              .bind(":branch_id", branch.id)
              .bind(":product_id", product.id)
              .bind(":received_on", format_day(kDemoLastDay - std::chrono::days{age}))
              .bind(":quantity", random.between(2, 160))
              .bind(":unit_cost_halalas", product.price_halalas * kCostShare / 100)
              .run();
        }
      }
    }
  }
}

void write_demo_ledger(database::Connection& connection) {
  database::Statement insert = connection.prepare(asset::bytes("sql/demo/insert_account.sql"));
  const json::Value file = demo_file("accounts.json");
  for (const json::Value& entry : demo_elements(file)) {
    const language::Localized name = demo_name(demo_member(entry, "name"));
    insert.bind(":code", demo_text(entry, "code"))
        .bind(":class", demo_text(entry, "class"))
        .bind(":name_en", name.en)
        .bind(":name_ar", name.ar)
        .run();
  }
  connection.execute(asset::bytes("sql/demo/post_ledger.sql"));
}

}  // namespace app
