#include "job/fixture.h"

using namespace std::chrono_literals;

namespace {

job::Output lasting(const JobFixture& fixture, std::chrono::seconds time, const std::string& file) {
  job::Output output = JobFixture::output(file);
  output.expires_at = fixture.clock.now() + time;
  return output;
}

}  // namespace

TEST_CASE("a file is deleted when it expires, its job a month later") {
  JobFixture fixture;
  const base::JobId id = fixture.store.submit(JobFixture::submission());
  static_cast<void>(fixture.complete_next({}, lasting(fixture, 1h, "one")));
  const base::JobId later = fixture.store.submit(JobFixture::submission());
  static_cast<void>(fixture.complete_next({}, lasting(fixture, 2h, "two")));
  CHECK(fixture.retention.expire_files().empty());
  fixture.clock.advance(1h);
  CHECK(fixture.retention.expire_files() == std::vector<std::string>{"one"});
  CHECK(fixture.retention.expire_files().empty());
  CHECK(fixture.retention.stored_files() == std::set<std::string>{"two"});
  const job::Job job = fixture.find(id);
  CHECK(job.status == job::Status::kCompleted);
  REQUIRE(job.output);
  CHECK(job.output->file.empty());
  CHECK(job.output->file_name == "invoices.xlsx");

  fixture.clock.advance(job::kRowRetentionAfterFile - 1s);
  CHECK(fixture.retention.purge_jobs() == 0);
  fixture.clock.advance(1s);
  CHECK(fixture.retention.purge_jobs() == 1);
  CHECK_FALSE(fixture.store.find(kRiyadh, id));
  CHECK(fixture.store.find(kRiyadh, later));
}

TEST_CASE("a job without a file is purged, too, and one that is not terminal never is") {
  JobFixture fixture;
  const base::JobId canceled = fixture.store.submit(JobFixture::submission());
  REQUIRE(fixture.store.cancel(kRiyadh, canceled));
  const base::JobId waiting = fixture.store.submit(JobFixture::submission());
  fixture.clock.advance(base::kDefaultRetention + job::kRowRetentionAfterFile);
  CHECK(fixture.retention.purge_jobs() == 1);
  CHECK_FALSE(fixture.store.find(kRiyadh, canceled));
  CHECK(fixture.store.find(kRiyadh, waiting));
}

TEST_CASE("many expired files are removed batch by batch") {
  JobFixture fixture;
  constexpr int kFiles = 250;
  for (int i = 0; i < kFiles; ++i) {
    static_cast<void>(fixture.store.submit(JobFixture::submission()));
    static_cast<void>(fixture.complete_next({}, lasting(fixture, 1h, "file-" + std::to_string(i))));
  }
  fixture.clock.advance(1h);
  std::set<std::string> gone;
  for (auto names = fixture.retention.expire_files(); !names.empty();
       names = fixture.retention.expire_files()) {
    gone.insert(names.begin(), names.end());
  }
  CHECK(gone.size() == kFiles);
  fixture.clock.advance(job::kRowRetentionAfterFile);
  CHECK(fixture.retention.purge_jobs() == kFiles);
}

TEST_CASE("a change of the clock shifts the deadlines") {
  JobFixture fixture;
  static_cast<void>(fixture.store.submit(JobFixture::submission()));
  static_cast<void>(fixture.complete_next({}, lasting(fixture, 1h, "one")));
  fixture.clock.advance(24h * 365);  // a change of the clock, not elapsed time
  fixture.retention.shift_deadlines(24h * 365);
  CHECK(fixture.retention.expire_files().empty());
  fixture.clock.advance(1h);
  CHECK(fixture.retention.expire_files().size() == 1);
}
