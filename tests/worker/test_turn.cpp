#include <algorithm>
#include <cerrno>
#include <fstream>
#include <latch>
#include <set>
#include <thread>

#include "base/error.h"
#include "support/catch.h"
#include "support/failing_threads.h"
#include "support/system_calls.h"
#include "worker/turn.h"
#include "worker/workshop.h"

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

job::Job run_turn(Workshop& shop, const std::stop_token& stop = {}) {
  const base::JobId id = shop.submit();
  worker::Turn(shop.place, shop.store.claim(shop.epoch).value()).run(stop);
  return shop.found(id);
}

}  // namespace

TEST_CASE("a turn ends with a completed job and its file") {
  Workshop shop;
  shop.maker.data_model.limits.retention = 48h;
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kCompleted);
  REQUIRE(job.output);
  CHECK(job.output->file_name == "invoices.xlsx");
  CHECK(job.output->rows == 3);
  CHECK(job.output->expires_at == shop.clock.now() + 48h);
  const auto file = shop.spool.open(job.output->file, job.output->bytes);
  REQUIRE(file);
  CHECK(file->bytes == 8);
  CHECK(shop.files() == 1);
}

TEST_CASE("the progress of a turn is shown while it lasts") {
  Workshop shop;
  const base::JobId id = shop.submit();
  const job::Job job = shop.store.claim(shop.epoch).value();
  shop.maker.script = [&](const auto& file, job::Progress& progress, const auto& stop) {
    progress.write_rows(17);
    REQUIRE(shop.progress.find(id) != nullptr);
    CHECK(shop.progress.find(id)->rows() == 17);
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  worker::Turn(shop.place, job).run({});
  CHECK(shop.progress.find(id) == nullptr);
  CHECK(shop.found(id).status == job::Status::kCompleted);
}

TEST_CASE("an error's words for people are the job's reason, and nothing else of it is") {
  Workshop shop;
  shop.maker.script = [](const auto& file, auto&, const auto&) -> worker::Made {
    std::ofstream(file) << "half";
    throw base::Error("SELECT secret", base::Message{"worker.storage"});
  };
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kFailed);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "REPORT_FAILED");
  CHECK_THAT(job.failure->message, ContainsSubstring("could not be stored"));
  CHECK(job.log.find("secret") == std::string::npos);
  CHECK(shop.files() == 0);
}

TEST_CASE("a file that the disk does not take fails its job, and the next one is made") {
  Workshop shop;
  {
    SystemCalls calls;
    calls.fail(0, ENOSPC);
    const job::Job job = run_turn(shop);
    CHECK(job.status == job::Status::kFailed);
    REQUIRE(job.failure);
    CHECK(job.failure->code == "REPORT_FAILED");
    CHECK(shop.files() == 0);
  }
  CHECK(run_turn(shop).status == job::Status::kCompleted);
}

TEST_CASE("a turn for which the system has no thread is put off, and fails when it never has one") {
  Workshop shop;
  const base::JobId id = shop.submit();
  for (int attempt = 1; attempt <= job::Store::kMaxAttempts; ++attempt) {
    const auto job = shop.store.claim(shop.epoch);
    REQUIRE(job);
    const FailingThreads failing_threads;
    worker::Turn(shop.place, *job).run({});
    CHECK(failing_threads.failed() == 1);
    if (attempt == job::Store::kMaxAttempts) break;
    CHECK(shop.found(id).status == job::Status::kPending);
    CHECK_FALSE(shop.store.claim(shop.epoch));
    shop.clock.advance(10 * shop.place.backoff);
  }
  const job::Job job = shop.found(id);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "REPORT_FAILED");
  CHECK_THAT(job.failure->message, ContainsSubstring("short of resources"));
  CHECK(shop.files() == 0);
}

TEST_CASE("a request that the model does not take any more fails as a request") {
  Workshop shop;
  shop.maker.on_order = [] { throw base::Error("order", base::Message{"worker.storage"}); };
  const job::Job job = run_turn(shop);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "INVALID_REQUEST");
}

