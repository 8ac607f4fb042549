#include "auth/audit.h"
#include "auth/api_key_store.h"
#include "auth/organization.h"
#include "support/catch.h"
#include "support/manual_clock.h"
#include "support/app_database.h"

using auth::Audit;
using auth::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

struct AuditFixture {
  AppDatabase database;
  ManualClock clock;
  Audit audit{database.writer, database.readers, clock};
  auth::ApiKeyStore keys{database.writer, database.readers, clock, "user:amal"};

  std::vector<std::string> actions(const Audit::Filter& filter = {}) {
    std::vector<std::string> actions;
    audit.read(filter, [&](const Audit::Record& record) { actions.push_back(record.action); });
    return actions;
  }
};

}  // namespace

TEST_CASE("the audit keeps who did what to what") {
  AuditFixture fixture;
  fixture.audit.record({.action = "job.deleted",
                        .organization = kRiyadh,
                        .key = base::KeyId{"key-1"},
                        .peer = "192.0.2.7",
                        .request_id = "request-1",
                        .target = "job-1",
                        .detail = "x"});
  std::vector<Audit::Record> records;
  fixture.audit.read({}, [&](const Audit::Record& record) { records.push_back(record); });
  REQUIRE(records.size() == 1);
  CHECK(records[0].number == 1);
  CHECK(records[0].at == fixture.clock.now());
  CHECK(records[0].organization == kRiyadh);
  CHECK(records[0].key.text() == "key-1");
  CHECK(records[0].peer == "192.0.2.7");
  CHECK(records[0].request_id == "request-1");
  CHECK(records[0].target == "job-1");
  CHECK(records[0].detail == "x");
}

TEST_CASE("each change of a key is in the audit") {
  AuditFixture fixture;
  const auto created = fixture.keys.create({kRiyadh, "ERP", {Scope::kRead}});
  const auto fresh = fixture.keys.rotate(created.key.id, std::chrono::hours{1});
  REQUIRE(fresh);
  REQUIRE(fixture.keys.revoke(fresh->key.id));
  CHECK_FALSE(fixture.keys.revoke(fresh->key.id));
  CHECK(fixture.actions() == std::vector<std::string>{"key.created", "key.rotated", "key.revoked"});
  fixture.audit.read({.action = "key.created"}, [&](const Audit::Record& record) {
    CHECK(record.detail == "scopes=read models=* data-of=below expires=never label=ERP");
  });
  fixture.audit.read({}, [&](const Audit::Record& record) {
    CHECK(record.peer == "user:amal");
    CHECK(record.organization == kRiyadh);
    CHECK(record.detail.find(created.secret) == std::string::npos);
  });
}

TEST_CASE("the audit is filtered by actor, action and time") {
  AuditFixture fixture;
  fixture.audit.record({.action = "job.deleted", .organization = kRiyadh, .key = base::KeyId{"k"}});
  fixture.clock.advance(std::chrono::hours{1});
  const base::Time later = fixture.clock.now();
  fixture.audit.record({.action = "job.canceled", .target = "job-1"});
  fixture.audit.record({.action = "login.failed"});
  using Actions = std::vector<std::string>;
  CHECK(fixture.actions({.organization = "riyadh"}) == Actions{"job.deleted"});
  CHECK(fixture.actions({.action = "job"}) == Actions{"job.deleted", "job.canceled"});
  CHECK(fixture.actions({.action = "job.canceled"}) == Actions{"job.canceled"});
  CHECK(fixture.actions({.key = "k"}) == Actions{"job.deleted"});
  CHECK(fixture.actions({.target = "job-1"}) == Actions{"job.canceled"});
  CHECK(fixture.actions({.since = later}) == Actions{"job.canceled", "login.failed"});
  CHECK(fixture.actions({.until = later}) == Actions{"job.deleted"});
}

TEST_CASE("the database itself rejects updates and deletes of the audit") {
  AuditFixture fixture;
  fixture.audit.record({.action = "job.deleted"});
  for (const char* sql :
       {"UPDATE audit SET action = 'x'", "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT number, at, 'x', organization, key_id, peer, "
        "request_id, target, detail FROM audit"}) {
    CHECK_THROWS_WITH(fixture.database.writer.commit(
                          [&](database::Connection& connection) { connection.execute(sql); }),
                      ContainsSubstring("the audit is never"));
  }
  CHECK(fixture.actions() == std::vector<std::string>{"job.deleted"});
}

TEST_CASE("the audit is read in pages, the newest first, of some organizations") {
  AuditFixture fixture;
  for (int i = 0; i < 5; ++i) {
    for (const char* organization : {"riyadh", "jeddah", "dammam"}) {
      fixture.audit.record({.action = i % 2 == 0 ? "job.deleted" : "login.failed",
                            .organization = base::OrganizationUid{organization},
                            .target = std::to_string(i)});
    }
  }
  const auto numbers = [&](const Audit::Filter& filter, const Audit::Page& page) {
    std::vector<std::int64_t> found;
    for (const Audit::Record& record : fixture.audit.page(filter, page)) {
      found.push_back(record.number);
    }
    return found;
  };
  using Numbers = std::vector<std::int64_t>;
  CHECK(numbers({}, {.size = 4}) == Numbers{15, 14, 13, 12});
  CHECK(numbers({}, {.size = 2, .before = 12}) == Numbers{11, 10});
  CHECK(numbers({.action = "login"}, {}) == Numbers{12, 11, 10, 6, 5, 4});
  const std::vector<base::OrganizationUid> two{kRiyadh, base::OrganizationUid{"dammam"}};
  CHECK(numbers({}, {.size = 3, .organizations = two}) == Numbers{15, 13, 12});
  CHECK(numbers({}, {.size = 3, .before = 12, .organizations = two}) == Numbers{10, 9, 7});
  CHECK(numbers({.organization = "dammam"}, {.size = 2, .organizations = two}) == Numbers{15, 12});
  CHECK(numbers({.organization = "jeddah"}, {.organizations = two}).empty());
  CHECK(numbers({}, {.organizations = std::vector<base::OrganizationUid>{}}).empty());
}
