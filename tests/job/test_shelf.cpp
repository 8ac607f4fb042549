#include "job/ground.h"

using namespace std::chrono_literals;

namespace {

job::Output lasting(const Ground& ground, std::chrono::seconds time, const std::string& file) {
  job::Output output = Ground::output(file);
  output.expires_at = ground.clock.now() + time;
  return output;
}

}  // namespace

TEST_CASE("a file goes at its time, its job a month later") {
  Ground ground;
  const base::JobId id = ground.store.submit(Ground::submission());
  static_cast<void>(ground.completed({}, lasting(ground, 1h, "one")));
  const base::JobId later = ground.store.submit(Ground::submission());
  static_cast<void>(ground.completed({}, lasting(ground, 2h, "two")));
  CHECK(ground.shelf.expire().empty());
  ground.clock.advance(1h);
  CHECK(ground.shelf.expire() == std::vector<std::string>{"one"});
  CHECK(ground.shelf.expire().empty());
  CHECK(ground.shelf.files() == std::set<std::string>{"two"});
  const job::Job job = ground.found(id);
  CHECK(job.status == job::Status::kCompleted);
  REQUIRE(job.output);
  CHECK(job.output->file.empty());
  CHECK(job.output->file_name == "invoices.xlsx");

  ground.clock.advance(job::kRowOutlivesFile - 1s);
  CHECK(ground.shelf.forget() == 0);
  ground.clock.advance(1s);
  CHECK(ground.shelf.forget() == 1);
  CHECK_FALSE(ground.store.find(kRiyadh, id));
  CHECK(ground.store.find(kRiyadh, later));
}

TEST_CASE("a job without a file is forgotten too, and one that has not ended never is") {
  Ground ground;
  const base::JobId canceled = ground.store.submit(Ground::submission());
  REQUIRE(ground.store.cancel(kRiyadh, canceled));
  const base::JobId waiting = ground.store.submit(Ground::submission());
  ground.clock.advance(job::kUsualRetention + job::kRowOutlivesFile);
  CHECK(ground.shelf.forget() == 1);
  CHECK_FALSE(ground.store.find(kRiyadh, canceled));
  CHECK(ground.store.find(kRiyadh, waiting));
}

TEST_CASE("more files than go at once go one batch after the other") {
  Ground ground;
  constexpr int kFiles = 250;
  for (int i = 0; i < kFiles; ++i) {
    static_cast<void>(ground.store.submit(Ground::submission()));
    static_cast<void>(ground.completed({}, lasting(ground, 1h, "file-" + std::to_string(i))));
  }
  ground.clock.advance(1h);
  std::set<std::string> gone;
  for (auto names = ground.shelf.expire(); !names.empty(); names = ground.shelf.expire()) {
    gone.insert(names.begin(), names.end());
  }
  CHECK(gone.size() == kFiles);
  ground.clock.advance(job::kRowOutlivesFile);
  CHECK(ground.shelf.forget() == kFiles);
}

TEST_CASE("a clock that is set moves what was to stay for a time") {
  Ground ground;
  static_cast<void>(ground.store.submit(Ground::submission()));
  static_cast<void>(ground.completed({}, lasting(ground, 1h, "one")));
  ground.clock.advance(24h * 365);  // nobody waited so long: the clock was wrong before
  ground.shelf.move_deadlines(24h * 365);
  CHECK(ground.shelf.expire().empty());
  ground.clock.advance(1h);
  CHECK(ground.shelf.expire().size() == 1);
}
