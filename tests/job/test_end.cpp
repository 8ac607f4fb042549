#include <algorithm>
#include <latch>
#include <thread>

#include "base/error.h"
#include "job/ground.h"
#include "language/zone.h"

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

TEST_CASE("a canceled job stays canceled, whether it was pending or running") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  std::optional<job::Fence> fence;
  SECTION("pending") {}
  SECTION("running") { fence = Ground::fence(ground.claimed()); }
  const std::uint64_t last = ground.store.news().last();
  const auto ended = ground.store.cancel(kRiyadh, id);
  REQUIRE(ended);
  CHECK(ended->was == (fence ? job::Status::kRunning : job::Status::kPending));
  const auto news = ground.store.news().since(last, kRiyadh);
  REQUIRE(news);
  REQUIRE(news->size() == 1);
  CHECK(news->front().event == "canceled");
  const job::Job job = ground.found(id);
  CHECK(job.status == job::Status::kCanceled);
  CHECK(job.finished_at == ground.clock.now());
  CHECK_THAT(job.log, ContainsSubstring("Canceled."));
  CHECK_FALSE(ground.store.claim(ground.epoch));
  if (!fence) return;
  CHECK_FALSE(ground.store.holds(*fence));
  CHECK_FALSE(ground.store.complete(*fence, Ground::output(), {}));
  CHECK_FALSE(ground.store.defer(*fence, 1s, base::Message{"source.busy"}));
  CHECK_FALSE(ground.store.release(*fence));
  CHECK(ground.found(id).log == job.log);
}

TEST_CASE("of two who cancel at once, one did it and the other is told so") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  static_cast<void>(ground.claimed());
  std::latch start(2);
  std::array<std::optional<job::Ended>, 2> answers;
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        answer = ground.store.cancel(kRiyadh, id);
      });
    }
  }
  REQUIRE((answers[0] && answers[1]));
  CHECK((answers[0]->was == job::Status::kRunning) != (answers[1]->was == job::Status::kRunning));
  CHECK((answers[0]->was == job::Status::kCanceled) != (answers[1]->was == job::Status::kCanceled));
}

TEST_CASE("cancel against completion: one of them wins, and the job tells which") {
  Ground ground;
  for (int i = 0; i < 30; ++i) {
    const base::JobId id = ground.store.submit(Ground::submission());
    const job::Fence fence = Ground::fence(ground.claimed());
    std::latch start(2);
    bool is_completed = false;
    std::optional<job::Ended> ended;
    {
      const std::jthread worker([&] {
        start.arrive_and_wait();
        is_completed = ground.store.complete(fence, Ground::output(), {});
      });
      const std::jthread caller([&] {
        start.arrive_and_wait();
        ended = ground.store.cancel(kRiyadh, id);
      });
    }
    REQUIRE(ended);
    const job::Job job = ground.found(id);
    CHECK(job.status == (is_completed ? job::Status::kCompleted : job::Status::kCanceled));
    CHECK(ended->was == (is_completed ? job::Status::kCompleted : job::Status::kRunning));
    CHECK(job.output.has_value() == is_completed);
  }
}

TEST_CASE("another organization can neither cancel nor delete a job") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  CHECK_FALSE(ground.store.cancel(kJeddah, id));
  CHECK_FALSE(ground.store.remove(kJeddah, id));
  CHECK(ground.found(id).status == job::Status::kPending);
}

TEST_CASE("a deleted job is gone, and its file's name is handed over once") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  static_cast<void>(ground.completed());
  const auto ended = ground.store.remove(kRiyadh, id);
  REQUIRE(ended);
  CHECK(ended->was == job::Status::kCompleted);
  CHECK(ended->file == "random-name.xlsx");
  CHECK_FALSE(ground.store.find(kRiyadh, id));
  CHECK_FALSE(ground.store.remove(kRiyadh, id));
  CHECK(ground.shelf.files().empty());
}

