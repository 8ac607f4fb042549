#include <algorithm>
#include <set>
#include <vector>

#include "support/catch.h"
#include "faults/disk.h"
#include "faults/power.h"
#include "faults/fixture.h"
#include "support/temp_dir.h"

namespace {

/// What clients knew at the power cut, and what the disk had then.
struct Snapshot {
  std::filesystem::path image;
  std::string key;                 // empty: not returned yet
  std::set<std::string> accepted;  // answered with 200
  std::set<std::string> completed;
};

void require_kept(const Snapshot& moment) {
  CAPTURE(moment.image.filename().string());
  AppFixture app_fixture(moment.image);
  if (moment.key.empty()) return;
  app_fixture.use_key(moment.key);
  // A job whose response was not sent yet may be among them, and runs like the others.
  const std::vector<std::string> jobs = app_fixture.jobs();
  for (const std::string& id : jobs) {
    const json::Value job = app_fixture.wait_for_end(id);
    CAPTURE(id, text(job, "log"));
    REQUIRE(text(job, "status") == "completed");
    CHECK(app_fixture.has_whole_file(job));
    CHECK((text(job, "attempt") == "1" || !moment.completed.contains(id)));
  }
  for (const std::string& id : moment.accepted) CHECK(std::ranges::find(jobs, id) != jobs.end());
  CHECK(app_fixture.files() == jobs.size());
}

}  // namespace

TEST_CASE(
    "a power cut at any sync loses nothing that was acknowledged, and leaves no incomplete file") {
  const TempDir temp_dir;
  const std::filesystem::path root = temp_dir.path() / "disk";
  const std::filesystem::path images = temp_dir.path() / "images";
  for (const auto& path : {root, images}) std::filesystem::create_directory(path);

  std::mutex mutex;  // workers sync while the client receives responses
  Snapshot known;
  std::vector<Snapshot> moments;
  {
    Disk disk(root);
    Power power(disk, root);
    std::uint32_t cuts = 0;
    power.at_each_sync([&] {
      const std::lock_guard hold(mutex);
      ++cuts;
      for (const bool strict : {true, false}) {
        Snapshot moment = known;
        moment.image = images / (std::to_string(cuts) + (strict ? "-strict" : "-mixed"));
        const std::filesystem::path whole = moment.image.string() + ".disk";
        strict ? power.write_strict(whole) : power.write_mixed(whole, cuts);
        if (!std::filesystem::exists(whole / "data")) {
          if (!known.key.empty()) FAIL_CHECK("the data directory itself is lost");
          continue;
        }
        std::filesystem::rename(whole / "data", moment.image);
        moments.push_back(std::move(moment));
      }
    });
    AppFixture app_fixture(root / "data");
    const std::string key = app_fixture.create_key();
    {
      const std::lock_guard hold(mutex);
      known.key = key;
    }
    for (int i = 0; i < 3; ++i) {
      const auto job = app_fixture.submit();
      REQUIRE(job);
      {
        const std::lock_guard hold(mutex);
        known.accepted.insert(*job);
      }
      REQUIRE(text(app_fixture.wait_for_end(*job), "status") == "completed");
      const std::lock_guard hold(mutex);
      known.completed.insert(*job);
    }
  }
  WARN(moments.size() << " moments");
  CHECK(moments.size() > 30);
  for (const Snapshot& moment : moments) require_kept(moment);
}
