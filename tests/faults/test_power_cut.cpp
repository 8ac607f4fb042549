#include <algorithm>
#include <set>
#include <vector>

#include "catch.h"
#include "faults/disk.h"
#include "faults/power.h"
#include "faults/rig.h"
#include "scratch.h"

namespace {

/// What callers knew when the power went, and what the disk had then.
struct Moment {
  std::filesystem::path image;
  std::string key;                 // empty: not told yet
  std::set<std::string> accepted;  // answered with 200
  std::set<std::string> completed;
};

void require_kept(const Moment& moment) {
  CAPTURE(moment.image.filename().string());
  Rig rig(moment.image);
  if (moment.key.empty()) return;
  rig.use_key(moment.key);
  // One whose answer was not sent yet may be among them, and is made like the others.
  const std::vector<std::string> jobs = rig.jobs();
  for (const std::string& id : jobs) {
    const json::Value job = rig.ended(id);
    CAPTURE(id, text(job, "log"));
    REQUIRE(text(job, "status") == "completed");
    CHECK(rig.has_whole_file(job));
    CHECK((text(job, "attempt") == "1" || !moment.completed.contains(id)));
  }
  for (const std::string& id : moment.accepted) CHECK(std::ranges::find(jobs, id) != jobs.end());
  CHECK(rig.files() == jobs.size());
}

}  // namespace

TEST_CASE("a power cut at any sync takes back nothing that was told, and leaves no half file") {
  const Scratch scratch;
  const std::filesystem::path root = scratch.path() / "disk";
  const std::filesystem::path images = scratch.path() / "images";
  for (const auto& path : {root, images}) std::filesystem::create_directory(path);

  std::mutex mutex;  // workers sync while the caller learns
  Moment known;
  std::vector<Moment> moments;
  {
    Disk disk(root);
    Power power(disk, root);
    std::uint32_t cuts = 0;
    power.at_each_sync([&] {
      const std::lock_guard hold(mutex);
      ++cuts;
      for (const bool strict : {true, false}) {
        Moment moment = known;
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
    Rig rig(root / "data");
    const std::string key = rig.create_key();
    {
      const std::lock_guard hold(mutex);
      known.key = key;
    }
    for (int i = 0; i < 3; ++i) {
      const auto job = rig.submit();
      REQUIRE(job);
      {
        const std::lock_guard hold(mutex);
        known.accepted.insert(*job);
      }
      REQUIRE(text(rig.ended(*job), "status") == "completed");
      const std::lock_guard hold(mutex);
      known.completed.insert(*job);
    }
  }
  WARN(moments.size() << " moments");
  CHECK(moments.size() > 30);
  for (const Moment& moment : moments) require_kept(moment);
}
