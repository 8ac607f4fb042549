#include "faults/power.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>

namespace {

constexpr std::size_t kPage = 512;

struct stat status_of(const std::filesystem::path& path) {
  struct stat status {};
  ::lstat(path.c_str(), &status);
  return status;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The current path of the file or directory, if it still has a name.
std::optional<std::filesystem::path> find(const std::filesystem::path& root, ino_t inode) {
  if (status_of(root).st_ino == inode) return root;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (status_of(entry.path()).st_ino == inode) return entry.path();
  }
  return std::nullopt;
}

/// A shared-memory index and lock files do not survive a power cut.
bool is_kept(const std::filesystem::path& path) { return path.extension() != ".db-shm"; }

}  // namespace

Power::Power(Disk& disk, std::filesystem::path root) : disk_(disk), root_(std::move(root)) {
  disk_.watch({.before_sync = [this] { action_(); },
               .after_sync = [this](int descriptor) { note(descriptor); }});
}

Power::~Power() { disk_.watch({}); }

void Power::at_each_sync(std::function<void()> action) { action_ = std::move(action); }

void Power::note(int descriptor) {
  const std::filesystem::path path =
      std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor));
  const struct stat status = status_of(path);
  if (S_ISREG(status.st_mode)) files_[status.st_ino] = read(path);
  if (!S_ISDIR(status.st_mode)) return;
  Names names;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (is_kept(entry.path())) {
      names[entry.path().filename().string()] = status_of(entry.path()).st_ino;
    }
  }
  directories_[status.st_ino] = std::move(names);
}

void Power::write_strict(const std::filesystem::path& image) const {
  write(image, status_of(root_).st_ino, nullptr);
}

void Power::write_mixed(const std::filesystem::path& image, std::uint32_t seed) const {
  write(image, status_of(root_).st_ino, &seed);
}

void Power::write(const std::filesystem::path& image, ino_t directory, std::uint32_t* seed) const {
  std::filesystem::create_directory(image);
  const auto known = directories_.find(directory);
  Names names = known == directories_.end() ? Names{} : known->second;
  const auto now = find(root_, directory);
  if (seed != nullptr && now && (*seed = *seed * 1'664'525 + 1'013'904'223) % 2 == 0) {
    names.clear();
    for (const auto& entry : std::filesystem::directory_iterator(*now)) {
      if (is_kept(entry.path())) {
        names[entry.path().filename().string()] = status_of(entry.path()).st_ino;
      }
    }
  }
  for (const auto& [name, inode] : names) {
    const auto path = find(root_, inode);
    const bool is_directory =
        directories_.contains(inode) || (path && std::filesystem::is_directory(*path));
    if (is_directory) {
      write(image / name, inode, seed);
    } else {
      std::ofstream(image / name, std::ios::binary) << contents(inode, seed);
    }
  }
}

std::string Power::contents(ino_t file, std::uint32_t* seed) const {
  const auto known = files_.find(file);
  std::string bytes = known == files_.end() ? "" : known->second;
  const auto path = find(root_, file);
  if (seed == nullptr || !path) return bytes;
  const std::string now = read(*path);
  std::minstd_rand chance(*seed += 7);
  if (chance() % 2 == 0) bytes.resize(now.size(), '\0');
  for (std::size_t at = 0; at < std::min(bytes.size(), now.size()); at += kPage) {
    if (chance() % 2 == 0) {
      const std::size_t size = std::min({kPage, bytes.size() - at, now.size() - at});
      bytes.replace(at, size, now, at, size);
    }
  }
  return bytes;
}
