#include "access_fixture.h"
#include "auth/download_links.h"
#include "support/catch.h"

using auth::Audit;
using auth::Scope;

namespace {

/// While it exists, no entry with this action can be added to the audit.
class FailingAudit {
 public:
  FailingAudit(database::Writer& writer, const std::string& action) : writer_(writer) {
    execute("CREATE TRIGGER no_audit BEFORE INSERT ON audit WHEN new.action = '" + action +
            "' BEGIN SELECT RAISE(ABORT, 'the audit is full'); END");
  }
  ~FailingAudit() { execute("DROP TRIGGER no_audit"); }
  FailingAudit(const FailingAudit&) = delete;
  FailingAudit& operator=(const FailingAudit&) = delete;

 private:
  void execute(const std::string& sql) {
    writer_.commit([&](database::Connection& connection) { connection.execute(sql); });
  }

  database::Writer& writer_;
};

int lines(TestServer& it, const std::string& action) {
  int lines = 0;
  it.audit.read({.action = action}, [&](const Audit::Record&) { ++lines; });
  return lines;
}

job::Status status(TestServer& it, const base::JobId& id) {
  const auto job = it.jobs.find(base::OrganizationUid{"ACME"}, id);
  REQUIRE(job);
  return job->status;
}

}  // namespace

TEST_CASE("a cancel that cannot be recorded in the audit cancels nothing") {
  TestServer it;
  const base::JobId pending = it.pending();
  const base::JobId running = it.pending();
  const auto claimed = it.jobs.claim(it.epoch);
  REQUIRE(claimed->id == pending);  // the older one
  const auto progress = it.progress.open(pending);
  {
    const FailingAudit failing{it.database.writer, "job.canceled"};
    CHECK(it.ask("POST", path_of(pending) + "/cancel").status == 500);
    CHECK(it.ask("POST", path_of(running) + "/cancel").status == 500);
  }
  CHECK(status(it, pending) == job::Status::kRunning);
  CHECK_FALSE(progress->canceled().stop_requested());
  CHECK(status(it, running) == job::Status::kPending);
  CHECK(lines(it, "job.canceled") == 0);
  CHECK(it.ask("POST", path_of(pending) + "/cancel").status == 200);
  CHECK(it.ask("POST", path_of(running) + "/cancel").status == 200);
  CHECK(it.ask("POST", path_of(running) + "/cancel").status == 409);
  CHECK(lines(it, "job.canceled") == 2);
}

TEST_CASE("a delete that cannot be recorded in the audit deletes neither job nor file") {
  TestServer it;
  const base::JobId id = it.completed("sales.xlsx", "abc");
  const std::string link = it.link(id);
  {
    const FailingAudit failing{it.database.writer, "job.deleted"};
    CHECK(it.ask("DELETE", path_of(id)).status == 500);
  }
  CHECK(status(it, id) == job::Status::kCompleted);
  CHECK(it.bare("GET", link, {}).status == 200);
  CHECK(lines(it, "job.deleted") == 0);
  CHECK(it.ask("DELETE", path_of(id)).status == 200);
  CHECK(it.ask("DELETE", path_of(id)).status == 404);
  CHECK(lines(it, "job.deleted") == 1);
}

TEST_CASE("a job is deleted even if its file cannot be removed") {
  TestServer it;
  const base::JobId id = it.completed("sales.xlsx", "abc");
  const auto files = it.database.directory() / "files";
  const auto file = std::filesystem::directory_iterator { files } -> path();
  std::filesystem::remove(file);
  std::filesystem::create_directories(file / "not empty");
  CHECK(it.ask("DELETE", path_of(id)).status == 200);
  CHECK(it.get(path_of(id)).status == 404);
  CHECK(lines(it, "job.deleted") == 1);
}

TEST_CASE("a submit or retry that cannot be recorded in the audit makes no job") {
  TestServer it;
  const Answer first = it.submit(order());
  REQUIRE(first.status == 200);
  const json::Value id = first.data("jobId");
  const base::JobId job{*id.string()};
  REQUIRE(it.ask("POST", path_of(job) + "/cancel").status == 200);
  {
    const FailingAudit failing{it.database.writer, "job.submitted"};
    CHECK(it.submit(order(), {"Idempotency-Key: once"}).status == 500);
    CHECK(it.ask("POST", path_of(job) + "/retry").status == 500);
  }
  CHECK(it.get("/v1/bi/jobs").data("jobs").elements()->size() == 1);
  const Answer again = it.submit(order(), {"Idempotency-Key: once"});
  CHECK(again.status == 200);
  CHECK(again.header("Idempotent-Replayed").empty());
  CHECK(it.ask("POST", path_of(job) + "/retry").status == 200);
  CHECK(lines(it, "job.submitted") == 3);
}

