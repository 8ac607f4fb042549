#include <set>
#include <thread>

#include "base/error.h"
#include "job/fixture.h"

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

job::Submission submission(language::Language language = language::Language::kEnglish) {
  return JobFixture::submission(language);
}
job::Output output() { return JobFixture::output(); }
job::Fence fence(const job::Job& job) { return JobFixture::fence(job); }

}  // namespace

TEST_CASE("a submitted job is found as it was submitted, pending") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  const job::Job job = fixture.find(id);
  CHECK(job.id == id);
  CHECK(job.status == job::Status::kPending);
  CHECK(job.submission.organization == kRiyadh);
  CHECK(job.submission.key.text() == "key-1");
  CHECK(job.submission.data_model == "sales.invoices");
  CHECK(job.submission.data_model_version == 3);
  CHECK(job.submission.language == language::Language::kEnglish);
  CHECK(job.submission.time_zone == "Asia/Riyadh");
  CHECK(job.submission.request == R"({"uid":"sales.invoices"})");
  CHECK(job.submitted_at == fixture.clock.now());
  CHECK_FALSE(job.started_at);
  CHECK_FALSE(job.finished_at);
  CHECK_FALSE(job.failure);
  CHECK_FALSE(job.output);
  CHECK(job.attempt == 0);
}

TEST_CASE("another organization's job looks like an unknown one") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  CHECK_FALSE(fixture.store.find(kJeddah, id));
  CHECK_FALSE(fixture.store.find(kRiyadh, base::JobId{"unknown"}));
}

TEST_CASE("a job is durable when submit returns: another start on the file has it") {
  TempDir temp_dir;
  ManualClock clock;
  const language::MessageCatalog messages;
  const auto file = temp_dir.path() / "a.db";
  base::JobId id;
  {
    database::Writer writer(file, AppDatabase::migrations());
    database::ReadConnectionPool readers(file);
    id = job::Store(writer, readers, messages, clock).submit(submission());
  }
  database::Writer writer(file, AppDatabase::migrations());
  database::ReadConnectionPool readers(file);
  CHECK(job::Store(writer, readers, messages, clock).find(kRiyadh, id));
}

TEST_CASE("jobs of many threads are all there, and each is claimed once, in its order") {
  JobFixture fixture;
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  std::vector<std::vector<base::JobId>> submitted(kThreads);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : submitted) {
      threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) mine.push_back(fixture.store.submit(submission()));
      });
    }
  }
  std::vector<base::JobId> order;
  while (const auto job = fixture.store.claim(fixture.epoch)) order.push_back(job->id);
  CHECK(order.size() == kThreads * kEach);
  CHECK(std::set<base::JobId>(order.begin(), order.end()).size() == order.size());
  for (const auto& mine : submitted) {
    std::vector<base::JobId> of_this_thread;
    for (const base::JobId& id : order) {
      if (std::ranges::find(mine, id) != mine.end()) of_this_thread.push_back(id);
    }
    CHECK(of_this_thread == mine);
  }
}

TEST_CASE("the oldest job is claimed first even when the clock was set back") {
  JobFixture fixture;
  const base::JobId first = fixture.store.submit(submission());
  fixture.clock.advance(-1h);
  const base::JobId second = fixture.store.submit(submission());
  CHECK(fixture.queue.position(first)->jobs_ahead == 0);
  CHECK(fixture.queue.position(second)->jobs_ahead == 1);
  CHECK(fixture.claim().id == first);
  CHECK_FALSE(fixture.queue.position(first));
  CHECK(fixture.queue.position(second)->jobs_ahead == 0);
}

TEST_CASE("threads that claim at once never share a job") {
  JobFixture fixture;
  for (int i = 0; i < 40; ++i) static_cast<void>(fixture.store.submit(submission()));
  std::vector<std::vector<base::JobId>> claimed(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : claimed) {
      threads.emplace_back([&] {
        while (const auto job = fixture.store.claim(fixture.epoch)) mine.push_back(job->id);
      });
    }
  }
  std::set<base::JobId> all;
  std::size_t count = 0;
  for (const auto& mine : claimed) {
    all.insert(mine.begin(), mine.end());
    count += mine.size();
  }
  CHECK(count == 40);
  CHECK(all.size() == 40);
}