TEST_CASE("a job deleted while it runs is lost to its worker") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  const job::Fence fence = Ground::fence(ground.claimed());
  REQUIRE(ground.store.remove(kRiyadh, id));
  CHECK_FALSE(ground.store.complete(fence, Ground::output(), {}));
  CHECK(ground.shelf.files().empty());
}

TEST_CASE("the database itself refuses a change of status that its table of transitions has not") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission()));
  static_cast<void>(ground.completed());
  constexpr std::array kAll{job::Status::kPending, job::Status::kRunning, job::Status::kCompleted,
                            job::Status::kFailed, job::Status::kCanceled};
  const auto change = [&](job::Status to) {
    ground.database.writer.commit([&](database::Connection& connection) {
      connection.execute("UPDATE jobs SET status = '" + std::string{job::name(to)} + "'");
    });
  };
  for (const job::Status to : kAll) {
    CAPTURE(job::name(to));
    if (to == job::Status::kCompleted) continue;
    CHECK_THROWS_AS(change(to), base::Error);
  }
  // What is called an end is what the table lets nothing leave.
  const database::ReadConnectionPool::PooledConnection reader = ground.database.readers.acquire();
  for (const job::Status from : kAll) {
    CAPTURE(job::name(from));
    database::Statement ways =
        reader->prepare("SELECT count(*) FROM job_transitions WHERE status = :status");
    ways.bind(":status", job::name(from));
    ways.step();
    CHECK(job::is_terminal(from) == (ways.integer(0) == 0));
  }
}

TEST_CASE("a transient fault is tried again after its delay, and fails after three attempts") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  const base::Message busy{"source.busy"};
  for (std::int64_t attempt = 1; attempt < job::Store::kAttempts; ++attempt) {
    REQUIRE(ground.store.defer(Ground::fence(ground.claimed()), 30s, busy));
    CHECK(ground.found(id).status == job::Status::kPending);
    CHECK(ground.found(id).attempt == attempt);
    CHECK(ground.queue.place(id)->waiting == job::Waiting::kFault);
    CHECK_FALSE(ground.store.claim(ground.epoch));
    const base::Time looked = ground.clock.now();
    CHECK(ground.store.next_due(looked) == 30s);
    ground.clock.advance(30s);
    CHECK(ground.store.next_due(looked) == 0s);  // due since the claim: not to be slept through
    CHECK_FALSE(ground.store.next_due(ground.clock.now()));
  }
  REQUIRE(ground.store.defer(Ground::fence(ground.claimed()), 30s, busy));
  const job::Job job = ground.found(id);
  CHECK(job.status == job::Status::kFailed);
  CHECK(job.failure->message == ground.messages.text(language::Language::kEnglish, busy));
  CHECK_THAT(
      job.log,
      ContainsSubstring("The server tries again by itself in 30 seconds; there is nothing to do."));
}

TEST_CASE("a delay does not outlive the process") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission()));
  REQUIRE(ground.store.defer(Ground::fence(ground.claimed()), 30s, base::Message{"source.busy"}));
  const job::Epoch next = ground.store.start();
  ground.store.recover(next);
  CHECK(ground.store.claim(next)->attempt == 2);
}

TEST_CASE("the end of summer time changes what a log says and nothing else") {
  Ground ground;
  const auto before = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1} + 5h + 59min + 50s;
  ground.clock.advance(before - ground.clock.now());
  job::Submission submission = Ground::submission();
  submission.time_zone = "America/New_York";
  const base::JobId id = ground.store.submit(submission);
  REQUIRE(
      ground.store.defer(Ground::fence(ground.claimed()), 30s, base::Message{"database.locked"}));
  ground.clock.advance(29s);
  CHECK_FALSE(ground.store.claim(ground.epoch));
  ground.clock.advance(1s);
  REQUIRE(ground.store.complete(Ground::fence(ground.claimed()), Ground::output(), {}, 1s));
  const job::Job job = ground.found(id);
  CHECK(job.submitted_at == before);
  CHECK(*job.finished_at - job.submitted_at == 30s);
  CHECK_THAT(job.log, ContainsSubstring("01/11/2026 01:59  Accepted"));
  CHECK_THAT(job.log, ContainsSubstring("01/11/2026 01:00  Started again, attempt 2."));
}