TEST_CASE("a change of keys that cannot be recorded in the audit changes nothing") {
  TestServer it;
  const auto key = it.keys.create({base::OrganizationUid{"ACME"}, "ERP", {Scope::kRead}});
  const std::string link = it.link(it.completed("a.xlsx", "abc"));
  const std::size_t keys = it.keys.list().size();
  const auto refuses = [&](const std::string& action, const auto& change) {
    CAPTURE(action);
    const FailingAudit failing{it.database.writer, action};
    CHECK_THROWS(change());
  };
  refuses("key.created", [&] {
    static_cast<void>(it.keys.create({base::OrganizationUid{"ACME"}, "new", {Scope::kRead}}));
  });
  refuses("key.rotated",
          [&] { static_cast<void>(it.keys.rotate(key.key.id, std::chrono::hours{1})); });
  refuses("key.revoked", [&] { static_cast<void>(it.keys.revoke(key.key.id)); });
  for (int i = 0; i < 2; ++i) {
    refuses("link.rotated", [&] { static_cast<void>(it.links.rotate("user:amal")); });
  }
  CHECK(it.keys.list().size() == keys);
  CHECK(it.keys.find_live(key.secret));
  CHECK_FALSE(it.keys.require(key.key.id).grant.expires_at);
  CHECK(it.bare("GET", link, {}).status == 200);
}

TEST_CASE("every rotation of the links' key is in the audit") {
  TestServer it;
  CHECK(it.links.rotate("user:amal") == 2);
  int rotations = 0;
  it.audit.read({.action = "link.rotated"}, [&](const Audit::Record& record) {
    ++rotations;
    CHECK(record.peer == "user:amal");
    CHECK(record.target == "2");
  });
  CHECK(rotations == 1);
}

TEST_CASE("a download that cannot be recorded is served and counted by the next entry") {
  TestServer it;
  const base::JobId id = it.completed("a.xlsx", std::string(100, 'x'));
  const std::string link = it.link(id);
  {
    const FailingAudit failing{it.database.writer, "file.downloaded"};
    for (int i = 0; i < 3; ++i) CHECK(it.bare("GET", link, {}).status == 200);
  }
  CHECK(it.bare("GET", link, {}).status == 200);
  std::vector<std::string> details;
  it.audit.read({.action = "file"},
                [&](const Audit::Record& record) { details.push_back(record.detail); });
  CHECK(details == std::vector<std::string>{"omitted=3"});
}

TEST_CASE("a valid key with a foreign organization is in the audit once a minute") {
  TestServer it;
  for (int i = 0; i < 9; ++i)
    CHECK(it.get("/v1/bi/jobs", {"organization-id: OTHER"}).status == 403);
  std::vector<Audit::Record> records;
  it.audit.read({.action = "login"}, [&](const auto& record) { records.push_back(record); });
  REQUIRE(records.size() == 5);
  CHECK(records[0].action == "login.refused");
  CHECK(records[0].organization.text() == "ACME");
  CHECK(records[0].key == it.keys.list().front().id);
  CHECK(records[0].peer == "127.0.0.1");
  CHECK(records[0].target == "GET /v1/bi/jobs");
  CHECK(records[0].detail == "organization-id=OTHER");
}

TEST_CASE("a failed login in the audit counts those that were left out before it") {
  TestServer it;
  const std::string address = "127.0.0.1";
  for (int i = 0; i < 5; ++i) CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  for (int i = 0; i < 7; ++i) CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  it.rate_limiters.audited_unauthenticated.refund(auth::RateLimitKey{address});  // a minute later
  CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  std::vector<std::string> details;
  it.audit.read({.action = "login"},
                [&](const Audit::Record& record) { details.push_back(record.detail); });
  CHECK(details == std::vector<std::string>{"", "", "", "", "", "omitted=7"});
}

TEST_CASE("the actions of callers are in the audit") {
  TestServer it;
  const Answer submitted =
      it.submit(order("en", R"(, "query": {})", "shop.picked"), {"X-Request-Id: r-1"});
  REQUIRE(submitted.status == 200);
  const json::Value submitted_id = submitted.data("jobId");
  const std::string id = *submitted_id.string();
  CHECK(it.ask("POST", "/v1/bi/jobs/" + id + "/cancel").status == 200);
  CHECK(it.ask("DELETE", "/v1/bi/jobs/" + id).status == 200);
  const base::JobId done = it.completed("a.xlsx", "abc");
  const std::string link = it.link(done);
  CHECK(it.bare("GET", link, {}).status == 200);
  CHECK(it.bare("GET", link, {"Range: bytes=1-"}).status == 206);
  CHECK(it.bare("HEAD", link, {}).status == 200);
  CHECK(it.bare("GET", link, {"If-None-Match: *"}).status == 304);
  CHECK(it.bare("GET", link, {"Range: bytes=9-"}).status == 416);
  std::vector<std::string> lines;
  it.audit.read({.organization = "ACME"}, [&](const Audit::Record& record) {
    if (record.target == id) lines.push_back(record.action + " " + record.detail);
    if (record.target == done.text()) {
      lines.push_back(record.action + " " + record.peer + " " + record.detail);
    }
    if (record.action == "job.submitted" && record.target == id) {
      CHECK(record.request_id == "r-1");
      CHECK(record.peer == "127.0.0.1");
    }
    if (record.action == "job.deleted") CHECK(record.key == it.keys.list().front().id);
  });
  CHECK(lines == std::vector<std::string>{"job.submitted shop.picked", "job.canceled ",
                                          "job.deleted ", "job.submitted  shop.sales",
                                          "file.downloaded 127.0.0.1 ",
                                          "file.downloaded 127.0.0.1 bytes 1-2/3"});
}

