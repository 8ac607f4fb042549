#include <atomic>
#include <latch>
#include <memory>
#include <set>

#include "base/error.h"
#include "support/catch.h"
#include "job/job_retention.h"
#include "worker/pool.h"
#include "worker/workshop.h"

using worker::Pool;

TEST_CASE("a pool does what was waiting and what comes later") {
  Workshop shop;
  const base::JobId before = shop.submit();
  const Pool pool(shop.place, shop.epoch, 2);
  CHECK(shop.ended(before).status == job::Status::kCompleted);
  const base::JobId after = shop.submit();
  CHECK(shop.ended(after).status == job::Status::kCompleted);
}

TEST_CASE("a pool makes each job once, with a file of its own") {
  Workshop shop;
  std::atomic<int> made = 0;
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    ++made;
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  constexpr int kJobs = 40;
  std::vector<base::JobId> ids;
  {
    const Pool pool(shop.place, shop.epoch, 3);
    for (int i = 0; i < kJobs; ++i) ids.push_back(shop.submit());
    for (const base::JobId& id : ids) CHECK(shop.ended(id).status == job::Status::kCompleted);
  }
  CHECK(made == kJobs);
  CHECK(job::JobRetention(shop.database.writer, shop.database.readers, shop.clock)
            .stored_files()
            .size() == kJobs);
  CHECK(shop.files() == kJobs);
}

TEST_CASE("jobs of a pool run beside each other") {
  Workshop shop;
  std::latch together(2);
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    together.arrive_and_wait();
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  const Pool pool(shop.place, shop.epoch, 2);
  const base::JobId one = shop.submit();
  const base::JobId two = shop.submit();
  CHECK(shop.ended(one).status == job::Status::kCompleted);
  CHECK(shop.ended(two).status == job::Status::kCompleted);
}

TEST_CASE("a pool that stops puts the running job back, for the next start to make") {
  Workshop shop;
  std::latch running(1);
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    running.count_down();
    return ScriptedMaker::work_on(file, progress, stop);
  };
  const base::JobId id = shop.submit();
  {
    const Pool pool(shop.place, shop.epoch, 1);
    running.wait();
  }
  CHECK(shop.found(id).status == job::Status::kPending);
  CHECK(shop.found(id).attempt == 0);
  CHECK(shop.files() == 0);
  shop.maker.script = ScriptedMaker::write_workbook;
  const Pool pool(shop.place, shop.store.start(), 1);
  CHECK(shop.ended(id).status == job::Status::kCompleted);
}

TEST_CASE("one job's error does not end the pool") {
  Workshop shop;
  std::atomic<bool> broken = true;
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    if (broken.exchange(false)) throw base::Error("broken");
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  const Pool pool(shop.place, shop.epoch, 1);
  const base::JobId first = shop.submit();
  const base::JobId second = shop.submit();
  CHECK(shop.ended(first).status == job::Status::kFailed);
  CHECK(shop.ended(second).status == job::Status::kCompleted);
}

TEST_CASE("a pool that cannot claim goes on when it can") {
  Workshop shop;
  const base::JobId id = shop.submit();
  shop.clock.step(std::chrono::seconds{1});
  const base::Time later = shop.clock.now() + std::chrono::seconds{60};
  shop.refuse("new.status = 'running' AND new.started_at < " +
              std::to_string(base::to_microseconds(later)));
  const Pool pool(shop.place, shop.epoch, 1);
  const job::Job job = shop.ended(id);
  CHECK(job.status == job::Status::kCompleted);
  CHECK(job.started_at >= later);
}

TEST_CASE("a pool comes back to a job by itself when its delay has passed") {
  Workshop shop;
  shop.place.backoff = std::chrono::seconds{1};
  shop.clock.step(std::chrono::milliseconds{100});  // each look at it lets time pass
  std::atomic<bool> broken = true;
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    if (broken.exchange(false)) throw base::TransientError("locked", base::Message{"source.busy"});
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  const Pool pool(shop.place, shop.epoch, 1);
  const job::Job job = shop.ended(shop.submit());
  CHECK(job.status == job::Status::kCompleted);
  CHECK(job.attempt == 2);
}

TEST_CASE("a pool looks again at what is due, since clocks are set") {
  Workshop shop;
  shop.place.backoff = std::chrono::hours{24};
  shop.place.chance = [] { return 0.0; };
  shop.place.nap = std::chrono::milliseconds{1};
  std::atomic<bool> broken = true;
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    if (broken.exchange(false))
      throw base::TransientError("locked", base::Message{"database.locked"});
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  const Pool pool(shop.place, shop.epoch, 1);
  const base::JobId id = shop.submit();
  for (std::uint64_t seen = shop.changes.version(); !shop.found(id).not_before;
       seen = shop.changes.version()) {
    shop.changes.wait(seen, {});
  }
  shop.clock.set(std::chrono::hours{24});
  CHECK(shop.ended(id).attempt == 2);
}
