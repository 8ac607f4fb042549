#include "auth/download_links.h"
#include "support/catch.h"
#include "test_server.h"

using auth::Audit;
using auth::Scope;

namespace {

/// While it lives, no line of this action can be added to the audit.
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

std::string path_of(const base::JobId& id) { return "/v1/bi/jobs/" + id.text(); }

job::Status status(TestServer& it, const base::JobId& id) {
  const auto job = it.jobs.find(base::OrganizationUid{"ACME"}, id);
  REQUIRE(job);
  return job->status;
}

}  // namespace

TEST_CASE("a cancel whose line the audit does not take cancels nothing") {
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

TEST_CASE("a delete whose line the audit does not take deletes neither job nor file") {
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

TEST_CASE("a deleted job's file that the disk does not let go of takes nothing back") {
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

TEST_CASE("a job whose line the audit does not take is not submitted, by a retry neither") {
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

TEST_CASE("a change of keys whose line the audit does not take changes nothing") {
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
  CHECK_FALSE(it.keys.require(key.key.id).expires_at);
  CHECK(it.bare("GET", link, {}).status == 200);
}

TEST_CASE("a rotation of the links' key is in the audit, the first as well") {
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

TEST_CASE("a download that the audit does not take is answered, and counted by the next line") {
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
