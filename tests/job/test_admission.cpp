#include <set>
#include <thread>

#include "database/migration.h"
#include "job/fixture.h"

using namespace std::chrono_literals;

namespace {

job::AdmissionRequest under(const std::string& key, const std::string& body) {
  return {.key = job::IdempotencyKey{key, base::sha256(body)}};
}

}  // namespace

TEST_CASE("the same key and body get the same job, whatever its state") {
  JobFixture fixture;
  const job::AdmissionResult first =
      fixture.store.admit(JobFixture::submission(), under("k", "body"));
  CHECK_FALSE(first.is_repeated);
  const auto again = [&] {
    return fixture.store.admit(JobFixture::submission(), under("k", "body"));
  };
  CHECK(again().id == first.id);
  CHECK(again().is_repeated);
  SECTION("canceled") { REQUIRE(fixture.store.cancel(kRiyadh, first.id)); }
  SECTION("deleted") { REQUIRE(fixture.store.remove(kRiyadh, first.id)); }
  SECTION("nearly a day later") { fixture.clock.advance(24h - 1s); }
  CHECK(again().id == first.id);
}

TEST_CASE("an Idempotency-Key belongs to one body, one day and one organization") {
  JobFixture fixture;
  const job::AdmissionResult first =
      fixture.store.admit(JobFixture::submission(), under("k", "body"));
  const job::AdmissionResult other =
      fixture.store.admit(JobFixture::submission(), under("k", "other"));
  CHECK(other.error == job::AdmissionError::kKeyReused);
  CHECK(fixture.store.admit(JobFixture::submission(kJeddah), under("k", "other")).id != first.id);
  fixture.clock.advance(24h);
  const job::AdmissionResult later =
      fixture.store.admit(JobFixture::submission(), under("k", "other"));
  CHECK_FALSE(later.error);
  CHECK(later.id != first.id);
}

TEST_CASE("a key is found before a job is inserted, by its digest of either kind") {
  JobFixture fixture;
  const job::IdempotencyKey key{"k", base::sha256("canonical"), base::sha256("bytes")};
  CHECK_FALSE(fixture.store.find_by_idempotency_key(kRiyadh, key));
  const job::AdmissionResult kept =
      fixture.store.admit(JobFixture::submission(), under("k", "bytes"));
  for (const auto& other : {base::sha256("other"), base::sha256("")}) {
    CHECK(fixture.store.find_by_idempotency_key(kRiyadh, {"k", other})->error ==
          job::AdmissionError::kKeyReused);
    CHECK(fixture.store.find_by_idempotency_key(kRiyadh, {"k", other, other})->error ==
          job::AdmissionError::kKeyReused);
  }
  CHECK(fixture.store.find_by_idempotency_key(kRiyadh, key)->id == kept.id);
  CHECK(fixture.store.admit(JobFixture::submission(), {.key = key}).id == kept.id);
  CHECK_FALSE(fixture.store.find_by_idempotency_key(kJeddah, key));
  fixture.clock.advance(24h);
  CHECK_FALSE(fixture.store.find_by_idempotency_key(kRiyadh, key));
}

TEST_CASE("concurrent submits with one key create one job") {
  JobFixture fixture;
  std::vector<base::JobId> ids(16);
  {
    std::vector<std::jthread> threads;
    for (base::JobId& id : ids) {
      threads.emplace_back(
          [&] { id = fixture.store.admit(JobFixture::submission(), under("k", "body")).id; });
    }
  }
  CHECK(std::set<base::JobId>(ids.begin(), ids.end()).size() == 1);
  CHECK(fixture.queue.counts()[job::Status::kPending] == 1);
}

TEST_CASE("a full queue, quota or disk accepts no new job and no key") {
  JobFixture fixture;
  job::AdmissionRequest admission = under("k", "body");
  job::AdmissionError expected{};
  SECTION("of all") {
    static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
    admission.limits.max_pending = 1;
    expected = job::AdmissionError::kQueueFull;
  }
  SECTION("of the organization") {
    static_cast<void>(fixture.store.submit(JobFixture::submission()));
    admission.limits.max_pending_per_organization = 1;
    expected = job::AdmissionError::kOrganizationQueueFull;
  }
  SECTION("of bytes") {
    static_cast<void>(fixture.store.submit(JobFixture::submission()));
    static_cast<void>(fixture.complete_next());
    admission.limits.max_bytes_per_organization = JobFixture::output().bytes;
    expected = job::AdmissionError::kQuotaFull;
  }
  SECTION("of the disk") {
    admission.has_free_space = false;
    expected = job::AdmissionError::kDiskFull;
  }
  CHECK(fixture.store.admit(JobFixture::submission(), admission).error == expected);
  const job::AdmissionResult fits =
      fixture.store.admit(JobFixture::submission(), under("k", "another body"));
  CHECK_FALSE(fits.error);
  // A known key is answered however full it is.
  admission.key = under("k", "another body").key;
  CHECK(fixture.store.admit(JobFixture::submission(), admission).id == fits.id);
}

