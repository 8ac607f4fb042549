#include "access/audit.h"
#include "access/keys.h"
#include "support/catch.h"
#include "support/manual_clock.h"
#include "support/app_database.h"

using access_control::Audit;
using access_control::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

const base::OrganizationUid kRiyadh{"riyadh"};

struct Ground {
  AppDatabase database;
  ManualClock clock;
  Audit audit{database.writer, database.readers, clock};
  access_control::Keys keys{database.writer, database.readers, clock, "user:amal"};

  std::vector<std::string> actions(const Audit::Filter& filter = {}) {
    std::vector<std::string> actions;
    audit.read(filter, [&](const Audit::Record& record) { actions.push_back(record.action); });
    return actions;
  }
};

}  // namespace

TEST_CASE("the audit keeps who did what to what") {
  Ground ground;
  ground.audit.note({.action = "job.deleted",
                     .organization = kRiyadh,
                     .key = base::KeyId{"key-1"},
                     .peer = "192.0.2.7",
                     .request_id = "request-1",
                     .target = "job-1",
                     .detail = "x"});
  std::vector<Audit::Record> records;
  ground.audit.read({}, [&](const Audit::Record& record) { records.push_back(record); });
  REQUIRE(records.size() == 1);
  CHECK(records[0].number == 1);
  CHECK(records[0].at == ground.clock.now());
  CHECK(records[0].organization == kRiyadh);
  CHECK(records[0].key.text() == "key-1");
  CHECK(records[0].peer == "192.0.2.7");
  CHECK(records[0].request_id == "request-1");
  CHECK(records[0].target == "job-1");
  CHECK(records[0].detail == "x");
}

TEST_CASE("each change of a key is in the audit") {
  Ground ground;
  const auto created = ground.keys.create({kRiyadh, "ERP", {Scope::kRead}});
  const auto fresh = ground.keys.rotate(created.key.id, std::chrono::hours{1});
  REQUIRE(fresh);
  REQUIRE(ground.keys.revoke(fresh->key.id));
  CHECK_FALSE(ground.keys.revoke(fresh->key.id));
  CHECK(ground.actions() == std::vector<std::string>{"key.created", "key.rotated", "key.revoked"});
  ground.audit.read({.action = "key.created"}, [&](const Audit::Record& record) {
    CHECK(record.detail == "scopes=read models=* data-of=below expires=never label=ERP");
  });
  ground.audit.read({}, [&](const Audit::Record& record) {
    CHECK(record.peer == "user:amal");
    CHECK(record.organization == kRiyadh);
    CHECK(record.detail.find(created.secret) == std::string::npos);
  });
}

TEST_CASE("the audit is narrowed by whom, what and when") {
  Ground ground;
  ground.audit.note({.action = "job.deleted", .organization = kRiyadh, .key = base::KeyId{"k"}});
  ground.clock.advance(std::chrono::hours{1});
  const base::Time later = ground.clock.now();
  ground.audit.note({.action = "job.canceled", .target = "job-1"});
  ground.audit.note({.action = "login.failed"});
  using Actions = std::vector<std::string>;
  CHECK(ground.actions({.organization = "riyadh"}) == Actions{"job.deleted"});
  CHECK(ground.actions({.action = "job"}) == Actions{"job.deleted", "job.canceled"});
  CHECK(ground.actions({.action = "job.canceled"}) == Actions{"job.canceled"});
  CHECK(ground.actions({.key = "k"}) == Actions{"job.deleted"});
  CHECK(ground.actions({.target = "job-1"}) == Actions{"job.canceled"});
  CHECK(ground.actions({.since = later}) == Actions{"job.canceled", "login.failed"});
  CHECK(ground.actions({.until = later}) == Actions{"job.deleted"});
}

TEST_CASE("the database itself refuses to change or cut the audit") {
  Ground ground;
  ground.audit.note({.action = "job.deleted"});
  for (const char* sql :
       {"UPDATE audit SET action = 'x'", "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT number, at, 'x', organization, key_id, peer, "
        "request_id, target, detail FROM audit"}) {
    CHECK_THROWS_WITH(ground.database.writer.commit(
                          [&](database::Connection& connection) { connection.execute(sql); }),
                      ContainsSubstring("the audit is never"));
  }
  CHECK(ground.actions() == std::vector<std::string>{"job.deleted"});
}
