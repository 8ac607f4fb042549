#include <fstream>

#include "support/catch.h"
#include "worker/retention_sweeper.h"
#include "worker/fixture.h"

using namespace std::chrono_literals;

namespace {

struct SweeperFixture : WorkerFixture {
  job::JobRetention retention{database.writer, database.readers, clock};
  worker::RetentionSweeper sweeper{retention, file_store, clock, log};

  base::JobId complete_job() {
    const base::JobId id = submit();
    worker::JobRun(context, store.claim(epoch).value()).run({});
    return id;
  }
};

}  // namespace

TEST_CASE("a file is deleted when its time has come, and its job says so") {
  SweeperFixture fixture;
  fixture.renderer.data_model.limits.retention = 48h;
  const base::JobId id = fixture.complete_job();
  fixture.clock.advance(48h - 1s);
  fixture.sweeper.run_once();
  CHECK(fixture.count_files() == 1);
  fixture.clock.advance(1s);
  fixture.sweeper.run_once();
  CHECK(fixture.count_files() == 0);
  CHECK(fixture.find(id).output->file.empty());
  fixture.clock.advance(job::kRowRetentionAfterFile);
  fixture.sweeper.run_once();
  CHECK_FALSE(fixture.store.find(base::OrganizationUid{"riyadh"}, id));
}

TEST_CASE("a change of the clock neither shortens nor extends retention") {
  SweeperFixture fixture;
  fixture.renderer.data_model.limits.retention = 48h;
  static_cast<void>(fixture.complete_job());
  const std::chrono::hours by = GENERATE(24h * 3'650, -24h * 3'650, 2h);
  fixture.clock.set(by);
  fixture.sweeper.run_once();
  CHECK(fixture.count_files() == 1);
  fixture.clock.advance(48h);
  fixture.sweeper.run_once();
  CHECK(fixture.count_files() == 0);
}

TEST_CASE("the retention sweeper runs in its own thread, and stops when it is destroyed") {
  SweeperFixture fixture;
  static_cast<void>(fixture.complete_job());
  fixture.clock.advance(24h * 8);
  const std::uint64_t rings = fixture.retention.expiry_event().version();
  fixture.sweeper.start();
  CHECK(fixture.retention.expiry_event().wait(rings, {}));
}
