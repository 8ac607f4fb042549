#include "app/demo/demo_organizations.h"

#include <algorithm>
#include <optional>

#include "app/demo/demo_file.h"
#include "asset/asset.h"
#include "base/error.h"

namespace app {
namespace {

using database::Connection;
using database::Statement;

DemoOrganization& find_organization(std::vector<DemoOrganization>& organizations,
                                    const std::string& uid) {
  const auto found = std::ranges::find(organizations, uid, &DemoOrganization::uid);
  if (found == organizations.end()) throw base::Error("demo data: no organization " + uid);
  return *found;
}

std::vector<DemoOrganization> write_organizations(Connection& connection) {
  Statement insert = connection.prepare(asset::bytes("sql/demo/insert_organization.sql"));
  std::vector<DemoOrganization> organizations;
  const json::Value file = demo_file("catalogue/organizations.json");
  for (const json::Value& entry : demo_elements(demo_member(file, "organizations"))) {
    const std::int64_t id = std::ssize(organizations) + 1;
    const language::Localized name = demo_name(demo_member(entry, "name"));
    std::optional<std::int64_t> parent;
    if (entry.find("parent") != nullptr) {
      parent = find_organization(organizations, demo_text(entry, "parent")).id;
    }
    insert.bind(":id", id)
        .bind(":uid", demo_text(entry, "uid"))
        .bind_optional(":parent_id", parent)
        .bind(":name_en", name.en)
        .bind(":name_ar", name.ar)
        .bind(":vat_number", demo_text(entry, "vatNumber"))
        .bind(":registration_number", demo_text(entry, "registrationNumber"))
        .run();
    organizations.push_back({.id = id, .uid = demo_text(entry, "uid")});
  }
  return organizations;
}

void write_branches(Connection& connection, std::vector<DemoOrganization>& organizations) {
  Statement insert = connection.prepare(asset::bytes("sql/demo/insert_branch.sql"));
  std::int64_t id = 0;
  const json::Value file = demo_file("branches.json");
  for (const json::Value& entry : demo_elements(file)) {
    DemoOrganization& owner = find_organization(organizations, demo_text(entry, "organization"));
    const DemoBranch branch{.id = ++id, .code = demo_text(entry, "code")};
    const language::Localized name = demo_name(demo_member(entry, "name"));
    const language::Localized region = demo_name(demo_member(entry, "region"));
    insert.bind(":id", branch.id)
        .bind(":organization_id", owner.id)
        .bind(":code", branch.code)
        .bind(":name_en", name.en)
        .bind(":name_ar", name.ar)
        .bind(":region_en", region.en)
        .bind(":region_ar", region.ar)
        .bind(":opened_on", demo_text(entry, "openedOn"))
        .run();
    owner.branches.push_back(branch);
  }
}

/// An EAN-13 with prefix 20, which GS1 reserves for use within a company.
std::string barcode(std::int64_t id) {
  std::string digits = "20" + std::to_string(10'000'000'00 + id * 7'919);
  int sum = 0;
  for (std::size_t index = 0; index < digits.size(); ++index) {
    sum += (digits[index] - '0') * (index % 2 == 0 ? 1 : 3);
  }
  return digits + std::to_string((10 - sum % 10) % 10);
}

void write_products(Connection& connection, std::vector<DemoOrganization>& organizations) {
  Statement insert = connection.prepare(asset::bytes("sql/demo/insert_product.sql"));
  std::int64_t id = 0;
  const json::Value file = demo_file("products.json");
  for (const json::Value& entry : demo_elements(file)) {
    const DemoProduct product{.id = ++id, .price_halalas = demo_integer(entry, "price")};
    const language::Localized name = demo_name(demo_member(entry, "name"));
    const language::Localized category = demo_name(demo_member(entry, "category"));
    const language::Localized unit = demo_name(demo_member(entry, "unit"));
    insert.bind(":id", product.id)
        .bind(":sku", demo_text(entry, "sku"))
        .bind(":barcode", barcode(product.id))
        .bind(":name_en", name.en)
        .bind(":name_ar", name.ar)
        .bind(":category_en", category.en)
        .bind(":category_ar", category.ar)
        .bind(":unit_en", unit.en)
        .bind(":unit_ar", unit.ar)
        .bind(":price_halalas", product.price_halalas)
        .bind(":weight_grams", demo_integer(entry, "grams"))
        .run();
    for (const std::string& uid : demo_texts(demo_member(entry, "soldBy"))) {
      find_organization(organizations, uid).products.push_back(product);
    }
  }
}

}  // namespace

std::vector<DemoOrganization> write_demo_organizations(Connection& connection) {
  std::vector<DemoOrganization> organizations = write_organizations(connection);
  write_branches(connection, organizations);
  write_products(connection, organizations);
  return organizations;
}

}  // namespace app
