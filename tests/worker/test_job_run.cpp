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
#include "worker/job_run.h"
#include "worker/fixture.h"

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

job::Job run_job(WorkerFixture& fixture, const std::stop_token& stop = {}) {
  const base::JobId id = fixture.submit();
  worker::JobRun(fixture.context, fixture.store.claim(fixture.epoch).value()).run(stop);
  return fixture.find(id);
}

}  // namespace

TEST_CASE("a run ends with a completed job and its file") {
  WorkerFixture fixture;
  fixture.renderer.data_model.limits.retention = 48h;
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kCompleted);
  REQUIRE(job.output);
  CHECK(job.output->file_name == "invoices.xlsx");
  CHECK(job.output->rows == 3);
  CHECK(job.output->expires_at == fixture.clock.now() + 48h);
  const auto file = fixture.file_store.open(job.output->file, job.output->bytes);
  REQUIRE(file);
  CHECK(file->bytes == 8);
  CHECK(fixture.count_files() == 1);
}

TEST_CASE("the progress of a run is registered while it lasts") {
  WorkerFixture fixture;
  const base::JobId id = fixture.submit();
  const job::Job job = fixture.store.claim(fixture.epoch).value();
  fixture.renderer.script = [&](const auto& file, job::Progress& progress, const auto& stop) {
    progress.write_rows(17);
    REQUIRE(fixture.progress.find(id) != nullptr);
    CHECK(fixture.progress.find(id)->rows() == 17);
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  worker::JobRun(fixture.context, job).run({});
  CHECK(fixture.progress.find(id) == nullptr);
  CHECK(fixture.find(id).status == job::Status::kCompleted);
}

TEST_CASE("an error's user message is the job's reason, and nothing else of the error is") {
  WorkerFixture fixture;
  fixture.renderer.script = [](const auto& file, auto&, const auto&) -> worker::RenderedFile {
    std::ofstream(file) << "half";
    throw base::Error("SELECT secret", base::Message{"worker.storage"});
  };
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kFailed);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "REPORT_FAILED");
  CHECK_THAT(job.failure->message, ContainsSubstring("could not be stored"));
  CHECK(job.log.find("secret") == std::string::npos);
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a file that cannot be written fails its job, and the next job completes") {
  WorkerFixture fixture;
  {
    SystemCalls calls;
    calls.fail(0, ENOSPC);
    const job::Job job = run_job(fixture);
    CHECK(job.status == job::Status::kFailed);
    REQUIRE(job.failure);
    CHECK(job.failure->code == "REPORT_FAILED");
    CHECK(fixture.count_files() == 0);
  }
  CHECK(run_job(fixture).status == job::Status::kCompleted);
}

TEST_CASE(
    "a run for which the system has no thread is deferred, and fails when there never is one") {
  WorkerFixture fixture;
  const base::JobId id = fixture.submit();
  for (int attempt = 1; attempt <= job::Store::kMaxAttempts; ++attempt) {
    const auto job = fixture.store.claim(fixture.epoch);
    REQUIRE(job);
    const FailingThreads failing_threads;
    worker::JobRun(fixture.context, *job).run({});
    CHECK(failing_threads.failed() == 1);
    if (attempt == job::Store::kMaxAttempts) break;
    CHECK(fixture.find(id).status == job::Status::kPending);
    CHECK_FALSE(fixture.store.claim(fixture.epoch));
    fixture.clock.advance(10 * fixture.context.backoff);
  }
  const job::Job job = fixture.find(id);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "REPORT_FAILED");
  CHECK_THAT(job.failure->message, ContainsSubstring("short of resources"));
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a request that the data model does not accept any more fails as a request") {
  WorkerFixture fixture;
  fixture.renderer.on_report_spec = [] {
    throw base::Error("order", base::Message{"worker.storage"});
  };
  const job::Job job = run_job(fixture);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "INVALID_REQUEST");
}

