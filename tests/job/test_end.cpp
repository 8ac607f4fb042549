#include <algorithm>
#include <latch>
#include <thread>

#include "base/error.h"
#include "job/fixture.h"
#include "language/time_zone.h"

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

TEST_CASE("a canceled job stays canceled, whether it was pending or running") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  std::optional<job::Fence> fence;
  SECTION("pending") {}
  SECTION("running") { fence = JobFixture::fence(fixture.claim()); }
  const std::uint64_t last = fixture.store.event_log().last_sequence();
  const auto ended = fixture.store.cancel(kRiyadh, id);
  REQUIRE(ended);
  CHECK(ended->previous_status == (fence ? job::Status::kRunning : job::Status::kPending));
  const auto events = fixture.store.event_log().events_after(last, kRiyadh);
  REQUIRE(events);
  REQUIRE(events->size() == 1);
  CHECK(events->front().event == "canceled");
  const job::Job job = fixture.find(id);
  CHECK(job.status == job::Status::kCanceled);
  CHECK(job.finished_at == fixture.clock.now());
  CHECK_THAT(job.log, ContainsSubstring("Canceled."));
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
  if (!fence) return;
  CHECK_FALSE(fixture.store.is_current(*fence));
  CHECK_FALSE(fixture.store.complete(*fence, JobFixture::output(), {}));
  CHECK_FALSE(fixture.store.defer(*fence, 1s, base::Message{"source.busy"}));
  CHECK_FALSE(fixture.store.release(*fence));
  CHECK(fixture.find(id).log == job.log);
}

TEST_CASE("of two concurrent cancels, one succeeds and the other learns of it") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  static_cast<void>(fixture.claim());
  std::latch start(2);
  std::array<std::optional<job::EndedJob>, 2> answers;
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        answer = fixture.store.cancel(kRiyadh, id);
      });
    }
  }
  REQUIRE((answers[0] && answers[1]));
  CHECK((answers[0]->previous_status == job::Status::kRunning) !=
        (answers[1]->previous_status == job::Status::kRunning));
  CHECK((answers[0]->previous_status == job::Status::kCanceled) !=
        (answers[1]->previous_status == job::Status::kCanceled));
}

TEST_CASE("of a concurrent cancel and completion, exactly one wins, and the job says which") {
  JobFixture fixture;
  for (int i = 0; i < 30; ++i) {
    const base::JobId id = fixture.store.submit(JobFixture::submission());
    const job::Fence fence = JobFixture::fence(fixture.claim());
    std::latch start(2);
    bool is_completed = false;
    std::optional<job::EndedJob> ended;
    {
      const std::jthread worker([&] {
        start.arrive_and_wait();
        is_completed = fixture.store.complete(fence, JobFixture::output(), {});
      });
      const std::jthread caller([&] {
        start.arrive_and_wait();
        ended = fixture.store.cancel(kRiyadh, id);
      });
    }
    REQUIRE(ended);
    const job::Job job = fixture.find(id);
    CHECK(job.status == (is_completed ? job::Status::kCompleted : job::Status::kCanceled));
    CHECK(ended->previous_status ==
          (is_completed ? job::Status::kCompleted : job::Status::kRunning));
    CHECK(job.output.has_value() == is_completed);
  }
}

TEST_CASE("another organization can neither cancel nor delete a job") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  CHECK_FALSE(fixture.store.cancel(kJeddah, id));
  CHECK_FALSE(fixture.store.remove(kJeddah, id));
  CHECK(fixture.find(id).status == job::Status::kPending);
}

TEST_CASE("a deleted job is gone, and the name of its file is returned once") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  static_cast<void>(fixture.complete_next());
  const auto ended = fixture.store.remove(kRiyadh, id);
  REQUIRE(ended);
  CHECK(ended->previous_status == job::Status::kCompleted);
  CHECK(ended->file == "random-name.xlsx");
  CHECK_FALSE(fixture.store.find(kRiyadh, id));
  CHECK_FALSE(fixture.store.remove(kRiyadh, id));
  CHECK(fixture.retention.stored_files().empty());
}