TEST_CASE("the limits of one organization do not affect another") {
  JobFixture fixture;
  job::AdmissionRequest admission;
  admission.limits.max_pending_per_organization = 1;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  CHECK(fixture.store.admit(JobFixture::submission(), admission).error);
  CHECK_FALSE(fixture.store.admit(JobFixture::submission(kJeddah), admission).error);
  static_cast<void>(fixture.claim());  // a running job does not wait
  CHECK_FALSE(fixture.store.admit(JobFixture::submission(), admission).error);
}

namespace {

/// How many organizations have a counted usage that differs from the job table.
std::int64_t wrong_loads(database::Connection& connection) {
  database::Statement rows = connection.prepare(
      "SELECT count(*) FROM loads WHERE"
      " pending <> (SELECT count(*) FROM jobs WHERE jobs.organization = loads.organization"
      "   AND status = 'pending')"
      " OR bytes <> (SELECT coalesce(sum(bytes), 0) FROM jobs"
      "   WHERE jobs.organization = loads.organization AND file IS NOT NULL)");
  rows.step();
  return rows.integer(0);
}

std::int64_t wrong_loads(JobFixture& fixture) {
  return wrong_loads(*fixture.database.readers.acquire());
}

}  // namespace

TEST_CASE("the jobs of an older database are counted when it is migrated") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "gormic-bi.db";
  database::Connection connection(file, database::Mode::kReadWrite);
  const std::vector<std::string_view> all = AppDatabase::migrations();
  database::migrate(connection, {all.begin(), all.begin() + 2}, file);
  connection.execute(
      "INSERT INTO jobs (id, organization, key_id, data_model, data_model_version, lang, time_zone,"
      " request, status, submitted_at, log, file, bytes)"
      " VALUES ('1', 'riyadh', '', '', 1, '', '', '', 'pending', 1, '', NULL, NULL),"
      " ('2', 'riyadh', '', '', 1, '', '', '', 'completed', 1, '', 'file', 5),"
      " ('3', 'riyadh', '', '', 1, '', '', '', 'completed', 1, '', NULL, 7)");
  database::migrate(connection, all, file);
  CHECK(wrong_loads(connection) == 0);
  database::Statement load = connection.prepare("SELECT pending, bytes FROM loads");
  REQUIRE(load.step());
  CHECK(load.integer(0) == 1);
  CHECK(load.integer(1) == 5);
}

TEST_CASE("the counted usage agrees with the job table after every kind of change") {
  JobFixture fixture;
  const base::JobId canceled = fixture.store.submit(JobFixture::submission());
  REQUIRE(fixture.store.cancel(kRiyadh, canceled));
  static_cast<void>(fixture.store.submit(JobFixture::submission(kJeddah)));
  static_cast<void>(fixture.claim());
  for (int i = 0; i < 6; ++i) static_cast<void>(fixture.store.submit(JobFixture::submission()));
  CHECK(wrong_loads(fixture) == 0);
  const base::JobId kept = fixture.complete_next({}, JobFixture::output("kept")).id;
  const base::JobId deleted = fixture.complete_next({}, JobFixture::output("deleted")).id;
  const job::Fence failed = JobFixture::fence(fixture.claim());
  REQUIRE(fixture.store.fail(failed, job::FailureCode::kReport, base::Message{"source.busy"}, {}));
  REQUIRE(fixture.store.release(JobFixture::fence(fixture.claim())));
  REQUIRE(
      fixture.store.defer(JobFixture::fence(fixture.claim()), 5s, base::Message{"source.busy"}));
  CHECK(wrong_loads(fixture) == 0);
  REQUIRE(fixture.store.remove(kRiyadh, deleted));
  CHECK(wrong_loads(fixture) == 0);
  fixture.clock.advance(24h * 365);
  CHECK(fixture.retention.expire_files() == std::vector<std::string>{"kept"});
  CHECK(wrong_loads(fixture) == 0);
  CHECK(fixture.retention.purge_jobs() > 0);
  CHECK_FALSE(fixture.store.find(kRiyadh, kept));
  CHECK(wrong_loads(fixture) == 0);
  // Three of the six are left.
  CHECK_FALSE(
      fixture.store.admit(JobFixture::submission(), {.limits = {.max_pending_per_organization = 4}})
          .error);
  CHECK(
      fixture.store.admit(JobFixture::submission(), {.limits = {.max_pending_per_organization = 4}})
          .error);
}