TEST_CASE("an error without a user message fails the job with a general reason") {
  WorkerFixture fixture;
  SECTION("of this program") {
    fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
      throw base::Error("SELECT secret");
    };
  }
  SECTION("of the library") {
    fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
      throw std::bad_alloc();
    };
  }
  SECTION("a stop that nobody asked for") {
    fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
      throw base::Canceled();
    };
  }
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kFailed);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "INTERNAL");
  CHECK_THAT(job.failure->message, ContainsSubstring(job.id.text()));
  CHECK(job.log.find("secret") == std::string::npos);
}

TEST_CASE("a run that exceeds its time limit fails and names the limit") {
  WorkerFixture fixture;
  fixture.renderer.data_model.limits.timeout = 0s;
  fixture.renderer.script = ScriptedRenderer::work_on;
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kFailed);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "TIMEOUT");
  CHECK_THAT(job.failure->message, ContainsSubstring("longer than the 0 seconds"));
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a run whose job is canceled stops, and leaves neither a file nor a line in the log") {
  WorkerFixture fixture;
  const base::JobId id = fixture.submit();
  const job::Job job = fixture.store.claim(fixture.epoch).value();
  const auto cancel = [&] {
    static_cast<void>(fixture.store.cancel(job.submission.organization, id));
    fixture.progress.cancel(id);
  };
  SECTION("before it begins") {
    cancel();
    fixture.renderer.on_report_spec = [] { FAIL("it works on a canceled job"); };
  }
  SECTION("while it works") {
    fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
      std::ofstream(file) << "half";
      cancel();
      return ScriptedRenderer::work_on(file, progress, stop);
    };
  }
  SECTION("when its file is whole") {
    fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
      cancel();
      return ScriptedRenderer::write_workbook(file, progress, stop);
    };
  }
  worker::JobRun(fixture.context, job).run({});
  CHECK(fixture.find(id).status == job::Status::kCanceled);
  CHECK_FALSE(fixture.find(id).failure);
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a transient error is retried, each time after a longer delay") {
  WorkerFixture fixture;
  fixture.context.random_fraction = [] { return 0.0; };
  fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
    throw base::TransientError("locked", base::Message{"source.busy"});
  };
  const base::JobId id = fixture.submit();
  for (const std::chrono::seconds delay : {5s, 30s}) {
    worker::JobRun(fixture.context, fixture.store.claim(fixture.epoch).value()).run({});
    CHECK(fixture.find(id).status == job::Status::kPending);
    CHECK(fixture.store.time_to_next_due(fixture.clock.now()) == delay);
    fixture.clock.advance(delay);
  }
  worker::JobRun(fixture.context, fixture.store.claim(fixture.epoch).value()).run({});
  CHECK(fixture.find(id).failure->code == "REPORT_FAILED");
}

TEST_CASE("jobs that failed together are not retried together") {
  WorkerFixture fixture;
  fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
    throw base::TransientError("locked", base::Message{"source.busy"});
  };
  std::set<std::chrono::microseconds> delays;
  for (int i = 0; i < 20; ++i) {
    const base::JobId id = fixture.submit();
    worker::JobRun(fixture.context, fixture.store.claim(fixture.epoch).value()).run({});
    const auto delay = fixture.find(id).not_before.value() - fixture.clock.now();
    CHECK(delay >= 5s);
    CHECK(delay <= 7500ms);
    delays.insert(delay);
  }
  CHECK(delays.size() > 15);
}

TEST_CASE("a source that accepts no connection is tried after seconds, then every minute") {
  WorkerFixture fixture;
  fixture.context.random_fraction = [] { return 0.0; };
  fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
    throw base::Unavailable("down", base::Message{"source.down", {{"source", std::string{"erp"}}}});
  };
  const base::JobId id = fixture.submit();
  std::vector<std::chrono::microseconds> delays;
  while (fixture.find(id).status == job::Status::kPending) {
    worker::JobRun(fixture.context, fixture.store.claim(fixture.epoch).value()).run({});
    const job::Job job = fixture.find(id);
    if (!job.not_before) break;
    CHECK(job.attempts() == 0);
    delays.push_back(*job.not_before - fixture.clock.now());
    fixture.clock.advance(delays.back());
  }
  CHECK(fixture.find(id).failure->code == "REPORT_FAILED");
  REQUIRE(delays.size() > 5);
  CHECK(delays.size() < 75);
  CHECK(delays.front() == 5s);
  CHECK(std::ranges::is_sorted(delays));
  CHECK(delays.back() == 1min);
}

