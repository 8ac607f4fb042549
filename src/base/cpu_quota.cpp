#include "base/cpu_quota.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace base {
namespace {

namespace fs = std::filesystem;

enum class Version { kV1, kV2 };

/// A mounted hierarchy of cgroups.
struct Mount {
  Version version;
  std::string group;  // the one that `folder` shows
  fs::path folder;
};

bool list_contains(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// mountinfo writes spaces and backslashes as octal numbers: "\040".
std::string unescaped(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view digits = text.substr(std::min(i + 1, text.size()), kDigits);
    if (text[i] != '\\' || digits.size() < kDigits || !std::ranges::all_of(digits, is_octal)) {
      plain += text[i];
      continue;
    }
    int octet = 0;
    for (const char digit : digits) octet = 8 * octet + (digit - '0');
    plain += static_cast<char>(octet);
    i += kDigits;
  }
  return plain;
}

/// Reads a line of mountinfo (proc(5)); absent unless it mounts cgroups that limit CPU time.
std::optional<Mount> parse_mount(const std::string& line, const fs::path& root) {
  std::istringstream fields{line};
  std::string ignored;
  std::string group;
  std::string folder;
  std::string field;
  fields >> ignored >> ignored >> ignored >> group >> folder;
  while (fields >> field && field != "-") {
  }
  std::string kind;
  std::string options;
  if (!(fields >> kind >> ignored >> options)) return std::nullopt;
  const bool is_v1 = kind == "cgroup" && list_contains(options, "cpu");
  if (kind != "cgroup2" && !is_v1) return std::nullopt;
  return Mount{is_v1 ? Version::kV1 : Version::kV2, unescaped(group),
               root / fs::path{unescaped(folder)}.relative_path()};
}

/// The process's group in a hierarchy: "/user.slice" in the line "0::/user.slice" of v2, or in
/// "4:cpu,cpuacct:/user.slice" of v1.
std::optional<std::string> find_group(Version version, const fs::path& root) {
  std::ifstream file{root / "proc/self/cgroup"};
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool is_match =
        version == Version::kV2 ? controllers.empty() : list_contains(controllers, "cpu");
    if (is_match) return line.substr(second + 1);
  }
  return std::nullopt;
}

/// The folders from the mount down to the group. A group of another namespace, which the mount does
/// not show, is taken for the mount's own.
std::vector<fs::path> folders(const Mount& mount, const std::string& group) {
  std::vector<fs::path> found{mount.folder};
  const std::string top = mount.group == "/" ? "" : mount.group;
  if (!group.starts_with(top + "/")) return found;
  for (const fs::path& part : fs::path{group.substr(top.size())}.relative_path()) {
    if (part == "..") return {mount.folder};
    found.push_back(found.back() / part);
  }
  return found;
}

/// Absent for "max" of v2 and -1 of v1, and when there is no such file.
std::optional<double> read_quota(const fs::path& folder, Version version) {
  double quota = 0;
  double period = 0;
  if (version == Version::kV2) {
    std::ifstream{folder / "cpu.max"} >> quota >> period;
  } else {
    std::ifstream{folder / "cpu.cfs_quota_us"} >> quota;
    std::ifstream{folder / "cpu.cfs_period_us"} >> period;
  }
  if (quota <= 0 || period <= 0) return std::nullopt;
  return quota / period;
}

}  // namespace

std::optional<double> cpu_quota(const fs::path& root) {
  std::optional<double> tightest;
  std::ifstream mounts{root / "proc/self/mountinfo"};
  for (std::string line; std::getline(mounts, line);) {
    const auto mount = parse_mount(line, root);
    const auto group = mount ? find_group(mount->version, root) : std::nullopt;
    if (!group) continue;
    for (const fs::path& folder : folders(*mount, *group)) {
      const auto quota = read_quota(folder, mount->version);
      if (quota) tightest = std::min(*quota, tightest.value_or(*quota));
    }
  }
  return tightest;
}

}  // namespace base
