#include <map>

#include "job/fixture.h"

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kTwoLarge = 2;

}  // namespace

TEST_CASE("organizations take turns, however many jobs one of them has") {
  JobFixture fixture;
  for (int i = 0; i < 50; ++i)
    static_cast<void>(fixture.store.submit(JobFixture::submission(kRiyadh)));
  for (int i = 0; i < 3; ++i)
    static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
  std::map<base::OrganizationUid, int> done;
  for (int i = 0; i < 6; ++i) ++done[fixture.complete_next().submission.organization];
  CHECK(done[kRiyadh] == 3);
  CHECK(done[kJeddah] == 3);
}

TEST_CASE("an organization with fewer running jobs comes first") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
  CHECK(fixture.claim().submission.organization == kJeddah);  // and keeps running
  for (int i = 0; i < 2; ++i)
    static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
  static_cast<void>(fixture.store.submit(JobFixture::submission(kRiyadh)));
  CHECK(fixture.complete_next().submission.organization == kRiyadh);
  static_cast<void>(fixture.store.submit(JobFixture::submission(kRiyadh)));
  CHECK(fixture.claim().submission.organization == kRiyadh);
}

TEST_CASE("small jobs overtake waiting large ones") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  static_cast<void>(fixture.complete_next(
      job::Store::kLargeJobThreshold));  // now its data model is known to be slow
  job::Submission quick = JobFixture::submission();
  quick.data_model = "sales.branches";
  static_cast<void>(fixture.store.submit(quick));
  static_cast<void>(fixture.complete_next(1s));  // and this one is known to be quick
  std::vector<base::JobId> large;
  for (int i = 0; i < 4; ++i) large.push_back(fixture.store.submit(JobFixture::submission()));
  const base::JobId small = fixture.store.submit(quick);
  job::Submission few = JobFixture::submission();
  few.is_unbounded = false;
  const base::JobId short_one = fixture.store.submit(few);

  const auto next = [&] { return fixture.store.claim(fixture.epoch, kTwoLarge); };
  const auto first = next();
  CHECK(first->id == large[0]);
  CHECK(next()->id == large[1]);
  CHECK(next()->id == small);
  CHECK(next()->id == short_one);
  CHECK_FALSE(next());
  REQUIRE(fixture.store.complete(JobFixture::fence(*first), JobFixture::output(), {}));
  CHECK(next()->id == large[2]);
}

TEST_CASE("jobs of unknown size leave a worker for jobs known to be small") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  static_cast<void>(fixture.complete_next(1s));
  job::Submission unknown = JobFixture::submission(kJeddah);
  unknown.data_model = "never.seen";
  for (int i = 0; i < 3; ++i) static_cast<void>(fixture.store.submit(unknown));
  for (int i = 0; i < kTwoLarge; ++i) CHECK(fixture.store.claim(fixture.epoch, kTwoLarge));
  CHECK_FALSE(fixture.store.claim(fixture.epoch, kTwoLarge));
  const base::JobId small = fixture.store.submit(JobFixture::submission());
  CHECK(fixture.store.claim(fixture.epoch, kTwoLarge)->id == small);
}

TEST_CASE("a job that runs long counts as large") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  static_cast<void>(fixture.complete_next(job::Store::kLargeJobThreshold));
  job::Submission unknown = JobFixture::submission();
  unknown.data_model = "never.seen";
  for (int i = 0; i < kTwoLarge; ++i) {
    static_cast<void>(fixture.store.submit(unknown));
    static_cast<void>(fixture.claim());
  }
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  fixture.clock.advance(job::Store::kLargeJobThreshold + 1s);
  CHECK_FALSE(fixture.store.claim(fixture.epoch, kTwoLarge));
}

TEST_CASE("at most as many jobs of a data model run at once as it allows, and others overtake") {
  JobFixture fixture;
  job::Submission single = JobFixture::submission();
  single.model_slots = 1;
  const base::JobId first = fixture.store.submit(single);
  single.organization = kJeddah;
  const base::JobId second = fixture.store.submit(single);
  const base::JobId other = fixture.store.submit(JobFixture::submission(kJeddah));
  const job::Job running = fixture.claim();
  CHECK(running.id == first);
  CHECK(fixture.queue.position(second)->reason == job::WaitReason::kModel);
  CHECK(fixture.queue.position(other)->reason == job::WaitReason::kTurn);
  job::Submission free = JobFixture::submission(kJeddah);
  free.data_model = "another";
  const base::JobId free_one = fixture.store.submit(free);
  REQUIRE(fixture.store.cancel(kJeddah, other));
  CHECK(fixture.claim().id == free_one);
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
  REQUIRE(fixture.store.complete(JobFixture::fence(running), JobFixture::output(), {}));
  CHECK(fixture.claim().id == second);
}

TEST_CASE("a pending job knows how many places it may get, and who has them") {
  constexpr std::int64_t kWorkers = 3;
  JobFixture fixture;
  const auto places = [&](const base::JobId& id) {
    return fixture.queue.position(id, kWorkers)->places;
  };
  job::Submission unknown = JobFixture::submission(kJeddah);  // of unknown size, so large
  unknown.data_model = "never.seen";
  job::Submission few = JobFixture::submission();
  few.is_unbounded = false;
  const base::JobId first = fixture.store.submit(unknown);
  CHECK(places(first).busy == 0);
  static_cast<void>(fixture.claim());
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  static_cast<void>(fixture.claim());
  const base::JobId large = fixture.store.submit(unknown);
  CHECK(places(large).kind == job::Places::Kind::kLarge);
  CHECK(places(large).total == kWorkers - 1);
  CHECK(places(large).busy == 2);
  CHECK(places(large).own == 1);
  const base::JobId small = fixture.store.submit(few);
  CHECK(places(small).kind == job::Places::Kind::kWorkers);
  CHECK(places(small).busy == 2);
  CHECK(places(small).own == 1);
  CHECK(fixture.store.claim(fixture.epoch, kTwoLarge)->id == small);
  CHECK(places(large).kind == job::Places::Kind::kWorkers);
  CHECK(places(large).busy == kWorkers);
}

