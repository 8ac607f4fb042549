#include <fstream>

#include "support/catch.h"
#include "worker/caretaker.h"
#include "worker/workshop.h"

using namespace std::chrono_literals;

namespace {

struct House : Workshop {
  job::JobRetention shelf{database.writer, database.readers, clock};
  worker::Caretaker caretaker{shelf, spool, clock, log};

  base::JobId completed() {
    const base::JobId id = submit();
    worker::Turn(place, store.claim(epoch).value()).run({});
    return id;
  }
};

}  // namespace

TEST_CASE("a file is deleted when its time has come, and its job says so") {
  House house;
  house.maker.data_model.limits.retention = 48h;
  const base::JobId id = house.completed();
  house.clock.advance(48h - 1s);
  house.caretaker.go_round();
  CHECK(house.files() == 1);
  house.clock.advance(1s);
  house.caretaker.go_round();
  CHECK(house.files() == 0);
  CHECK(house.found(id).output->file.empty());
  house.clock.advance(job::kRowRetentionAfterFile);
  house.caretaker.go_round();
  CHECK_FALSE(house.store.find(base::OrganizationUid{"riyadh"}, id));
}

TEST_CASE("a clock that is set deletes nothing before its time, and keeps nothing beyond it") {
  House house;
  house.maker.data_model.limits.retention = 48h;
  static_cast<void>(house.completed());
  const std::chrono::hours by = GENERATE(24h * 3'650, -24h * 3'650, 2h);
  house.clock.set(by);
  house.caretaker.go_round();
  CHECK(house.files() == 1);
  house.clock.advance(48h);
  house.caretaker.go_round();
  CHECK(house.files() == 0);
}

TEST_CASE("the caretaker goes round by itself, and stops when it is told") {
  House house;
  static_cast<void>(house.completed());
  house.clock.advance(24h * 8);
  const std::uint64_t rings = house.shelf.expiry_event().version();
  house.caretaker.start();
  CHECK(house.shelf.expiry_event().wait(rings, {}));
}
