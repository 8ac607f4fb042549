#include "support/catch.h"
#include "json/write.h"
#include "model/describe.h"
#include "model/report_specs.h"

TEST_CASE("a description has what a form needs and nothing of SQL or source") {
  const json::Value described = model::describe(*test_catalogue()->model("sales.invoices"),
                                                *test_catalogue(), make_caller("najd"));
  const auto& period = described.find("parameters")->elements()->at(0);
  CHECK(*period.find("type")->string() == "dateRange");
  CHECK(*period.find("required")->boolean());
  CHECK(*period.find("label")->find("en")->string() == "Period");
  CHECK(*period.find("min")->string() == "2000-01-01");
  const auto& status = described.find("parameters")->elements()->at(1);
  CHECK(*status.find("multiple")->boolean());
  CHECK(status.find("values")->elements()->size() == 3);
  CHECK(status.find("minItems")->integer() == 1);  // a list that is sent has at least one value
  CHECK(status.find("maxItems")->integer() == 2);
  const auto& query = *described.find("query");
  CHECK(
      json::write(*query.find("filter")) ==
      R"({"branch":["eq","in","contains"],"issuedOn":["eq","gte","lte","between"],"total":["gt","gte","lt"]})");
  CHECK(json::write(*query.find("search")) == R"(["number","customer"])");
  CHECK(described.find("instanceIds")->find("max")->integer() == 5);
  CHECK(described.find("instanceIds")->find("column") == nullptr);  // the report does not show them
  CHECK(described.find("columns")->elements()->size() == 5);
  CHECK(*described.find("columns")->elements()->back().find("total")->string() == "sum");
  CHECK(
      json::write(*described.find("layout")) ==
      R"({"groups":[{"by":"branch","subtotal":true}],"chart":false,"checks":false,"sheetPerInstance":false,"landscape":true})");
  const auto& organizations = *described.find("organizations")->elements();
  REQUIRE(organizations.size() == 3);
  CHECK(*organizations[0].find("uid")->string() == "najd");
  CHECK(*organizations[1].find("uid")->string() == "najd-foods");
  const std::string text = json::write(described);
  for (const char* secret : {"SELECT", "customer_en", "issued_on", "erp"}) {
    CHECK(text.find(secret) == std::string::npos);
  }
}
