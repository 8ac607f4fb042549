#include <atomic>
#include <latch>
#include <memory>
#include <set>

#include "base/error.h"
#include "support/catch.h"
#include "job/job_retention.h"
#include "worker/pool.h"
#include "worker/fixture.h"

using worker::Pool;

TEST_CASE("a pool runs waiting jobs and later ones") {
  WorkerFixture fixture;
  const base::JobId before = fixture.submit();
  const Pool pool(fixture.context, fixture.epoch, 2);
  CHECK(fixture.wait_for_end(before).status == job::Status::kCompleted);
  const base::JobId after = fixture.submit();
  CHECK(fixture.wait_for_end(after).status == job::Status::kCompleted);
}

TEST_CASE("a pool runs each job once, with its own file") {
  WorkerFixture fixture;
  std::atomic<int> made = 0;
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    ++made;
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  constexpr int kJobs = 40;
  std::vector<base::JobId> ids;
  {
    const Pool pool(fixture.context, fixture.epoch, 3);
    for (int i = 0; i < kJobs; ++i) ids.push_back(fixture.submit());
    for (const base::JobId& id : ids)
      CHECK(fixture.wait_for_end(id).status == job::Status::kCompleted);
  }
  CHECK(made == kJobs);
  CHECK(job::JobRetention(fixture.database.writer, fixture.database.readers, fixture.clock)
            .stored_files()
            .size() == kJobs);
  CHECK(fixture.count_files() == kJobs);
}

TEST_CASE("jobs of a pool run at the same time") {
  WorkerFixture fixture;
  std::latch together(2);
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    together.arrive_and_wait();
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  const Pool pool(fixture.context, fixture.epoch, 2);
  const base::JobId one = fixture.submit();
  const base::JobId two = fixture.submit();
  CHECK(fixture.wait_for_end(one).status == job::Status::kCompleted);
  CHECK(fixture.wait_for_end(two).status == job::Status::kCompleted);
}

TEST_CASE("a pool that stops releases the running job for the next start") {
  WorkerFixture fixture;
  std::latch running(1);
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    running.count_down();
    return ScriptedRenderer::work_on(file, progress, stop);
  };
  const base::JobId id = fixture.submit();
  {
    const Pool pool(fixture.context, fixture.epoch, 1);
    running.wait();
  }
  CHECK(fixture.find(id).status == job::Status::kPending);
  CHECK(fixture.find(id).attempt == 0);
  CHECK(fixture.count_files() == 0);
  fixture.renderer.script = ScriptedRenderer::write_workbook;
  const Pool pool(fixture.context, fixture.store.start(), 1);
  CHECK(fixture.wait_for_end(id).status == job::Status::kCompleted);
}

TEST_CASE("one job's error does not end the pool") {
  WorkerFixture fixture;
  std::atomic<bool> broken = true;
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    if (broken.exchange(false)) throw base::Error("broken");
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  const Pool pool(fixture.context, fixture.epoch, 1);
  const base::JobId first = fixture.submit();
  const base::JobId second = fixture.submit();
  CHECK(fixture.wait_for_end(first).status == job::Status::kFailed);
  CHECK(fixture.wait_for_end(second).status == job::Status::kCompleted);
}

TEST_CASE("a pool continues when claims work again") {
  WorkerFixture fixture;
  const base::JobId id = fixture.submit();
  fixture.clock.step(std::chrono::seconds{1});
  const base::Time later = fixture.clock.now() + std::chrono::seconds{60};
  fixture.reject_updates("new.status = 'running' AND new.started_at < " +
                         std::to_string(base::to_microseconds(later)));
  const Pool pool(fixture.context, fixture.epoch, 1);
  const job::Job job = fixture.wait_for_end(id);
  CHECK(job.status == job::Status::kCompleted);
  CHECK(job.started_at >= later);
}

TEST_CASE("a pool runs a deferred job when its delay has passed") {
  WorkerFixture fixture;
  fixture.context.backoff = std::chrono::seconds{1};
  fixture.clock.step(std::chrono::milliseconds{100});  // each call of now() advances the clock
  std::atomic<bool> broken = true;
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    if (broken.exchange(false)) throw base::TransientError("locked", base::Message{"source.busy"});
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  const Pool pool(fixture.context, fixture.epoch, 1);
  const job::Job job = fixture.wait_for_end(fixture.submit());
  CHECK(job.status == job::Status::kCompleted);
  CHECK(job.attempt == 2);
}

TEST_CASE("a pool checks again what is due, since clocks are set") {
  WorkerFixture fixture;
  fixture.context.backoff = std::chrono::hours{24};
  fixture.context.random_fraction = [] { return 0.0; };
  fixture.context.max_idle_wait = std::chrono::milliseconds{1};
  std::atomic<bool> broken = true;
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    if (broken.exchange(false))
      throw base::TransientError("locked", base::Message{"database.locked"});
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  const Pool pool(fixture.context, fixture.epoch, 1);
  const base::JobId id = fixture.submit();
  for (std::uint64_t seen = fixture.change_event.version(); !fixture.find(id).not_before;
       seen = fixture.change_event.version()) {
    fixture.change_event.wait(seen, {});
  }
  fixture.clock.set(std::chrono::hours{24});
  CHECK(fixture.wait_for_end(id).attempt == 2);
}
