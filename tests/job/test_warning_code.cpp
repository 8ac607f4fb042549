#include <set>

#include "asset/asset.h"
#include "support/catch.h"
#include "job/fixture.h"
#include "job/warning_code.h"
#include "json/parse.h"

namespace {

/// Sent since 0.1.0: programs rely on them.
const std::set<std::string> kKnown{
    "UNKNOWN_MEMBER", "ALIAS_USED",         "JOB_DELETED",    "MISFITS",
    "ROUNDED",        "UNKNOWN_CURRENCIES", "UNNAMED",        "CELLS_REPAIRED",
    "CELLS_CUT",      "CELLS_TOO_LONG",     "CELLS_UNLINKED", "CHART_OF_CURRENCIES",
    "PIE_AS_COLUMNS", "CHART_IS_CUT",       "UNCHECKED",      "UNBALANCED",
    "IDS_NOT_FOUND",  "ORDER_OF_ITS_OWN",   "MODEL_CHANGED",  "UNLISTED_VALUE"};

std::set<std::string> codes() {
  std::set<std::string> codes;
  for (const job::WarningCode& row : job::warning_codes()) codes.emplace(row.code);
  return codes;
}

}  // namespace

TEST_CASE("no warning code is ever removed") {
  const std::set<std::string> now = codes();
  for (const std::string& code : kKnown) {
    CAPTURE(code);
    CHECK(now.contains(code));
  }
}

TEST_CASE("each warning has one code, and a message in both languages") {
  std::set<std::string_view> messages;
  for (const job::WarningCode& row : job::warning_codes()) {
    CAPTURE(row.message_key);
    CHECK(messages.insert(row.message_key).second);
    CHECK(job::warning_code(base::Message{std::string{row.message_key}}) == row.code);
    CHECK(row.code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") ==
          std::string_view::npos);  // a space ends the code in the job table
    for (const char* file : {"assets/messages/en.json", "assets/messages/ar.json"}) {
      CHECK(json::parse(asset::bytes(file)).find(row.message_key) != nullptr);
    }
  }
  CHECK(job::warning_code(base::Message{"job.completed"}) == job::kNoWarningCode);
}

TEST_CASE("a finished report's warnings are stored with their codes") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  const job::Job job = fixture.claim();
  REQUIRE(fixture.store.complete(
      JobFixture::fence(job), JobFixture::output(),
      {base::Message{"source.order_of_its_own", {{"source", std::string{"erp"}}}},
       base::Message{"app.model_changed", {{"version", std::int64_t{4}}}}}));
  const std::vector<job::ReportWarning> remarks = fixture.find(id).warnings;
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0].code == "ORDER_OF_ITS_OWN");
  CHECK(remarks[1].code == "MODEL_CHANGED");
  CHECK(remarks[1].message.find("version 4") != std::string::npos);
}