TEST_CASE("a file downloaded in many small ranges does not flood the audit") {
  TestServer it;
  const base::JobId job = it.completed("a.xlsx", std::string(100, 'x'));
  const std::string link = it.link(job);
  for (int i = 0; i < 70; ++i) CHECK(it.bare("GET", link, {"Range: bytes=0-0"}).status == 206);
  it.rate_limiters.audited_downloads.refund(
      auth::RateLimitKey{job.text() + " small 127.0.0.1"});  // a second later
  CHECK(it.bare("GET", link, {"Range: bytes=1-1"}).status == 206);
  CHECK(it.bare("GET", link, {"Range: bytes=1-"}).status == 206);
  std::vector<std::string> details;
  it.audit.read({.action = "file"},
                [&](const Audit::Record& record) { details.push_back(record.detail); });
  REQUIRE(details.size() >= 62);
  CHECK(details.size() < 72);
  CHECK(details.front() == "bytes 0-0/100");
  CHECK_THAT(details.at(details.size() - 2), Catch::Matchers::StartsWith("omitted="));
  CHECK(details.back() == "bytes 1-99/100");  // small ranges do not hide a large one
}

TEST_CASE("a file downloaded in large ranges is in the audit, whatever came before") {
  TestServer it;
  for (const int bytes : {1'700, 1'700'000}) {
    CAPTURE(bytes);
    const base::JobId job =
        it.completed("a.xlsx", std::string(static_cast<std::size_t>(bytes), 'x'));
    const std::string link = it.link(job);
    const int piece = bytes / 17;
    const auto piece_of = [&](int i) {
      return "Range: bytes=" + std::to_string(i * piece) + "-" +
             std::to_string((i + 1) * piece - 1);
    };
    for (int i = 0; i < 64; ++i) CHECK(it.bare("GET", link, {"Range: bytes=0-0"}).status == 206);
    for (int i = 0; i < 17; ++i) CHECK(it.bare("GET", link, {piece_of(i)}).status == 206);
    int recorded = 0;
    it.audit.read({.action = "file", .target = job.text()}, [&](const auto& record) {
      if (record.detail.find("bytes 0-0/") == std::string::npos) ++recorded;
    });
    CHECK(recorded >= 8);
  }
}

TEST_CASE("an ended key is recorded as often as a guess, so that both take the same time") {
  TestServer it;
  const auto revoked = admin_key(it, "revoked");
  CHECK(it.keys.revoke(revoked.key.id));
  for (int i = 0; i < 5; ++i) CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  CHECK(it.bare("GET", "/v1/bi/jobs", headers_for(revoked.secret, "ACME")).status == 401);
  int recorded = 0;
  it.audit.read({.action = "login"}, [&](const auto&) { ++recorded; });
  CHECK(recorded == 5);
}

TEST_CASE("the audit names the key that was revoked or has expired") {
  TestServer it;
  const auto revoked = admin_key(it, "revoked");
  CHECK(it.keys.revoke(revoked.key.id));
  const auto brief = it.keys.create({base::OrganizationUid{"ACME"},
                                     "brief",
                                     {Scope::kAdmin},
                                     it.clock.now() + std::chrono::hours{1}});
  it.clock.advance(std::chrono::hours{2});
  for (const std::string& secret : {revoked.secret, brief.secret, std::string{"guess"}}) {
    CHECK(it.bare("GET", "/v1/bi/jobs", headers_for(secret, "ACME")).status == 401);
  }
  std::vector<std::string> lines;
  it.audit.read({.action = "login"}, [&](const Audit::Record& record) {
    lines.push_back(record.action + " " + record.key.text() + " " + record.organization.text() +
                    " " + record.detail);
  });
  CHECK(lines == std::vector<std::string>{"login.failed " + revoked.key.id.text() + " ACME revoked",
                                          "login.failed " + brief.key.id.text() + " ACME expired",
                                          "login.failed   "});
}
