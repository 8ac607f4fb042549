#include <algorithm>

#include "job/fixture.h"
#include "job/listing.h"

using namespace std::chrono_literals;

namespace {

std::vector<base::JobId> ids(const job::Listing::Page& page) {
  std::vector<base::JobId> ids;
  for (const job::Job& job : page.jobs) ids.push_back(job.id);
  return ids;
}

}  // namespace

TEST_CASE("a list has only an organization's own jobs, newest first, page by page") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  std::vector<base::JobId> mine;
  for (int i = 0; i < 7; ++i) {
    mine.push_back(fixture.store.submit(JobFixture::submission()));
    static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
  }
  std::ranges::reverse(mine);
  std::vector<base::JobId> listed;
  std::optional<base::JobId> next;
  int pages = 0;
  do {
    const job::Listing::Page page = listing.page(kRiyadh, {}, 3, next);
    std::ranges::copy(ids(page), std::back_inserter(listed));
    next = page.last;
    ++pages;
    // New jobs do not shift the pages.
    static_cast<void>(fixture.store.submit(JobFixture::submission()));
  } while (next);
  CHECK(pages == 3);
  CHECK(listed == mine);
}

TEST_CASE("a list continues after a job that was deleted meanwhile") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  std::vector<base::JobId> mine;
  for (int i = 0; i < 5; ++i) {
    mine.push_back(fixture.store.submit(JobFixture::submission()));
    fixture.clock.advance(1s);
  }
  const auto last = listing.page(kRiyadh, {}, 2).last;
  CHECK(last == mine[3]);
  REQUIRE(fixture.store.remove(kRiyadh, mine[3]));
  CHECK(ids(listing.page(kRiyadh, {}, 9, last)) ==
        std::vector<base::JobId>{mine[2], mine[1], mine[0]});
  // Another organization's job only marks a point in time.
  const base::JobId other = fixture.store.submit(JobFixture::submission(kJeddah));
  CHECK(ids(listing.page(kRiyadh, {}, 9, other)).size() == 4);
}

TEST_CASE("a list is filtered by status, data model and time") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  const base::Time begin = fixture.clock.now();
  const base::JobId completed = fixture.store.submit(JobFixture::submission());
  static_cast<void>(fixture.complete_next());
  fixture.clock.advance(1h);
  const base::JobId canceled = fixture.store.submit(JobFixture::submission());
  REQUIRE(fixture.store.cancel(kRiyadh, canceled));
  fixture.clock.advance(1h);
  job::Submission other = JobFixture::submission();
  other.data_model = "other";
  const base::JobId pending = fixture.store.submit(other);

  using Ids = std::vector<base::JobId>;
  const auto list = [&](const job::Filter& filter) {
    return ids(listing.page(kRiyadh, filter, 9));
  };
  using job::Status;
  CHECK(list({.statuses = {Status::kPending, Status::kCanceled}}) == Ids{pending, canceled});
  CHECK(list({.statuses = {Status::kFailed}}).empty());
  CHECK(list({.data_model = "other"}) == Ids{pending});
  CHECK(list({.since = begin + 1h}) == Ids{pending, canceled});
  CHECK(list({.until = begin + 1h}) == Ids{completed});
  CHECK(list({.since = begin + 1h, .until = begin + 2h}) == Ids{canceled});
}