TEST_CASE("a completed job has its output, its time and its log") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  fixture.clock.advance(2min);
  const job::Job running = fixture.claim();
  CHECK(running.status == job::Status::kRunning);
  CHECK(running.started_at == fixture.clock.now());
  CHECK(running.log == fixture.find(id).log);
  fixture.clock.advance(1min);
  REQUIRE(fixture.store.complete(fence(running), output(), {base::Message{"job.started"}}));
  const job::Job job = fixture.find(id);
  CHECK(job.status == job::Status::kCompleted);
  CHECK(job.finished_at == fixture.clock.now());
  REQUIRE(job.output);
  CHECK(job.output->file == "random-name.xlsx");
  CHECK(job.output->file_name == "invoices.xlsx");
  CHECK(job.output->mime_type == "application/x");
  CHECK(job.output->rows == 1234);
  CHECK(job.output->bytes == 99);
  CHECK(job.output->sha256 == "ab");
  CHECK(job.output->expires_at == base::to_time(7));
  CHECK(job.log ==
        "05/01/2026 11:00  Accepted. The report is made as soon as its turn comes. Times in this "
        "log are those of Riyadh.\n"
        "05/01/2026 11:02  Started.\n"
        "05/01/2026 11:03  Started.\n"
        "05/01/2026 11:03  Completed. The file holds 1,234 rows.\n");
  CHECK(fixture.retention.stored_files() == std::set<std::string>{"random-name.xlsx"});
}

TEST_CASE("a failed job says why in its own language") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission(language::Language::kArabic));
  const base::Message reason{"job.interrupted"};
  REQUIRE(fixture.store.fail(fence(fixture.claim()), job::FailureCode::kReport, reason));
  const job::Job job = fixture.find(id);
  CHECK(job.status == job::Status::kFailed);
  CHECK(job.finished_at);
  CHECK_FALSE(job.output);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "REPORT_FAILED");
  CHECK(job.failure->message == fixture.messages.text(language::Language::kArabic, reason));
  CHECK_THAT(job.log, ContainsSubstring(job.failure->message));
  CHECK(fixture.retention.stored_files().empty());
}

TEST_CASE("a change with a lost fence is rejected and changes nothing") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  const job::Fence lost = fence(fixture.claim());
  const job::Epoch next = fixture.store.start();
  CHECK(fixture.store.recover(next).requeued == std::vector{id});
  const auto refused = [&] {
    const job::Job before = fixture.find(id);
    CHECK_FALSE(fixture.store.complete(lost, output(), {}));
    CHECK_FALSE(fixture.store.fail(lost, job::FailureCode::kReport, base::Message{"job.started"}));
    CHECK_FALSE(fixture.store.release(lost));
    const job::Job after = fixture.find(id);
    CHECK(after.status == before.status);
    CHECK(after.log == before.log);
    CHECK(after.attempt == before.attempt);
  };
  SECTION("while the job is pending again") { refused(); }
  SECTION("while another attempt runs") {
    const auto again = fixture.store.claim(next);
    REQUIRE(again);
    CHECK(again->attempt == 2);
    refused();
    CHECK(fixture.store.complete(fence(*again), output(), {}));
  }
  SECTION("when the job has ended") {
    REQUIRE(fixture.store.complete(fence(fixture.store.claim(next).value()), output(), {}));
    refused();
  }
}

TEST_CASE("an attempt loses its fence when the next attempt of the same epoch runs") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  const job::Fence lost = fence(fixture.claim());
  REQUIRE(fixture.store.defer(lost, 0s, base::Message{"database.locked"}));
  const job::Fence next = fence(fixture.claim());
  CHECK_FALSE(fixture.store.is_current(lost));
  CHECK_FALSE(fixture.store.complete(lost, output(), {}));
  CHECK_FALSE(fixture.store.defer(lost, 0s, base::Message{"database.locked"}));
  CHECK(fixture.find(id).status == job::Status::kRunning);
  CHECK(fixture.store.complete(next, output(), {}));
}

TEST_CASE("a terminal job stays terminal") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(submission()));
  const job::Fence held = fence(fixture.claim());
  REQUIRE(fixture.store.fail(held, job::FailureCode::kReport, base::Message{"job.started"}));
  CHECK_FALSE(fixture.store.complete(held, output(), {}));
  CHECK_FALSE(fixture.store.fail(held, job::FailureCode::kReport, base::Message{"job.started"}));
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
}

