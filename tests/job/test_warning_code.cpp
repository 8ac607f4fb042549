#include <set>

#include "asset/asset.h"
#include "support/catch.h"
#include "job/ground.h"
#include "job/warning_code.h"
#include "json/parse.h"

namespace {

/// As they have been sent since 0.1.0; programs know them.
const std::set<std::string> kKnown{
    "UNKNOWN_MEMBER", "ALIAS_USED",         "JOB_DELETED",    "MISFITS",
    "ROUNDED",        "UNKNOWN_CURRENCIES", "UNNAMED",        "CELLS_REPAIRED",
    "CELLS_CUT",      "CELLS_TOO_LONG",     "CELLS_UNLINKED", "CHART_OF_CURRENCIES",
    "PIE_AS_COLUMNS", "CHART_IS_CUT",       "UNCHECKED",      "UNBALANCED",
    "IDS_NOT_FOUND",  "ORDER_OF_ITS_OWN",   "MODEL_CHANGED"};

std::set<std::string> codes() {
  std::set<std::string> codes;
  for (const job::WarningCode& row : job::warning_codes()) codes.emplace(row.code);
  return codes;
}

}  // namespace

TEST_CASE("no code of a warning is ever lost") {
  const std::set<std::string> now = codes();
  for (const std::string& code : kKnown) {
    CAPTURE(code);
    CHECK(now.contains(code));
  }
}

TEST_CASE("each warning has one code, and a message in both languages") {
  std::set<std::string_view> messages;
  for (const job::WarningCode& row : job::warning_codes()) {
    CAPTURE(row.message);
    CHECK(messages.insert(row.message).second);
    CHECK(job::warning_code(base::Message{std::string{row.message}}) == row.code);
    CHECK(row.code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") ==
          std::string_view::npos);  // a space ends it in the table of jobs
    for (const char* file : {"assets/messages/en.json", "assets/messages/ar.json"}) {
      CHECK(json::parse(asset::bytes(file)).find(row.message) != nullptr);
    }
  }
  CHECK(job::warning_code(base::Message{"job.completed"}) == job::kNoWarningCode);
}

TEST_CASE("a finished report's warnings are kept with the codes of the table") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  const job::Job job = ground.claimed();
  REQUIRE(ground.store.complete(
      Ground::fence(job), Ground::output(),
      {base::Message{"source.order_of_its_own", {{"source", std::string{"erp"}}}},
       base::Message{"app.model_changed", {{"version", std::int64_t{4}}}}}));
  const std::vector<job::Remark> remarks = ground.found(id).remarks;
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0].code == "ORDER_OF_ITS_OWN");
  CHECK(remarks[1].code == "MODEL_CHANGED");
  CHECK(remarks[1].message.find("version 4") != std::string::npos);
}
