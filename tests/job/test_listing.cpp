#include <algorithm>

#include "job/fixture.h"
#include "job/listing.h"
#include "support/arabic.h"

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

TEST_CASE("a list is filtered by key") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  const base::JobId first = fixture.store.submit(JobFixture::submission());
  job::Submission other = JobFixture::submission();
  other.key = base::KeyId{"key-2"};
  const base::JobId second = fixture.store.submit(other);
  using Keys = std::set<base::KeyId>;
  const auto list = [&](const Keys& keys) { return ids(listing.page(kRiyadh, {.keys = keys}, 9)); };
  using Ids = std::vector<base::JobId>;
  CHECK(list({base::KeyId{"key-1"}}) == Ids{first});
  CHECK(list({base::KeyId{"key-2"}, base::KeyId{"key-1"}}) == Ids{second, first});
  CHECK(list({}).empty());
}

TEST_CASE("a list is searched by titles and file names, and a deleted job's texts are forgotten") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  job::Submission submission = JobFixture::submission();
  submission.titles = {"Sales Invoices", arabic("jobList", "title")};
  const base::JobId older = fixture.store.submit(submission);
  static_cast<void>(fixture.complete_next(1s, JobFixture::output()));  // invoices.xlsx
  submission.titles = {"Stock", arabic("jobList", "stock")};
  const base::JobId newer = fixture.store.submit(submission);
  submission.organization = kJeddah;
  static_cast<void>(fixture.store.submit(submission));
  using Ids = std::vector<base::JobId>;
  const auto list = [&](const std::string& text) {
    return ids(listing.page(kRiyadh, {.text = text}, 9));
  };
  CHECK(list("sales inv") == Ids{older});
  CHECK(list(arabic("jobList", "part")) == Ids{older});
  CHECK(list(arabic("jobList", "stock")) == Ids{newer});
  CHECK(list("ices.xl") == Ids{older});
  CHECK(list("sto") == Ids{newer});
  CHECK(list("%").empty());
  CHECK(list("Sales").empty());  // the caller folds
  const auto texts = [&] {
    const auto reader = fixture.database.readers.acquire();
    database::Statement rows = reader->prepare("SELECT count(*), sum(jobs) FROM job_texts");
    rows.step();
    return std::pair{rows.integer(0), rows.integer(1)};
  };
  CHECK(texts() == std::pair<std::int64_t, std::int64_t>{4, 4});
  REQUIRE(fixture.store.remove(kRiyadh, older));
  REQUIRE(fixture.store.remove(kRiyadh, newer));
  CHECK(texts() == std::pair<std::int64_t, std::int64_t>{1, 1});
}

TEST_CASE("a list is filtered by the values of parameters") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  job::Submission submission = JobFixture::submission();
  submission.request = R"({"parameters": [
    {"key": "period", "value": {"from": "2026-01-01", "to": "2026-01-31"}},
    {"key": "since", "value": {"from": "2026-01-01"}},
    {"key": "status", "value": {"values": ["paid", "a/b"]}},
    {"key": "open", "value": {"value": true}},
    {"key": "amount", "value": {"value": "12.50"}},
    {"key": "year", "value": {"value": 2026}},
    {"key": "instanceIds", "value": {"values": ["7"]}}]})";
  const base::JobId id = fixture.store.submit(submission);
  submission.request = R"({"parameters": [{"key": "status", "value": {"values": ["paid"]}}]})";
  const base::JobId other = fixture.store.submit(submission);
  using Parameters = std::vector<std::pair<std::string, std::string>>;
  const auto list = [&](const Parameters& parameters) {
    return ids(listing.page(kRiyadh, {.parameters = parameters}, 9));
  };
  using Ids = std::vector<base::JobId>;
  CHECK(list({{"status", "paid"}}) == Ids{other, id});
  CHECK(list({{"status", "a/b"}}) == Ids{id});
  CHECK(list({{"status", "pai"}}).empty());
  CHECK(list({{"period", "2026-01-01/2026-01-31"}}) == Ids{id});
  CHECK(list({{"since", "2026-01-01/.."}}) == Ids{id});
  CHECK(list({{"open", "true"}}) == Ids{id});
  CHECK(list({{"amount", "12.50"}}) == Ids{id});
  CHECK(list({{"year", "2026"}, {"status", "paid"}, {"open", "true"}}) == Ids{id});
  CHECK(list({{"year", "2026"}, {"status", "paid"}, {"open", "false"}}).empty());
  CHECK(list({{"instanceIds", "7"}}).empty());
  REQUIRE(fixture.store.remove(kRiyadh, id));
  REQUIRE(fixture.store.remove(kRiyadh, other));
  const auto reader = fixture.database.readers.acquire();
  CHECK_FALSE(reader->prepare("SELECT 1 FROM job_parameters").step());
}

TEST_CASE("the ids of all jobs that match are listed, up to a limit") {
  JobFixture fixture;
  job::Listing listing(fixture.database.readers);
  std::vector<base::JobId> all;
  for (int i = 0; i < 5; ++i) all.push_back(fixture.store.submit(JobFixture::submission()));
  std::ranges::reverse(all);
  CHECK(listing.ids(kRiyadh, {}, 9) == all);
  CHECK(listing.ids(kRiyadh, {}, 5) == all);
  CHECK(listing.ids(kRiyadh, {}, 2) == std::vector<base::JobId>{all[0], all[1]});
  CHECK(listing.ids(kRiyadh, {}, 9, [&](const job::Job& job) { return job.id == all[3]; }) ==
        std::vector<base::JobId>{all[3]});
  CHECK(listing.ids(kJeddah, {}, 9).empty());
}