TEST_CASE("a worker loses the fence of a job that is deleted while it runs") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  const job::Fence fence = JobFixture::fence(fixture.claim());
  REQUIRE(fixture.store.remove(kRiyadh, id));
  CHECK_FALSE(fixture.store.complete(fence, JobFixture::output(), {}));
  CHECK(fixture.retention.stored_files().empty());
}

TEST_CASE(
    "the database itself rejects a change of status that is not in its table of transitions") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  static_cast<void>(fixture.complete_next());
  constexpr std::array kAll{job::Status::kPending, job::Status::kRunning, job::Status::kCompleted,
                            job::Status::kFailed, job::Status::kCanceled};
  const auto change = [&](job::Status to) {
    fixture.database.writer.commit([&](database::Connection& connection) {
      connection.execute("UPDATE jobs SET status = '" + std::string{job::name(to)} + "'");
    });
  };
  for (const job::Status to : kAll) {
    CAPTURE(job::name(to));
    if (to == job::Status::kCompleted) continue;
    CHECK_THROWS_AS(change(to), base::Error);
  }
  // A terminal status is one without a transition.
  const database::ReadConnectionPool::PooledConnection reader = fixture.database.readers.acquire();
  for (const job::Status from : kAll) {
    CAPTURE(job::name(from));
    database::Statement ways =
        reader->prepare("SELECT count(*) FROM job_transitions WHERE status = :status");
    ways.bind(":status", job::name(from));
    ways.step();
    CHECK(job::is_terminal(from) == (ways.integer(0) == 0));
  }
}

TEST_CASE("a transient error is retried after its delay, and fails the job after three attempts") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  const base::Message busy{"source.busy"};
  for (std::int64_t attempt = 1; attempt < job::Store::kMaxAttempts; ++attempt) {
    REQUIRE(fixture.store.defer(JobFixture::fence(fixture.claim()), 30s, busy));
    CHECK(fixture.find(id).status == job::Status::kPending);
    CHECK(fixture.find(id).attempt == attempt);
    CHECK(fixture.queue.position(id)->reason == job::WaitReason::kRetryDelay);
    CHECK_FALSE(fixture.store.claim(fixture.epoch));
    const base::Time looked = fixture.clock.now();
    CHECK(fixture.store.time_to_next_due(looked) == 30s);
    fixture.clock.advance(30s);
    CHECK(fixture.store.time_to_next_due(looked) == 0s);  // due since the claim: must not be missed
    CHECK_FALSE(fixture.store.time_to_next_due(fixture.clock.now()));
  }
  REQUIRE(fixture.store.defer(JobFixture::fence(fixture.claim()), 30s, busy));
  const job::Job job = fixture.find(id);
  CHECK(job.status == job::Status::kFailed);
  CHECK(job.failure->message == fixture.messages.text(language::Language::kEnglish, busy));
  CHECK_THAT(
      job.log,
      ContainsSubstring("The server tries again by itself in 30 seconds; there is nothing to do."));
}

TEST_CASE("a restart clears a delay") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  REQUIRE(
      fixture.store.defer(JobFixture::fence(fixture.claim()), 30s, base::Message{"source.busy"}));
  const job::Epoch next = fixture.store.start();
  fixture.store.recover(next);
  CHECK(fixture.store.claim(next)->attempt == 2);
}

TEST_CASE("the end of daylight saving time changes the times in a log and nothing else") {
  JobFixture fixture;
  const auto before = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1} + 5h + 59min + 50s;
  fixture.clock.advance(before - fixture.clock.now());
  job::Submission submission = JobFixture::submission();
  submission.time_zone = "America/New_York";
  const base::JobId id = fixture.store.submit(submission);
  REQUIRE(fixture.store.defer(JobFixture::fence(fixture.claim()), 30s,
                              base::Message{"database.locked"}));
  fixture.clock.advance(29s);
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
  fixture.clock.advance(1s);
  REQUIRE(fixture.store.complete(JobFixture::fence(fixture.claim()), JobFixture::output(), {}, 1s));
  const job::Job job = fixture.find(id);
  CHECK(job.submitted_at == before);
  CHECK(*job.finished_at - job.submitted_at == 30s);
  CHECK_THAT(job.log, ContainsSubstring("01/11/2026 01:59  Accepted"));
  CHECK_THAT(job.log, ContainsSubstring("01/11/2026 01:00  Started again, attempt 2."));
}

