#include <fstream>
#include <regex>
#include <set>

#include "app/demo/demo_data.h"
#include "app/demo/sample_catalogue.h"
#include "database/connection.h"
#include "json/parse.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace {

using Names = std::set<std::string>;

std::string content(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The SQL with all its optional sections, as for a request with every parameter.
std::string whole_sql(const std::filesystem::path& file) {
  return std::regex_replace(content(file), std::regex{R"(\[\[|\]\])"}, "");
}

std::string text(const json::Value& object, std::string_view member) {
  return *object.find(member)->string();
}

Names declared_names(const json::Value& model) {
  Names names{":organization_uid"};
  for (const json::Value& parameter : *model.find("parameters")->elements()) {
    const std::string key = text(parameter, "key");
    if (text(parameter, "type") == "dateRange") {
      names.insert({":" + key + "_from", ":" + key + "_to"});
    } else {
      names.insert(":" + key);
    }
  }
  return names;
}

Names declared_columns(const json::Value& model) {
  Names columns;
  for (const json::Value& column : *model.find("columns")->elements()) {
    const json::Value* from = column.find("from");
    if (from == nullptr) {
      columns.insert(text(column, "key"));
    } else if (from->string() != nullptr) {
      columns.insert(*from->string());
    } else {
      columns.insert({text(*from, "en"), text(*from, "ar")});
    }
  }
  if (const json::Value* ids = model.find("instanceIds")) columns.insert(text(*ids, "from"));
  return columns;
}

}  // namespace

TEST_CASE("each model of the sample catalogue fits its SQL and the generated database") {
  const TempDir temp_dir;
  app::write_sample_catalogue(temp_dir.path());
  const std::filesystem::path erp = temp_dir.path() / app::kDemoDatabase;
  app::write_demo_data(erp, {.invoices = 300});
  database::Connection connection{erp, database::Mode::kUntrusted};

  Names uids;
  for (const auto& entry : std::filesystem::directory_iterator{temp_dir.path() / "models"}) {
    if (entry.path().extension() != ".json") continue;
    const json::Value model = json::parse(content(entry.path()));
    const std::string uid = text(model, "uid");
    INFO(uid);
    CHECK(entry.path().stem() == uid);
    uids.insert(uid);

    database::Statement query =
        connection.prepare_read_only(whole_sql(entry.path().parent_path() / (uid + ".sql")));
    Names bound;
    for (int index = 1; index <= query.parameters(); ++index) {
      bound.emplace(query.parameter_name(index));
    }
    CHECK(bound == declared_names(model));

    Names columns;
    for (int column = 0; column < query.columns(); ++column) {
      columns.emplace(query.column_name(column));
    }
    for (const std::string& column : declared_columns(model)) {
      INFO(column);
      CHECK(columns.contains(column));
    }
  }
  CHECK(uids == Names{"customers.list", "customers.statements", "finance.trial-balance",
                      "finance.vat-return", "sales.by-customer", "sales.by-region",
                      "sales.invoice-lines", "sales.invoices", "sales.settlements",
                      "stock.ageing"});
}

TEST_CASE("the VAT return has the VAT total of the invoices") {
  const TempDir temp_dir;
  app::write_sample_catalogue(temp_dir.path());
  app::write_demo_data(temp_dir.path() / app::kDemoDatabase, {.invoices = 300});
  database::Connection connection{temp_dir.path() / app::kDemoDatabase, database::Mode::kUntrusted};
  database::Statement lines =
      connection.prepare_read_only(whole_sql(temp_dir.path() / "models/finance.vat-return.sql"));
  lines.bind(":organization_uid", std::string_view{"wahat-foods"})
      .bind(":period_from", std::string_view{"2026-01-01"})
      .bind(":period_to", std::string_view{"2026-06-30"});
  int vat_due = 0;
  while (lines.column_name(vat_due) != "vat_due") ++vat_due;
  std::int64_t sum = 0;
  while (lines.step()) sum += lines.integer(vat_due);
  database::Statement whole = connection.prepare_read_only(
      "SELECT sum(vat_halalas) FROM invoices WHERE organization_id = 2 AND status <> 'cancelled'"
      " AND issued_on BETWEEN '2026-01-01' AND '2026-06-30'");
  REQUIRE(whole.step());
  CHECK(sum > 0);
  CHECK(sum == whole.integer(0));
}

TEST_CASE("edited files of the sample catalogue are not overwritten") {
  const TempDir temp_dir;
  app::write_sample_catalogue(temp_dir.path());
  const std::filesystem::path file = temp_dir.path() / "models/sales.invoices.sql";
  std::ofstream{file} << "SELECT 1";
  std::filesystem::remove(temp_dir.path() / "organizations.json");
  app::write_sample_catalogue(temp_dir.path());
  CHECK(content(file) == "SELECT 1");
  CHECK(std::filesystem::exists(temp_dir.path() / "organizations.json"));
}
