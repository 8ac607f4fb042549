#pragma once

#include <filesystem>
#include <optional>

namespace base {

/// How many processors' time the cgroups of this process may use (1.5), by the tightest quota among
/// them and those above them; absent where none has one. Reads cgroup v2's cpu.max and v1's
/// cpu.cfs_quota_us. `root` is where /proc and the mounts are found.
[[nodiscard]] std::optional<double> cpu_quota(const std::filesystem::path& root = "/");

}  // namespace base
