#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <memory>
#include <thread>

#include "support/catch.h"
#include "database/connection.h"
#include "database/write_lock.h"
#include "faults/disk.h"
#include "faults/fixture.h"
#include "support/temp_dir.h"

namespace {

std::int64_t lines(const AppFixture& app_fixture, const std::string& action,
                   const std::string& job) {
  database::Connection connection(app_fixture.data() / "gormic-bi.db", database::Mode::kReadOnly);
  database::Statement rows =
      connection.prepare("SELECT count(*) FROM audit WHERE action = :action AND target = :target");
  rows.bind(":action", action).bind(":target", job);
  rows.step();
  return rows.integer(0);
}

std::string status(AppFixture& app_fixture, const std::string& job) {
  for (const std::string& known : app_fixture.jobs()) {
    if (known == job) return text(app_fixture.wait_for_end(job), "status");
  }
  return "deleted";
}

/// Fails each disk call of the request once. The response, the job and the audit must agree
/// afterwards.
std::map<int, int> answers(int error, const std::string& method, const std::string& suffix,
                           const std::string& action, const std::string& done) {
  const TempDir temp_dir;
  Disk disk(temp_dir.path());  // outlives the server, whose workers call it at any time
  AppFixture app_fixture(temp_dir.path() / "data");
  app_fixture.create_key();
  std::map<int, int> answers;
  std::vector<std::string> failed{""};
  for (std::size_t number = 0; !failed.empty(); ++number) {
    const auto job = app_fixture.submit();
    REQUIRE(job);
    if (done == "deleted") REQUIRE(status(app_fixture, *job) == "completed");
    disk.fail(number, error);
    const int answer = app_fixture.request(method, "/v1/bi/jobs/" + *job + suffix);
    failed = disk.heal();
    const std::string is = status(app_fixture, *job);
    CAPTURE(number, failed, answer, is);
    CHECK((is == done) == (answer == 200));
    CHECK(lines(app_fixture, action, *job) == (is == done ? 1 : 0));
    ++answers[answer];
  }
  for (const auto& [answer, count] : answers) {
    WARN(action << ", " << std::strerror(error) << ": " << answer << " " << count);
  }
  return answers;
}

}  // namespace

TEST_CASE("whichever disk call fails, a canceled job and its audit entry agree") {
  auto counted = answers(GENERATE(ENOSPC, EIO), "POST", "/cancel", "job.canceled", "canceled");
  CHECK(counted[200] > 0);
  CHECK(counted[500] > 0);
}

TEST_CASE("whichever disk call fails, a deleted job and its audit entry agree") {
  auto counted = answers(GENERATE(ENOSPC, EIO), "DELETE", "", "job.deleted", "deleted");
  CHECK(counted[200] > 0);
  CHECK(counted[500] > 0);
}

TEST_CASE(
    "whichever disk call fails, a CSV of the audit is complete or refused, and leaves no file") {
  const TempDir temp_dir;
  Disk disk(temp_dir.path());
  AppFixture app_fixture(temp_dir.path() / "data");
  app_fixture.create_key();
  std::map<int, int> counted;
  std::size_t left = 0;  // until the next start: files that could not be unlinked
  std::vector<std::string> failed{""};
  for (std::size_t number = 0; !failed.empty(); ++number) {
    disk.fail(number, ENOSPC);
    const int answer = app_fixture.request("GET", "/v1/bi/audit?format=csv");
    failed = disk.heal();
    CAPTURE(number, failed, answer);
    if (!failed.empty() && failed.front().starts_with("unlink")) ++left;
    CHECK((answer == 200 || answer == 507));
    CHECK(app_fixture.files() == left);
    ++counted[answer];
  }
  CHECK(counted[200] > 0);
  CHECK(counted[507] > 1);
}

TEST_CASE("an audit entry that fails while the server is destroyed is counted without harm") {
  const TempDir temp_dir;
  Disk disk(temp_dir.path());
  auto app_fixture = std::make_unique<AppFixture>(temp_dir.path() / "data");
  const std::string key = app_fixture->create_key();
  const database::WriteLock other_process(app_fixture->data() / "gormic-bi.db");
  other_process.acquire();
  app_fixture->use_key(key + "x");
  CHECK(app_fixture->request("GET", "/v1/bi/jobs") == 401);
  disk.fail(0, EIO, 1'000'000);
  // The entry waits for the lock while all that is above the database is destroyed.
  const std::jthread backup([&] {
    std::this_thread::sleep_for(std::chrono::seconds{2});
    other_process.release();
  });
  app_fixture.reset();
  CHECK_FALSE(disk.heal().empty());
}