TEST_CASE("an error without words for people fails with a general reason") {
  Workshop shop;
  SECTION("of ours") {
    shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
      throw base::Error("SELECT secret");
    };
  }
  SECTION("of the library") {
    shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
      throw std::bad_alloc();
    };
  }
  SECTION("a stop that nobody asked for") {
    shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
      throw base::Canceled();
    };
  }
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kFailed);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "INTERNAL");
  CHECK_THAT(job.failure->message, ContainsSubstring(job.id.text()));
  CHECK(job.log.find("secret") == std::string::npos);
}

TEST_CASE("a turn over its time fails and names the limit") {
  Workshop shop;
  shop.maker.data_model.limits.timeout = 0s;
  shop.maker.script = ScriptedMaker::work_on;
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kFailed);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "TIMEOUT");
  CHECK_THAT(job.failure->message, ContainsSubstring("longer than the 0 seconds"));
  CHECK(shop.files() == 0);
}

TEST_CASE("a turn whose job is canceled stops, and leaves neither a file nor a word") {
  Workshop shop;
  const base::JobId id = shop.submit();
  const job::Job job = shop.store.claim(shop.epoch).value();
  const auto cancel = [&] {
    static_cast<void>(shop.store.cancel(job.submission.organization, id));
    shop.progress.cancel(id);
  };
  SECTION("before it begins") {
    cancel();
    shop.maker.on_order = [] { FAIL("it works on a canceled job"); };
  }
  SECTION("while it works") {
    shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
      std::ofstream(file) << "half";
      cancel();
      return ScriptedMaker::work_on(file, progress, stop);
    };
  }
  SECTION("when its file is whole") {
    shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
      cancel();
      return ScriptedMaker::write_workbook(file, progress, stop);
    };
  }
  worker::Turn(shop.place, job).run({});
  CHECK(shop.found(id).status == job::Status::kCanceled);
  CHECK_FALSE(shop.found(id).failure);
  CHECK(shop.files() == 0);
}

TEST_CASE("a fault that may pass is tried again, each time after a longer delay") {
  Workshop shop;
  shop.place.chance = [] { return 0.0; };
  shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
    throw base::TransientError("locked", base::Message{"source.busy"});
  };
  const base::JobId id = shop.submit();
  for (const std::chrono::seconds delay : {5s, 30s}) {
    worker::Turn(shop.place, shop.store.claim(shop.epoch).value()).run({});
    CHECK(shop.found(id).status == job::Status::kPending);
    CHECK(shop.store.time_to_next_due(shop.clock.now()) == delay);
    shop.clock.advance(delay);
  }
  worker::Turn(shop.place, shop.store.claim(shop.epoch).value()).run({});
  CHECK(shop.found(id).failure->code == "REPORT_FAILED");
}

TEST_CASE("jobs that failed together are not tried again together") {
  Workshop shop;
  shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
    throw base::TransientError("locked", base::Message{"source.busy"});
  };
  std::set<std::chrono::microseconds> delays;
  for (int i = 0; i < 20; ++i) {
    const base::JobId id = shop.submit();
    worker::Turn(shop.place, shop.store.claim(shop.epoch).value()).run({});
    const auto delay = shop.found(id).not_before.value() - shop.clock.now();
    CHECK(delay >= 5s);
    CHECK(delay <= 7500ms);
    delays.insert(delay);
  }
  CHECK(delays.size() > 15);
}

TEST_CASE("a source that takes no connection is looked at after seconds, then every minute") {
  Workshop shop;
  shop.place.chance = [] { return 0.0; };
  shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
    throw base::Unavailable("down", base::Message{"source.down", {{"source", std::string{"erp"}}}});
  };
  const base::JobId id = shop.submit();
  std::vector<std::chrono::microseconds> delays;
  while (shop.found(id).status == job::Status::kPending) {
    worker::Turn(shop.place, shop.store.claim(shop.epoch).value()).run({});
    const job::Job job = shop.found(id);
    if (!job.not_before) break;
    CHECK(job.attempts() == 0);
    delays.push_back(*job.not_before - shop.clock.now());
    shop.clock.advance(delays.back());
  }
  CHECK(shop.found(id).failure->code == "REPORT_FAILED");
  REQUIRE(delays.size() > 5);
  CHECK(delays.size() < 75);
  CHECK(delays.front() == 5s);
  CHECK(std::ranges::is_sorted(delays));
  CHECK(delays.back() == 1min);
}