TEST_CASE("a job can end although the system does not know its time zone any more") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  fixture.database.writer.commit([](database::Connection& connection) {
    connection.execute("UPDATE jobs SET time_zone = 'localtime'");
  });
  REQUIRE(fixture.store.defer(JobFixture::fence(fixture.claim()), 30s,
                              base::Message{"database.locked"}));
  fixture.clock.advance(30s);
  REQUIRE(fixture.store.complete(JobFixture::fence(fixture.claim()), JobFixture::output(), {}, 1s));
  const job::Job job = fixture.find(id);
  CHECK(job.status == job::Status::kCompleted);
  const std::string now =
      language::format_minutes(language::TimeZone{}.to_local_time(fixture.clock.now()));
  CHECK_THAT(job.log, ContainsSubstring(now + " UTC  Started again, attempt 2."));
}

TEST_CASE("a job whose source accepts no connection waits an hour for it, and no attempt counts") {
  JobFixture fixture;
  const base::Message down{"source.down", {{"source", std::string{"erp"}}}};
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  const base::Time begin = fixture.clock.now();
  std::int64_t looks = 0;
  job::Fence last{};
  while (fixture.find(id).status == job::Status::kPending) {
    const job::Job job = fixture.claim();
    const job::Fence fence = JobFixture::fence(job);
    CHECK(fence.attempt != last.attempt);  // each claim has its own fence
    last = fence;
    CHECK(job.attempts() == 1);
    CHECK(fixture.store.unreachable_for(fence) == (looks == 0 ? 0s : fixture.clock.now() - begin));
    REQUIRE(fixture.store.postpone(fence, 50s, down));
    CHECK_FALSE(fixture.store.postpone(fence, 50s, down));
    ++looks;
    fixture.clock.advance(50s);
  }
  const job::Job ended = fixture.find(id);
  CHECK(ended.status == job::Status::kFailed);
  CHECK(looks == 73);
  REQUIRE(ended.failure);
  CHECK_THAT(ended.failure->message, ContainsSubstring("accepts no connections"));
  // Accepted, started, postponed, failed: not one line per try.
  CHECK(std::ranges::count(ended.log, '\n') == 4);
  CHECK_THAT(ended.log, ContainsSubstring("for at most 60 minutes"));
}

TEST_CASE("a job whose source accepted a connection has an hour again, but its attempts count") {
  JobFixture fixture;
  const base::Message down{"source.down", {{"source", std::string{"erp"}}}};
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  for (std::int64_t attempt = 1; attempt <= job::Store::kMaxAttempts; ++attempt) {
    REQUIRE(fixture.store.postpone(JobFixture::fence(fixture.claim()), 1s, down));
    CHECK(fixture.find(id).attempts() == attempt - 1);
    fixture.clock.advance(50min);
    const job::Job job = fixture.claim();
    CHECK(job.attempts() == attempt);
    REQUIRE(
        fixture.store.defer(JobFixture::fence(job), 1s, base::Message{"source.connection_lost"}));
    fixture.clock.advance(50min);
  }
  CHECK(fixture.find(id).status == job::Status::kFailed);
}

TEST_CASE("a job that waits for its source survives a restart and a change of the clock") {
  JobFixture fixture;
  const base::Message down{"source.down", {{"source", std::string{"erp"}}}};
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  REQUIRE(fixture.store.postpone(JobFixture::fence(fixture.claim()), 1s, down));
  fixture.clock.set(24h);
  fixture.retention.shift_deadlines(24h);
  fixture.clock.advance(1min);
  const job::Epoch next = fixture.store.start();
  CHECK(fixture.store.recover(next).requeued.empty());
  const auto job = fixture.store.claim(next);
  REQUIRE(job);
  CHECK(fixture.store.unreachable_for(JobFixture::fence(*job)) == 1min);
  REQUIRE(fixture.store.postpone(JobFixture::fence(*job), 1s, down));
  CHECK(fixture.find(id).status == job::Status::kPending);
}
