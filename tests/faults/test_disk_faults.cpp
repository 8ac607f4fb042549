#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

#include "base/error.h"
#include "support/catch.h"
#include "faults/disk.h"
#include "faults/fixture.h"
#include "support/temp_dir.h"

namespace {

/// `tests/run.sh faults` fails every call once. The suite skips some calls, and a sanitizer build,
/// which is several times slower, skips more.
std::size_t stride() {
  if (std::getenv("GORMIC_BI_TEST_EVERY_CALL") != nullptr) return 1;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return 15;
#else
  return 5;
#endif
}

/// A data directory with a key and no job yet.
struct DataFixture {
  DataFixture() { key = AppFixture(data).create_key(); }

  TempDir temp_dir;
  std::filesystem::path data = temp_dir.path() / "data";
  std::string key;
};

void require_ended_whole(AppFixture& app_fixture, const std::string& job) {
  const json::Value ended = app_fixture.wait_for_end(job);
  const std::string status = text(ended, "status");
  CAPTURE(job, status, text(ended, "log"));
  REQUIRE((status == "completed" || status == "failed"));
  if (status == "completed") CHECK(app_fixture.has_whole_file(ended));
  if (status == "failed") CHECK_FALSE(text(*ended.find("failure"), "message").empty());
}

/// After the faults: the same jobs as before, no orphan file, and the next job completes.
void require_sound(const DataFixture& data_fixture, const std::optional<std::string>& job) {
  AppFixture app_fixture(data_fixture.data);
  app_fixture.use_key(data_fixture.key);
  std::size_t completed = 0;
  if (job) {
    require_ended_whole(app_fixture, *job);
    if (text(app_fixture.wait_for_end(*job), "status") == "completed") ++completed;
  }
  const auto next = app_fixture.submit();
  REQUIRE(next);
  const json::Value ended = app_fixture.wait_for_end(*next);
  CHECK(text(ended, "status") == "completed");
  CHECK(app_fixture.has_whole_file(ended));
  if (job) CHECK(app_fixture.files() == completed + 1);
}

struct Outcome {
  bool has_started = false;
  std::optional<std::string> job;
  std::string status;
};

/// Where the calls that fail are counted from.
enum class From { start, job };

/// Starts a server, submits a job and waits for it, whatever fails. Calls `arm` at `from`.
Outcome run(const DataFixture& data_fixture, From from, const std::function<void()>& arm) {
  Outcome outcome;
  try {
    if (from == From::start) arm();
    AppFixture app_fixture(data_fixture.data);
    outcome.has_started = true;
    app_fixture.use_key(data_fixture.key);
    if (from == From::job) arm();
    outcome.job = app_fixture.submit();
    if (!outcome.job) return outcome;
    require_ended_whole(app_fixture, *outcome.job);
    outcome.status = text(app_fixture.wait_for_end(*outcome.job), "status");
  } catch (const base::Error&) {
    // It did not start, which loses nothing.
  }
  return outcome;
}

/// Fails `in_a_row` calls, beginning with each call that is made after `from`, `stride` apart.
std::map<std::string, int> outcomes_of(int error, std::size_t in_a_row, std::size_t stride,
                                       From from = From::start) {
  std::map<std::string, int> outcomes;
  std::vector<std::string> failed{""};
  for (std::size_t number = 0; !failed.empty(); number += stride) {
    const DataFixture data_fixture;
    Outcome outcome;
    {
      Disk disk(data_fixture.temp_dir.path());
      outcome = run(data_fixture, from, [&] { disk.fail(number, error, in_a_row); });
      failed = disk.heal();
    }
    CAPTURE(number, failed);
    require_sound(data_fixture, outcome.job);
    ++outcomes[!outcome.has_started ? "not started"
               : !outcome.job       ? "not accepted"
                                    : outcome.status];
  }
  for (const auto& [what, count] : outcomes) {
    WARN(std::strerror(error) << ", calls in a row " << in_a_row << ": " << what << " " << count);
  }
  return outcomes;
}

}  // namespace

TEST_CASE(
    "whichever disk call fails, a job completes or fails with a reason, and the server works on") {
  auto outcomes = outcomes_of(GENERATE(ENOSPC, EIO), 1, stride());
  for (const char* each : {"completed", "failed", "not accepted", "not started"}) {
    CAPTURE(each);
    CHECK(outcomes[each] > 0);
  }
}

TEST_CASE(
    "a disk that is full for a while loses nothing, and the server works when it has space again") {
  constexpr std::size_t kCalls = 5;  // some of them a second apart: a full disk is retried
  outcomes_of(ENOSPC, kCalls, 8 * stride());
  // A job makes more than 100 calls for its file, so some of these rows of calls are among them.
  CHECK(outcomes_of(ENOSPC, kCalls, 2 * std::min<std::size_t>(stride(), 10), From::job)["failed"] >
        0);
}