TEST_CASE("a file larger than its data model allows fails, and is not kept") {
  Workshop shop;
  shop.maker.script = [](const auto& file, auto&, const auto&) -> worker::Made {
    std::ofstream(file) << "half";
    throw base::SizeLimitExceeded("workbook",
                                  base::Message{"workbook.too_large", {{"megabytes", 7}}});
  };
  const job::Job job = run_turn(shop);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "TOO_LARGE");
  CHECK_THAT(job.failure->message, ContainsSubstring("7 MB"));
  CHECK(shop.files() == 0);
}

TEST_CASE("a turn that the server stops puts its job back") {
  Workshop shop;
  shop.maker.script = ScriptedMaker::work_on;
  std::stop_source stop;
  stop.request_stop();
  const job::Job job = run_turn(shop, stop.get_token());
  CHECK(job.status == job::Status::kPending);
  CHECK(job.attempt == 0);
  CHECK_FALSE(job.failure);
  CHECK(shop.files() == 0);
}

TEST_CASE("a file that was ready when the server stopped is delivered") {
  Workshop shop;
  std::stop_source stop;
  stop.request_stop();
  CHECK(run_turn(shop, stop.get_token()).status == job::Status::kCompleted);
  CHECK(shop.files() == 1);
}

TEST_CASE("a turn that lost its fence deletes its own file and touches nothing") {
  Workshop shop;
  std::optional<job::Job> theirs;
  shop.maker.script = [&](const auto& file, auto& progress, const auto& stop) {
    const job::Epoch next = shop.store.start();
    shop.store.recover(next);
    theirs = shop.store.claim(next);
    return ScriptedMaker::write_workbook(file, progress, stop);
  };
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kRunning);
  REQUIRE(theirs);
  CHECK(job.attempt == theirs->attempt);
  CHECK(job.log == theirs->log);
  CHECK(shop.files() == 0);
}

TEST_CASE("a file whose job cannot be completed goes with the job's failure") {
  Workshop shop;
  shop.refuse("new.status = 'completed'");
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kFailed);
  CHECK(shop.files() == 0);
}

TEST_CASE("a file whose job was completed after all stays, whatever its worker was told") {
  Workshop shop;
  shop.store.event_log().subscribe([](const job::JobEventLog::JobEvent& item) {
    if (item.event == "completed") throw base::Error("what comes after the commit");
  });
  CHECK(run_turn(shop).status == job::Status::kCompleted);
  CHECK(shop.files() == 1);
}

TEST_CASE("a failure that cannot be written is tried until it is") {
  Workshop shop;
  shop.maker.script = [](const auto&, auto&, const auto&) -> worker::Made {
    throw base::Error("broken");
  };
  shop.clock.step(1s);
  const base::Time later = shop.clock.now() + 60s;
  shop.refuse("new.status = 'failed' AND new.finished_at < " +
              std::to_string(base::to_microseconds(later)));
  const job::Job job = run_turn(shop);
  CHECK(job.status == job::Status::kFailed);
  CHECK(job.finished_at >= later);
}

TEST_CASE("a job whose end cannot be written stays running when the server stops") {
  Workshop shop;
  shop.refuse("new.status IN ('failed', 'pending')");
  const base::JobId id = shop.submit();
  const job::Job job = shop.store.claim(shop.epoch).value();
  std::latch thrown(1);
  shop.maker.script = [&](const auto&, auto&, const auto&) -> worker::Made {
    thrown.count_down();
    throw base::Error("broken");
  };
  {
    std::jthread turn(
        [&](const std::stop_token& stop) { worker::Turn(shop.place, job).run(stop); });
    thrown.wait();
  }
  CHECK(shop.found(id).status == job::Status::kRunning);
}
