#include <set>
#include <thread>

#include "database/migration.h"
#include "job/ground.h"

using namespace std::chrono_literals;

namespace {

job::Admission under(const std::string& key, const std::string& body) {
  return {.key = job::IdempotencyKey{key, base::sha256(body)}};
}

}  // namespace

TEST_CASE("a key and a body answer the same job, whatever became of it") {
  Ground ground;
  const job::Admitted first = ground.store.admit(Ground::submission(), under("k", "body"));
  CHECK_FALSE(first.is_repeated);
  const auto again = [&] { return ground.store.admit(Ground::submission(), under("k", "body")); };
  CHECK(again().id == first.id);
  CHECK(again().is_repeated);
  SECTION("canceled") { REQUIRE(ground.store.cancel(kRiyadh, first.id)); }
  SECTION("deleted") { REQUIRE(ground.store.remove(kRiyadh, first.id)); }
  SECTION("nearly a day later") { ground.clock.advance(24h - 1s); }
  CHECK(again().id == first.id);
}

TEST_CASE("a key stands for one body, one day, one organization") {
  Ground ground;
  const job::Admitted first = ground.store.admit(Ground::submission(), under("k", "body"));
  const job::Admitted other = ground.store.admit(Ground::submission(), under("k", "other"));
  CHECK(other.refusal == job::Refusal::kKeyReused);
  CHECK(ground.store.admit(Ground::submission(kJeddah), under("k", "other")).id != first.id);
  ground.clock.advance(24h);
  const job::Admitted later = ground.store.admit(Ground::submission(), under("k", "other"));
  CHECK_FALSE(later.refusal);
  CHECK(later.id != first.id);
}

TEST_CASE("what a key stands for is known before a job is inserted, by its digest of either kind") {
  Ground ground;
  const job::IdempotencyKey key{"k", base::sha256("canonical"), base::sha256("bytes")};
  CHECK_FALSE(ground.store.known(kRiyadh, key));
  const job::Admitted kept = ground.store.admit(Ground::submission(), under("k", "bytes"));
  for (const auto& other : {base::sha256("other"), base::sha256("")}) {
    CHECK(ground.store.known(kRiyadh, {"k", other})->refusal == job::Refusal::kKeyReused);
    CHECK(ground.store.known(kRiyadh, {"k", other, other})->refusal == job::Refusal::kKeyReused);
  }
  CHECK(ground.store.known(kRiyadh, key)->id == kept.id);
  CHECK(ground.store.admit(Ground::submission(), {.key = key}).id == kept.id);
  CHECK_FALSE(ground.store.known(kJeddah, key));
  ground.clock.advance(24h);
  CHECK_FALSE(ground.store.known(kRiyadh, key));
}

TEST_CASE("many at once under one key make one job") {
  Ground ground;
  std::vector<base::JobId> ids(16);
  {
    std::vector<std::jthread> threads;
    for (base::JobId& id : ids) {
      threads.emplace_back(
          [&] { id = ground.store.admit(Ground::submission(), under("k", "body")).id; });
    }
  }
  CHECK(std::set<base::JobId>(ids.begin(), ids.end()).size() == 1);
  CHECK(ground.queue.counts()[job::Status::kPending].jobs == 1);
}

TEST_CASE("a full queue, a full quota and a full disk take no new job and no key") {
  Ground ground;
  job::Admission admission = under("k", "body");
  job::Refusal expected{};
  SECTION("of all") {
    static_cast<void>(ground.store.submit(Ground::submission(kJeddah)));
    admission.bounds.pending = 1;
    expected = job::Refusal::kQueueFull;
  }
  SECTION("of the organization") {
    static_cast<void>(ground.store.submit(Ground::submission()));
    admission.bounds.pending_of_organization = 1;
    expected = job::Refusal::kOrganizationQueueFull;
  }
  SECTION("of bytes") {
    static_cast<void>(ground.store.submit(Ground::submission()));
    static_cast<void>(ground.completed());
    admission.bounds.bytes_of_organization = Ground::output().bytes;
    expected = job::Refusal::kQuotaFull;
  }
  SECTION("of the disk") {
    admission.has_room = false;
    expected = job::Refusal::kDiskFull;
  }
  CHECK(ground.store.admit(Ground::submission(), admission).refusal == expected);
  const job::Admitted fits = ground.store.admit(Ground::submission(), under("k", "another body"));
  CHECK_FALSE(fits.refusal);
  // A key that is known is answered however full it is.
  admission.key = under("k", "another body").key;
  CHECK(ground.store.admit(Ground::submission(), admission).id == fits.id);
}

TEST_CASE("the bounds of one organization do not touch another") {
  Ground ground;
  job::Admission admission;
  admission.bounds.pending_of_organization = 1;
  static_cast<void>(ground.store.submit(Ground::submission()));
  CHECK(ground.store.admit(Ground::submission(), admission).refusal);
  CHECK_FALSE(ground.store.admit(Ground::submission(kJeddah), admission).refusal);
  static_cast<void>(ground.claimed());  // a running job does not wait
  CHECK_FALSE(ground.store.admit(Ground::submission(), admission).refusal);
}

namespace {

/// The organizations whose load is not what the table of jobs holds.
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

std::int64_t wrong_loads(Ground& ground) { return wrong_loads(*ground.database.readers.acquire()); }

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

TEST_CASE("what bounds are held against is what the table holds, whatever becomes of jobs") {
  Ground ground;
  const base::JobId canceled = ground.store.submit(Ground::submission());
  REQUIRE(ground.store.cancel(kRiyadh, canceled));
  static_cast<void>(ground.store.submit(Ground::submission(kJeddah)));
  static_cast<void>(ground.claimed());
  for (int i = 0; i < 6; ++i) static_cast<void>(ground.store.submit(Ground::submission()));
  CHECK(wrong_loads(ground) == 0);
  const base::JobId kept = ground.completed({}, Ground::output("kept")).id;
  const base::JobId deleted = ground.completed({}, Ground::output("deleted")).id;
  const job::Fence failed = Ground::fence(ground.claimed());
  REQUIRE(ground.store.fail(failed, job::FailureCode::kReport, base::Message{"source.busy"}, {}));
  REQUIRE(ground.store.release(Ground::fence(ground.claimed())));
  REQUIRE(ground.store.defer(Ground::fence(ground.claimed()), 5s, base::Message{"source.busy"}));
  CHECK(wrong_loads(ground) == 0);
  REQUIRE(ground.store.remove(kRiyadh, deleted));
  CHECK(wrong_loads(ground) == 0);
  ground.clock.advance(24h * 365);
  CHECK(ground.shelf.expire() == std::vector<std::string>{"kept"});
  CHECK(wrong_loads(ground) == 0);
  CHECK(ground.shelf.forget() > 0);
  CHECK_FALSE(ground.store.find(kRiyadh, kept));
  CHECK(wrong_loads(ground) == 0);
  // Three of the six are left.
  CHECK_FALSE(
      ground.store.admit(Ground::submission(), {.bounds = {.pending_of_organization = 4}}).refusal);
  CHECK(
      ground.store.admit(Ground::submission(), {.bounds = {.pending_of_organization = 4}}).refusal);
}
