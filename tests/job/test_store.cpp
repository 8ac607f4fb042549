#include <set>
#include <thread>

#include "base/error.h"
#include "job/ground.h"

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

job::Submission submission(language::Language language = language::Language::kEnglish) {
  return Ground::submission(language);
}
job::Output output() { return Ground::output(); }
job::Fence fence(const job::Job& job) { return Ground::fence(job); }

}  // namespace

TEST_CASE("a submitted job is found as it was handed in, pending") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  const job::Job job = ground.found(id);
  CHECK(job.id == id);
  CHECK(job.status == job::Status::kPending);
  CHECK(job.submission.organization == kRiyadh);
  CHECK(job.submission.key.text() == "key-1");
  CHECK(job.submission.data_model == "sales.invoices");
  CHECK(job.submission.data_model_version == 3);
  CHECK(job.submission.language == language::Language::kEnglish);
  CHECK(job.submission.time_zone == "Asia/Riyadh");
  CHECK(job.submission.request == R"({"uid":"sales.invoices"})");
  CHECK(job.submitted_at == ground.clock.now());
  CHECK_FALSE(job.started_at);
  CHECK_FALSE(job.finished_at);
  CHECK_FALSE(job.failure);
  CHECK_FALSE(job.output);
  CHECK(job.attempt == 0);
}

TEST_CASE("another organization's job is as an unknown one") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  CHECK_FALSE(ground.store.find(kJeddah, id));
  CHECK_FALSE(ground.store.find(kRiyadh, base::JobId{"unknown"}));
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
  Ground ground;
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  std::vector<std::vector<base::JobId>> submitted(kThreads);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : submitted) {
      threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) mine.push_back(ground.store.submit(submission()));
      });
    }
  }
  std::vector<base::JobId> order;
  while (const auto job = ground.store.claim(ground.epoch)) order.push_back(job->id);
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
  Ground ground;
  const base::JobId first = ground.store.submit(submission());
  ground.clock.advance(-1h);
  const base::JobId second = ground.store.submit(submission());
  CHECK(ground.queue.place(first)->ahead == 0);
  CHECK(ground.queue.place(second)->ahead == 1);
  CHECK(ground.claimed().id == first);
  CHECK_FALSE(ground.queue.place(first));
  CHECK(ground.queue.place(second)->ahead == 0);
}

TEST_CASE("threads that claim at once never share a job") {
  Ground ground;
  for (int i = 0; i < 40; ++i) static_cast<void>(ground.store.submit(submission()));
  std::vector<std::vector<base::JobId>> claimed(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : claimed) {
      threads.emplace_back([&] {
        while (const auto job = ground.store.claim(ground.epoch)) mine.push_back(job->id);
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
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  ground.clock.advance(2min);
  const job::Job running = ground.claimed();
  CHECK(running.status == job::Status::kRunning);
  CHECK(running.started_at == ground.clock.now());
  CHECK(running.log == ground.found(id).log);
  ground.clock.advance(1min);
  REQUIRE(ground.store.complete(fence(running), output(), {base::Message{"job.started"}}));
  const job::Job job = ground.found(id);
  CHECK(job.status == job::Status::kCompleted);
  CHECK(job.finished_at == ground.clock.now());
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
  CHECK(ground.shelf.files() == std::set<std::string>{"random-name.xlsx"});
}

TEST_CASE("a failed job says why in its own language") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission(language::Language::kArabic));
  const base::Message reason{"job.interrupted"};
  REQUIRE(ground.store.fail(fence(ground.claimed()), job::FailureCode::kReport, reason));
  const job::Job job = ground.found(id);
  CHECK(job.status == job::Status::kFailed);
  CHECK(job.finished_at);
  CHECK_FALSE(job.output);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "REPORT_FAILED");
  CHECK(job.failure->message == ground.messages.text(language::Language::kArabic, reason));
  CHECK_THAT(job.log, ContainsSubstring(job.failure->message));
  CHECK(ground.shelf.files().empty());
}

TEST_CASE("whoever lost the fence changes nothing and is told so") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  const job::Fence lost = fence(ground.claimed());
  const job::Epoch next = ground.store.start();
  CHECK(ground.store.recover(next).again == std::vector{id});
  const auto refused = [&] {
    const job::Job before = ground.found(id);
    CHECK_FALSE(ground.store.complete(lost, output(), {}));
    CHECK_FALSE(ground.store.fail(lost, job::FailureCode::kReport, base::Message{"job.started"}));
    CHECK_FALSE(ground.store.release(lost));
    const job::Job after = ground.found(id);
    CHECK(after.status == before.status);
    CHECK(after.log == before.log);
    CHECK(after.attempt == before.attempt);
  };
  SECTION("while the job is pending again") { refused(); }
  SECTION("while another attempt runs") {
    const auto again = ground.store.claim(next);
    REQUIRE(again);
    CHECK(again->attempt == 2);
    refused();
    CHECK(ground.store.complete(fence(*again), output(), {}));
  }
  SECTION("when the job has ended") {
    REQUIRE(ground.store.complete(fence(ground.store.claim(next).value()), output(), {}));
    refused();
  }
}

