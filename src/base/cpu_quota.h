#pragma once

#include <filesystem>
#include <optional>

namespace base {

/// The CPU quota of this process in processors (1.5): the smallest of its cgroups and their
/// parents; absent when none has a quota. Reads cpu.max of cgroup v2 and cpu.cfs_quota_us of v1.
/// `root` is where /proc and the mounts are found. Thread-safe.
[[nodiscard]] std::optional<double> cpu_quota(const std::filesystem::path& root = "/");

}  // namespace base