TEST_CASE("a job ends where its time zone is none of the system's any more") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  ground.database.writer.commit([](database::Connection& connection) {
    connection.execute("UPDATE jobs SET time_zone = 'localtime'");
  });
  REQUIRE(
      ground.store.defer(Ground::fence(ground.claimed()), 30s, base::Message{"database.locked"}));
  ground.clock.advance(30s);
  REQUIRE(ground.store.complete(Ground::fence(ground.claimed()), Ground::output(), {}, 1s));
  const job::Job job = ground.found(id);
  CHECK(job.status == job::Status::kCompleted);
  const std::string now = language::minute_text(language::Zone{}.wall_time(ground.clock.now()));
  CHECK_THAT(job.log, ContainsSubstring(now + " UTC  Started again, attempt 2."));
}

TEST_CASE("a job whose source takes no connection waits an hour for it, and no attempt counts") {
  Ground ground;
  const base::Message down{"source.down", {{"source", std::string{"erp"}}}};
  const base::JobId id = ground.store.submit(Ground::submission());
  const base::Time begin = ground.clock.now();
  std::int64_t looks = 0;
  job::Fence last{};
  while (ground.found(id).status == job::Status::kPending) {
    const job::Job job = ground.claimed();
    const job::Fence fence = Ground::fence(job);
    CHECK(fence.attempt != last.attempt);  // no claim has the fence of another
    last = fence;
    CHECK(job.attempts() == 1);
    CHECK(ground.store.unreachable_for(fence) == (looks == 0 ? 0s : ground.clock.now() - begin));
    REQUIRE(ground.store.postpone(fence, 50s, down));
    CHECK_FALSE(ground.store.postpone(fence, 50s, down));
    ++looks;
    ground.clock.advance(50s);
  }
  const job::Job ended = ground.found(id);
  CHECK(ended.status == job::Status::kFailed);
  CHECK(looks == 73);
  REQUIRE(ended.failure);
  CHECK_THAT(ended.failure->message, ContainsSubstring("accepts no connections"));
  // Accepted, started, postponed, failed: not a line for each look.
  CHECK(std::ranges::count(ended.log, '\n') == 4);
  CHECK_THAT(ended.log, ContainsSubstring("for at most 60 minutes"));
}

TEST_CASE("a job that was let in by its source has an hour again, but its attempts count") {
  Ground ground;
  const base::Message down{"source.down", {{"source", std::string{"erp"}}}};
  const base::JobId id = ground.store.submit(Ground::submission());
  for (std::int64_t attempt = 1; attempt <= job::Store::kAttempts; ++attempt) {
    REQUIRE(ground.store.postpone(Ground::fence(ground.claimed()), 1s, down));
    CHECK(ground.found(id).attempts() == attempt - 1);
    ground.clock.advance(50min);
    const job::Job job = ground.claimed();
    CHECK(job.attempts() == attempt);
    REQUIRE(ground.store.defer(Ground::fence(job), 1s, base::Message{"source.connection_lost"}));
    ground.clock.advance(50min);
  }
  CHECK(ground.found(id).status == job::Status::kFailed);
}

TEST_CASE("a job that waits for its source outlives a restart, and the clock that somebody sets") {
  Ground ground;
  const base::Message down{"source.down", {{"source", std::string{"erp"}}}};
  const base::JobId id = ground.store.submit(Ground::submission());
  REQUIRE(ground.store.postpone(Ground::fence(ground.claimed()), 1s, down));
  ground.clock.set(24h);
  ground.shelf.move_deadlines(24h);
  ground.clock.advance(1min);
  const job::Epoch next = ground.store.start();
  CHECK(ground.store.recover(next).again.empty());
  const auto job = ground.store.claim(next);
  REQUIRE(job);
  CHECK(ground.store.unreachable_for(Ground::fence(*job)) == 1min);
  REQUIRE(ground.store.postpone(Ground::fence(*job), 1s, down));
  CHECK(ground.found(id).status == job::Status::kPending);
}