TEST_CASE("an attempt has lost its fence when the next one of the same start runs") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  const job::Fence lost = fence(ground.claimed());
  REQUIRE(ground.store.defer(lost, 0s, base::Message{"database.locked"}));
  const job::Fence next = fence(ground.claimed());
  CHECK_FALSE(ground.store.holds(lost));
  CHECK_FALSE(ground.store.complete(lost, output(), {}));
  CHECK_FALSE(ground.store.defer(lost, 0s, base::Message{"database.locked"}));
  CHECK(ground.found(id).status == job::Status::kRunning);
  CHECK(ground.store.complete(next, output(), {}));
}

TEST_CASE("an ended job stays ended") {
  Ground ground;
  static_cast<void>(ground.store.submit(submission()));
  const job::Fence held = fence(ground.claimed());
  REQUIRE(ground.store.fail(held, job::FailureCode::kReport, base::Message{"job.started"}));
  CHECK_FALSE(ground.store.complete(held, output(), {}));
  CHECK_FALSE(ground.store.fail(held, job::FailureCode::kReport, base::Message{"job.started"}));
  CHECK_FALSE(ground.store.claim(ground.epoch));
}

TEST_CASE("a job that a start left running is pending again, and failed after three attempts") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  for (std::int64_t attempt = 1; attempt <= job::Store::kAttempts; ++attempt) {
    CHECK(ground.claimed().attempt == attempt);
    ground.epoch = ground.store.start();
    static_cast<void>(ground.store.recover(ground.epoch));
    const bool last = attempt == job::Store::kAttempts;
    CHECK(ground.found(id).status == (last ? job::Status::kFailed : job::Status::kPending));
  }
  const job::Job job = ground.found(id);
  REQUIRE(job.failure);
  CHECK(job.failure->code == "INTERRUPTED");
  CHECK_THAT(job.failure->message, ContainsSubstring("3 attempts"));
  CHECK_THAT(job.log, ContainsSubstring("Started again, attempt 3."));
  CHECK_FALSE(ground.store.claim(ground.epoch));
}

TEST_CASE("recovering leaves the jobs of its own epoch alone") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  const job::Job running = ground.claimed();
  static_cast<void>(ground.store.recover(ground.epoch));
  CHECK(ground.found(id).status == job::Status::kRunning);
  CHECK(ground.store.complete(fence(running), output(), {}));
}

TEST_CASE("a released job is pending, and the attempt does not count") {
  Ground ground;
  const base::JobId id = ground.store.submit(submission());
  for (int i = 0; i < 5; ++i) {
    const job::Job running = ground.claimed();
    CHECK(running.attempt == 1);
    REQUIRE(ground.store.release(fence(running)));
    const job::Job job = ground.found(id);
    CHECK(job.status == job::Status::kPending);
    CHECK_FALSE(job.started_at);
    CHECK_FALSE(job.epoch);
  }
}

TEST_CASE("the bell rings for work") {
  Ground ground;
  const std::uint64_t arrivals = ground.store.arrivals().rings();
  static_cast<void>(ground.store.submit(submission()));
  CHECK(ground.store.arrivals().rings() == arrivals + 1);
  REQUIRE(ground.store.release(fence(ground.claimed())));
  CHECK(ground.store.arrivals().rings() == arrivals + 2);
}

TEST_CASE("each change of a job is news, to its organization alone") {
  Ground ground;
  std::vector<std::string> told;
  ground.store.news().listen([&](const job::News::Item& item) {
    told.push_back(std::to_string(item.number) + " " + std::string{item.event});
  });
  const base::JobId id = ground.store.submit(submission());
  REQUIRE(ground.store.release(fence(ground.claimed())));
  REQUIRE(ground.store.defer(fence(ground.claimed()), 1s, base::Message{"job.released"}));
  ground.clock.advance(2s);
  REQUIRE(ground.store.complete(fence(ground.claimed()), output(), {}));
  REQUIRE(ground.store.remove(submission().organization, id));
  CHECK(told == std::vector<std::string>{"1 pending", "2 running", "3 pending", "4 running",
                                         "5 pending", "6 running", "7 completed", "8 deleted"});
  const auto news = ground.store.news().since(6, submission().organization);
  REQUIRE(news);
  REQUIRE(news->size() == 2);
  CHECK(news->front().job == id);
  CHECK(news->front().event == "completed");
  CHECK(ground.store.news().since(0, base::OrganizationUid{"other"})->empty());
  CHECK_FALSE(ground.store.news().since(9, submission().organization));
}

TEST_CASE("news that are too old to be kept are not passed over") {
  job::News news;
  const base::OrganizationUid one{"one"};
  for (int i = 0; i < 5000; ++i) news.tell(one, base::JobId{"job"}, "running");
  CHECK_FALSE(news.since(0, one));
  CHECK(news.since(4000, one)->size() == 1000);
  CHECK(news.since(0, base::OrganizationUid{"other"}));  // of which none was forgotten
}

TEST_CASE("a job is not accepted in a time zone that nobody knows") {
  Ground ground;
  job::Submission wrong = submission();
  wrong.time_zone = "Asia/Nowhere";
  CHECK_THROWS_AS(ground.store.submit(wrong), base::Error);
  CHECK_FALSE(ground.store.claim(ground.epoch));
}