TEST_CASE(
    "a job that an earlier epoch left running is pending again, and failed after three attempts") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  for (std::int64_t attempt = 1; attempt <= job::Store::kMaxAttempts; ++attempt) {
    CHECK(fixture.claim().attempt == attempt);
    fixture.epoch = fixture.store.start();
    static_cast<void>(fixture.store.recover(fixture.epoch));
    const bool last = attempt == job::Store::kMaxAttempts;
    CHECK(fixture.find(id).status == (last ? job::Status::kFailed : job::Status::kPending));
  }
  const job::Job job = fixture.find(id);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "INTERRUPTED");
  CHECK_THAT(job.failure->message, ContainsSubstring("3 attempts"));
  CHECK_THAT(job.log, ContainsSubstring("Started again, attempt 3."));
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
}

TEST_CASE("recovery does not change the jobs of its own epoch") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  const job::Job running = fixture.claim();
  static_cast<void>(fixture.store.recover(fixture.epoch));
  CHECK(fixture.find(id).status == job::Status::kRunning);
  CHECK(fixture.store.complete(fence(running), output(), {}));
}

TEST_CASE("a released job is pending, and the attempt does not count") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(submission());
  for (int i = 0; i < 5; ++i) {
    const job::Job running = fixture.claim();
    CHECK(running.attempt == 1);
    REQUIRE(fixture.store.release(fence(running)));
    const job::Job job = fixture.find(id);
    CHECK(job.status == job::Status::kPending);
    CHECK_FALSE(job.started_at);
    CHECK_FALSE(job.epoch);
  }
}

TEST_CASE("the arrival event is notified of jobs to claim") {
  JobFixture fixture;
  const std::uint64_t arrivals = fixture.store.arrival_event().version();
  static_cast<void>(fixture.store.submit(submission()));
  CHECK(fixture.store.arrival_event().version() == arrivals + 1);
  REQUIRE(fixture.store.release(fence(fixture.claim())));
  CHECK(fixture.store.arrival_event().version() == arrivals + 2);
}

TEST_CASE("each change of a job is an event of its organization only") {
  JobFixture fixture;
  std::vector<std::string> published;
  fixture.store.event_log().subscribe([&](const job::JobEventLog::JobEvent& event) {
    published.push_back(std::to_string(event.sequence) + " " + std::string{event.event});
  });
  const base::JobId id = fixture.store.submit(submission());
  REQUIRE(fixture.store.release(fence(fixture.claim())));
  REQUIRE(fixture.store.defer(fence(fixture.claim()), 1s, base::Message{"job.released"}));
  fixture.clock.advance(2s);
  REQUIRE(fixture.store.complete(fence(fixture.claim()), output(), {}));
  REQUIRE(fixture.store.remove(submission().organization, id));
  CHECK(published == std::vector<std::string>{"1 pending", "2 running", "3 pending", "4 running",
                                              "5 pending", "6 running", "7 completed",
                                              "8 deleted"});
  const auto events = fixture.store.event_log().events_after(6, submission().organization);
  REQUIRE(events);
  REQUIRE(events->size() == 2);
  CHECK(events->front().job == id);
  CHECK(events->front().event == "completed");
  CHECK(fixture.store.event_log().events_after(0, base::OrganizationUid{"other"})->empty());
  CHECK_FALSE(fixture.store.event_log().events_after(9, submission().organization));
}

TEST_CASE("a request for events that are not kept any more gets none") {
  job::JobEventLog events;
  const base::OrganizationUid one{"one"};
  for (int i = 0; i < 5000; ++i) events.publish(one, base::JobId{"job"}, "running");
  CHECK_FALSE(events.events_after(0, one));
  CHECK(events.events_after(4000, one)->size() == 1000);
  CHECK(events.events_after(0, base::OrganizationUid{"other"}));  // all of them are kept
}

TEST_CASE("a job in an unknown time zone is not accepted") {
  JobFixture fixture;
  job::Submission wrong = submission();
  wrong.time_zone = "Asia/Nowhere";
  CHECK_THROWS_AS(fixture.store.submit(wrong), base::Error);
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
}