TEST_CASE("a file larger than its data model allows fails, and is not kept") {
  WorkerFixture fixture;
  fixture.renderer.script = [](const auto& file, auto&, const auto&) -> worker::RenderedFile {
    std::ofstream(file) << "half";
    throw base::SizeLimitExceeded("workbook", base::Message{"base.too_large", {{"megabytes", 7}}});
  };
  const job::Job job = run_job(fixture);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "TOO_LARGE");
  CHECK_THAT(job.failure->message, ContainsSubstring("7 MB"));
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a run that the server stops releases its job") {
  WorkerFixture fixture;
  fixture.renderer.script = ScriptedRenderer::work_on;
  std::stop_source stop;
  stop.request_stop();
  const job::Job job = run_job(fixture, stop.get_token());
  CHECK(job.status == job::Status::kPending);
  CHECK(job.attempt == 0);
  CHECK_FALSE(job.failure);
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a file that was ready when the server stopped completes its job") {
  WorkerFixture fixture;
  std::stop_source stop;
  stop.request_stop();
  CHECK(run_job(fixture, stop.get_token()).status == job::Status::kCompleted);
  CHECK(fixture.count_files() == 1);
}

TEST_CASE("a run that lost its fence deletes its own file and touches nothing") {
  WorkerFixture fixture;
  std::optional<job::Job> theirs;
  fixture.renderer.script = [&](const auto& file, auto& progress, const auto& stop) {
    const job::Epoch next = fixture.store.start();
    fixture.store.recover(next);
    theirs = fixture.store.claim(next);
    return ScriptedRenderer::write_workbook(file, progress, stop);
  };
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kRunning);
  REQUIRE(theirs);
  CHECK(job.attempt == theirs->attempt);
  CHECK(job.log == theirs->log);
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a file whose job cannot be completed is removed when the job fails") {
  WorkerFixture fixture;
  fixture.reject_updates("new.status = 'completed'");
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kFailed);
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("a file stays when its job was completed although the update seemed to fail") {
  WorkerFixture fixture;
  fixture.store.event_log().subscribe([](const job::JobEventLog::JobEvent& event) {
    if (event.event == "completed") throw base::Error("what comes after the commit");
  });
  CHECK(run_job(fixture).status == job::Status::kCompleted);
  CHECK(fixture.count_files() == 1);
}

TEST_CASE("a failure that cannot be written is retried until it is written") {
  WorkerFixture fixture;
  fixture.renderer.script = [](const auto&, auto&, const auto&) -> worker::RenderedFile {
    throw base::Error("broken");
  };
  fixture.clock.step(1s);
  const base::Time later = fixture.clock.now() + 60s;
  fixture.reject_updates("new.status = 'failed' AND new.finished_at < " +
                         std::to_string(base::to_microseconds(later)));
  const job::Job job = run_job(fixture);
  CHECK(job.status == job::Status::kFailed);
  CHECK(job.finished_at >= later);
}

TEST_CASE("a job whose end cannot be written stays running when the server stops") {
  WorkerFixture fixture;
  fixture.reject_updates("new.status IN ('failed', 'pending')");
  const base::JobId id = fixture.submit();
  const job::Job job = fixture.store.claim(fixture.epoch).value();
  std::latch thrown(1);
  fixture.renderer.script = [&](const auto&, auto&, const auto&) -> worker::RenderedFile {
    thrown.count_down();
    throw base::Error("broken");
  };
  {
    std::jthread run(
        [&](const std::stop_token& stop) { worker::JobRun(fixture.context, job).run(stop); });
    thrown.wait();
  }
  CHECK(fixture.find(id).status == job::Status::kRunning);
}
