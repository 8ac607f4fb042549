#include <map>
#include <system_error>

#include "base/error.h"
#include "support/catch.h"
#include "support/failing_threads.h"
#include "faults/fixture.h"
#include "support/temp_dir.h"

TEST_CASE("whichever thread cannot be started, the server refuses to start or completes a job") {
  std::map<std::string, int> outcomes;
  const TempDir temp_dir;
  const std::filesystem::path data = temp_dir.path() / "data";
  const std::string key = AppFixture(data).create_key();
  std::size_t failed = 1;
  for (std::size_t number = 0; failed > 0; ++number) {
    CAPTURE(number);
    std::string outcome = "not started";
    {
      const FailingThreads failing_threads(number, 1);
      try {
        AppFixture app_fixture(data);
        app_fixture.use_key(key);
        const auto job = app_fixture.submit();
        REQUIRE(job);
        outcome = text(app_fixture.wait_for_end(*job), "status");
      } catch (const std::system_error&) {
        // The server did not start: nothing else to check.
      } catch (const base::TransientError&) {
      }
      failed = failing_threads.failed();
    }
    ++outcomes[outcome];
    AppFixture app_fixture(data);
    app_fixture.use_key(key);
    for (const std::string& job : app_fixture.jobs()) {
      CHECK(text(app_fixture.wait_for_end(job), "status") == "completed");
    }
  }
  for (const auto& [what, count] : outcomes) {
    WARN("a thread less: " << what << " " << count);
  }
  CHECK(outcomes["not started"] > 0);
  CHECK(outcomes["completed"] > 0);
  CHECK(outcomes.size() == 2);
}
