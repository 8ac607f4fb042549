#include <map>

#include "job/ground.h"

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kTwoLarge = 2;

}  // namespace

TEST_CASE("organizations take turns, however many jobs one of them has") {
  Ground ground;
  for (int i = 0; i < 50; ++i) static_cast<void>(ground.store.submit(Ground::submission(kRiyadh)));
  for (int i = 0; i < 3; ++i) static_cast<void>(ground.store.submit(Ground::submission(kJeddah)));
  std::map<base::OrganizationUid, int> done;
  for (int i = 0; i < 6; ++i) ++done[ground.completed().submission.organization];
  CHECK(done[kRiyadh] == 3);
  CHECK(done[kJeddah] == 3);
}

TEST_CASE("an organization with fewer running jobs comes first") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission(kJeddah)));
  CHECK(ground.claimed().submission.organization == kJeddah);  // and it keeps running
  for (int i = 0; i < 2; ++i) static_cast<void>(ground.store.submit(Ground::submission(kJeddah)));
  static_cast<void>(ground.store.submit(Ground::submission(kRiyadh)));
  CHECK(ground.completed().submission.organization == kRiyadh);
  static_cast<void>(ground.store.submit(Ground::submission(kRiyadh)));
  CHECK(ground.claimed().submission.organization == kRiyadh);
}

TEST_CASE("small jobs go past large ones that wait") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission()));
  static_cast<void>(ground.completed(job::Store::kLong));  // now its data model is known to be slow
  job::Submission quick = Ground::submission();
  quick.data_model = "sales.branches";
  static_cast<void>(ground.store.submit(quick));
  static_cast<void>(ground.completed(1s));  // and this one to be quick
  std::vector<base::JobId> large;
  for (int i = 0; i < 4; ++i) large.push_back(ground.store.submit(Ground::submission()));
  const base::JobId small = ground.store.submit(quick);
  job::Submission few = Ground::submission();
  few.is_open_ended = false;
  const base::JobId short_one = ground.store.submit(few);

  const auto next = [&] { return ground.store.claim(ground.epoch, kTwoLarge); };
  const auto first = next();
  CHECK(first->id == large[0]);
  CHECK(next()->id == large[1]);
  CHECK(next()->id == small);
  CHECK(next()->id == short_one);
  CHECK_FALSE(next());
  REQUIRE(ground.store.complete(Ground::fence(*first), Ground::output(), {}));
  CHECK(next()->id == large[2]);
}

TEST_CASE("what nobody has seen end leaves room for what is known to be small") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission()));
  static_cast<void>(ground.completed(1s));
  job::Submission unknown = Ground::submission(kJeddah);
  unknown.data_model = "never.seen";
  for (int i = 0; i < 3; ++i) static_cast<void>(ground.store.submit(unknown));
  for (int i = 0; i < kTwoLarge; ++i) CHECK(ground.store.claim(ground.epoch, kTwoLarge));
  CHECK_FALSE(ground.store.claim(ground.epoch, kTwoLarge));
  const base::JobId small = ground.store.submit(Ground::submission());
  CHECK(ground.store.claim(ground.epoch, kTwoLarge)->id == small);
}

TEST_CASE("a job that turns out to be large counts as one") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission()));
  static_cast<void>(ground.completed(job::Store::kLong));
  job::Submission unknown = Ground::submission();
  unknown.data_model = "never.seen";
  for (int i = 0; i < kTwoLarge; ++i) {
    static_cast<void>(ground.store.submit(unknown));
    static_cast<void>(ground.claimed());
  }
  static_cast<void>(ground.store.submit(Ground::submission()));
  ground.clock.advance(job::Store::kLong + 1s);
  CHECK_FALSE(ground.store.claim(ground.epoch, kTwoLarge));
}

TEST_CASE("no more of a data model run at once than it allows, and others go past") {
  Ground ground;
  job::Submission single = Ground::submission();
  single.model_slots = 1;
  const base::JobId first = ground.store.submit(single);
  single.organization = kJeddah;
  const base::JobId second = ground.store.submit(single);
  const base::JobId other = ground.store.submit(Ground::submission(kJeddah));
  const job::Job running = ground.claimed();
  CHECK(running.id == first);
  CHECK(ground.queue.place(second)->waiting == job::Waiting::kModel);
  CHECK(ground.queue.place(other)->waiting == job::Waiting::kTurn);
  job::Submission free = Ground::submission(kJeddah);
  free.data_model = "another";
  const base::JobId free_one = ground.store.submit(free);
  REQUIRE(ground.store.cancel(kJeddah, other));
  CHECK(ground.claimed().id == free_one);
  CHECK_FALSE(ground.store.claim(ground.epoch));
  REQUIRE(ground.store.complete(Ground::fence(running), Ground::output(), {}));
  CHECK(ground.claimed().id == second);
}

TEST_CASE("the place in the queue is what claiming makes of it") {
  Ground ground;
  std::vector<base::JobId> all;
  for (int i = 0; i < 5; ++i) all.push_back(ground.store.submit(Ground::submission(kRiyadh)));
  for (int i = 0; i < 3; ++i) all.push_back(ground.store.submit(Ground::submission(kJeddah)));
  all.push_back(ground.store.submit(Ground::submission(base::OrganizationUid{"abha"})));
  std::map<base::JobId, std::int64_t> told;
  for (const base::JobId& id : all) told[id] = ground.queue.place(id)->ahead;
  for (std::int64_t ahead = 0; ahead < static_cast<std::int64_t>(all.size()); ++ahead) {
    const job::Job job = ground.completed();
    CAPTURE(ahead, job.submission.organization.text());
    CHECK(told[job.id] == ahead);
  }
}

TEST_CASE("jobs are counted by their status, with the oldest of each") {
  Ground ground;
  const base::Time first = ground.clock.now();
  static_cast<void>(ground.store.submit(Ground::submission()));
  ground.clock.advance(1h);
  static_cast<void>(ground.store.submit(Ground::submission()));
  auto counts = ground.queue.counts();
  CHECK(counts[job::Status::kPending].jobs == 2);
  CHECK(counts[job::Status::kPending].oldest == first);
  CHECK_FALSE(counts.contains(job::Status::kFailed));
}
