#include <map>
#include <system_error>

#include "base/error.h"
#include "catch.h"
#include "failing_threads.h"
#include "faults/rig.h"
#include "scratch.h"

TEST_CASE("whichever thread cannot be started, a start says so or a job is made, and all goes on") {
  std::map<std::string, int> outcomes;
  const Scratch scratch;
  const std::filesystem::path data = scratch.path() / "data";
  const std::string key = Rig(data).create_key();
  std::size_t failed = 1;
  for (std::size_t number = 0; failed > 0; ++number) {
    CAPTURE(number);
    std::string outcome = "not started";
    {
      const FailingThreads failing_threads(number, 1);
      try {
        Rig rig(data);
        rig.use_key(key);
        const auto job = rig.submit();
        REQUIRE(job);
        outcome = text(rig.ended(*job), "status");
      } catch (const std::system_error&) {
        // There is no more to a server that cannot start.
      } catch (const base::Transient&) {
      }
      failed = failing_threads.failed();
    }
    ++outcomes[outcome];
    Rig rig(data);
    rig.use_key(key);
    for (const std::string& job : rig.jobs()) {
      CHECK(text(rig.ended(job), "status") == "completed");
    }
  }
  for (const auto& [what, count] : outcomes) {
    WARN("a thread less: " << what << " " << count);
  }
  CHECK(outcomes["not started"] > 0);
  CHECK(outcomes["completed"] > 0);
  CHECK(outcomes.size() == 2);
}