TEST_CASE("a full data model says how many of its jobs run") {
  JobFixture fixture;
  job::Submission single = JobFixture::submission();
  single.model_slots = 1;
  static_cast<void>(fixture.store.submit(single));
  static_cast<void>(fixture.claim());
  const job::Places places = fixture.queue.position(fixture.store.submit(single))->places;
  CHECK(places.kind == job::Places::Kind::kModel);
  CHECK(places.total == 1);
  CHECK(places.busy == 1);
  CHECK(places.own == 1);
}

TEST_CASE("the position in the queue agrees with the order of claims") {
  JobFixture fixture;
  std::vector<base::JobId> all;
  for (int i = 0; i < 5; ++i) all.push_back(fixture.store.submit(JobFixture::submission(kRiyadh)));
  for (int i = 0; i < 3; ++i) all.push_back(fixture.store.submit(JobFixture::submission(kJeddah)));
  all.push_back(fixture.store.submit(JobFixture::submission(base::OrganizationUid{"abha"})));
  std::map<base::JobId, std::int64_t> told;
  for (const auto& [id, position] : fixture.queue.positions(all, 1)) {
    told[id] = position.jobs_ahead;
    CHECK(fixture.queue.position(id)->jobs_ahead == position.jobs_ahead);
  }
  // Some of them, too, in any order.
  for (const auto& [id, position] :
       fixture.queue.positions(std::vector{all[7], all[1], all[4]}, 1)) {
    CHECK(position.jobs_ahead == told[id]);
  }
  for (std::int64_t ahead = 0; ahead < static_cast<std::int64_t>(all.size()); ++ahead) {
    const job::Job job = fixture.complete_next();
    CAPTURE(ahead, job.submission.organization.text());
    CHECK(told[job.id] == ahead);
  }
}

TEST_CASE("jobs of a data model are held until it is resumed, and others pass them") {
  JobFixture fixture;
  const base::JobId held = fixture.store.submit(JobFixture::submission());
  job::Submission other = JobFixture::submission();
  other.data_model = "sales.orders";
  const base::JobId free = fixture.store.submit(other);
  fixture.store.hold("sales.invoices");
  fixture.clock.advance(24h * 365);
  CHECK(fixture.queue.position(held)->reason == job::WaitReason::kHeld);
  CHECK(fixture.queue.position(free)->reason == job::WaitReason::kTurn);
  CHECK(fixture.queue.position(free)->jobs_ahead == 0);
  CHECK(fixture.claim().id == free);
  const base::Time checked_at = fixture.clock.now();
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
  CHECK_FALSE(fixture.store.time_to_next_due(checked_at));  // no worker looks again
  SECTION("by a resumption, though the clock was set") {
    fixture.retention.shift_deadlines(-24h * 365);
    fixture.store.resume("sales.orders");
    CHECK_FALSE(fixture.store.claim(fixture.epoch));
    fixture.store.resume("sales.invoices");
  }
  SECTION("by the next start") { static_cast<void>(fixture.store.recover(fixture.epoch)); }
  const job::Job job = fixture.claim();
  CHECK(job.id == held);
  CHECK(job.attempts() == 1);
}

TEST_CASE("a held job can be canceled") {
  JobFixture fixture;
  const base::JobId held = fixture.store.submit(JobFixture::submission());
  fixture.store.hold("sales.invoices");
  CHECK(fixture.store.cancel(kRiyadh, held));
  fixture.store.resume("sales.invoices");
  CHECK_FALSE(fixture.store.claim(fixture.epoch));
}

TEST_CASE("jobs are counted by status, and the oldest pending one is known") {
  using enum job::Status;
  using Counts = std::map<job::Status, std::int64_t>;
  JobFixture fixture;
  CHECK_FALSE(fixture.queue.oldest_pending());
  const base::Time first = fixture.clock.now();
  const base::JobId canceled = fixture.store.submit(JobFixture::submission());
  fixture.clock.advance(1h);
  static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
  CHECK(fixture.queue.oldest_pending() == first);
  REQUIRE(fixture.store.cancel(kRiyadh, canceled));
  CHECK(fixture.queue.oldest_pending() == first + 1h);
  static_cast<void>(fixture.claim());
  const base::JobId other = fixture.store.submit(JobFixture::submission());
  CHECK(fixture.queue.counts() ==
        Counts{{kPending, 1}, {kRunning, 1}, {kCompleted, 0}, {kFailed, 0}, {kCanceled, 1}});
  const job::Job failed = fixture.claim();
  REQUIRE(
      fixture.store.fail(JobFixture::fence(failed), job::FailureCode::kReport, {"job.canceled"}));
  REQUIRE(fixture.store.remove(kRiyadh, canceled));
  CHECK(other == failed.id);
  CHECK(fixture.queue.counts() ==
        Counts{{kPending, 0}, {kRunning, 1}, {kCompleted, 0}, {kFailed, 1}, {kCanceled, 0}});
}
