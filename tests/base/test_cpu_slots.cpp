#include <sched.h>

#include <fstream>
#include <memory>
#include <thread>

#include "base/cpu_slots.h"
#include "base/cpu_quota.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace {

namespace fs = std::filesystem;

/// A folder with the files that describe a process's cgroups below /.
class Root {
 public:
  Root& write(const std::string& file, const std::string& text) {
    fs::create_directories((scratch_->path() / file).parent_path());
    std::ofstream{scratch_->path() / file} << text;
    return *this;
  }
  [[nodiscard]] std::optional<double> quota() const { return base::cpu_quota(scratch_->path()); }

 private:
  std::unique_ptr<TempDir> scratch_ = std::make_unique<TempDir>();
};

const std::string kMounts = "proc/self/mountinfo";
const std::string kGroups = "proc/self/cgroup";
const std::string kRootMount = "22 1 0:5 / / rw - ext4 /dev/sda1 rw\n";

/// A system with cgroup v2 only, and a process in one of its groups.
Root v2(const std::string& group, const std::string& mount_root = "/") {
  Root root;
  root.write(kMounts, kRootMount + "30 22 0:26 " + mount_root +
                          " /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
  root.write(kGroups, "0::" + group + "\n");
  return root;
}

/// A system with cgroup v1, as usual from 2012 to 2022.
Root v1(const std::string& group, const std::string& mount_root = "/") {
  Root root;
  root.write(kMounts, kRootMount + "29 22 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup rw\n" +
                          "31 22 0:28 " + mount_root +
                          " /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n" +
                          "33 22 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n");
  root.write(kGroups, "5:cpuset:/\n4:cpu,cpuacct:" + group + "\n1:name=systemd:" + group +
                          "\n0::" + group + "\n");
  return root;
}

}  // namespace

TEST_CASE("a quota of cgroup v2 is found, the smallest of the group and its parents") {
  Root root = v2("/system.slice/gormic-bi.service");
  CHECK_FALSE(root.quota());
  const std::string group = "sys/fs/cgroup/system.slice/gormic-bi.service/cpu.max";
  CHECK(root.write(group, "150000 100000\n").quota() == 1.5);
  CHECK(root.write(group, "max 100000\n").quota() == std::nullopt);
  CHECK(root.write("sys/fs/cgroup/system.slice/cpu.max", "400000 100000\n").quota() == 4);
  CHECK(root.write(group, "800000 100000\n").quota() == 4);
  CHECK(root.write(group, "25000 50000\n").quota() == 0.5);
}

TEST_CASE("a container's quota is found, with and without its own namespace") {
  CHECK(v2("/").write("sys/fs/cgroup/cpu.max", "200000 100000\n").quota() == 2);
  // The container's group is mounted in the place of the system's.
  CHECK(v2("/docker/abc", "/docker/abc").write("sys/fs/cgroup/cpu.max", "200000 100000").quota() ==
        2);
  CHECK(v2("/docker/abc/inner", "/docker/abc")
            .write("sys/fs/cgroup/inner/cpu.max", "100000 100000")
            .quota() == 1);
  // A namespace does not show the path of a group outside of it.
  CHECK(v2("/../other").write("sys/fs/cgroup/cpu.max", "300000 100000").quota() == 3);
  CHECK(v2("/elsewhere", "/docker/abc").write("sys/fs/cgroup/cpu.max", "300000 100000").quota() ==
        3);
  CHECK(v2("/docker/abcd", "/docker/abc").write("sys/fs/cgroup/cpu.max", "300000 100000").quota() ==
        3);
}

TEST_CASE("a quota of cgroup v1 is found") {
  const std::string folder = "sys/fs/cgroup/cpu,cpuacct/";
  Root root = v1("/docker/abc");
  CHECK_FALSE(root.quota());
  root.write(folder + "docker/abc/cpu.cfs_quota_us", "-1\n");
  root.write(folder + "docker/abc/cpu.cfs_period_us", "100000\n");
  CHECK_FALSE(root.quota());
  CHECK(root.write(folder + "docker/abc/cpu.cfs_quota_us", "250000\n").quota() == 2.5);
  root.write(folder + "docker/cpu.cfs_period_us", "50000\n");
  CHECK(root.write(folder + "docker/cpu.cfs_quota_us", "50000\n").quota() == 1);
  Root container = v1("/docker/abc", "/docker/abc");
  container.write(folder + "cpu.cfs_period_us", "100000\n");
  CHECK(container.write(folder + "cpu.cfs_quota_us", "300000\n").quota() == 3);
}

TEST_CASE("malformed cgroup files give no quota and no error") {
  CHECK_FALSE(Root{}.quota());
  CHECK_FALSE(Root{}.write(kMounts, "nonsense\n\n- - -\n").write(kGroups, ":\n0\n\n").quota());
  for (const char* text : {"", "nonsense", "-5 100000", "100000 0", "100000", "0 100000"}) {
    CAPTURE(text);
    CHECK_FALSE(v2("/a").write("sys/fs/cgroup/a/cpu.max", text).quota());
  }
  Root root;
  root.write(kMounts, R"(30 22 0:26 / /with\040a\134blank rw - cgroup2 cgroup2 rw)"
                      "\n");
  root.write(kGroups, "0::/a b\n");
  CHECK(root.write(R"(with a\blank/a b/cpu.max)", "100000 100000").quota() == 1);
}

TEST_CASE("a thread that may run on one processor has one usable core") {
  const int all = base::usable_cores();
  CHECK(all >= 1);
  CHECK(all <= static_cast<int>(std::thread::hardware_concurrency()));
  int bound = 0;
  std::jthread([&] {
    cpu_set_t set;
    CHECK(::sched_getaffinity(0, sizeof set, &set) == 0);
    int first = 0;
    while (!CPU_ISSET(first, &set)) ++first;
    CPU_ZERO(&set);
    CPU_SET(first, &set);
    CHECK(::sched_setaffinity(0, sizeof set, &set) == 0);
    bound = base::usable_cores();
  }).join();
  CHECK(bound == 1);
}
