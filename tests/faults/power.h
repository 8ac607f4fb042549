#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "faults/disk.h"

/// What would be left of a directory after a power cut: for each file what it held at its last
/// sync, for each directory the names at its last sync. At every sync it can be written down as it
/// is just before, strictly (nothing unsynced is left) and mixed (some of what was not synced is,
/// page by page and directory by directory, as a seed says).
class Power {
 public:
  Power(Disk& disk, std::filesystem::path root);
  ~Power();
  Power(const Power&) = delete;
  Power& operator=(const Power&) = delete;

  /// Called just before each sync, by whoever syncs.
  void at_each_sync(std::function<void()> action);

  void write_strict(const std::filesystem::path& image) const;
  void write_mixed(const std::filesystem::path& image, std::uint32_t seed) const;

 private:
  using Names = std::map<std::string, ino_t>;

  void note(int descriptor);
  void write(const std::filesystem::path& image, ino_t directory, std::uint32_t* seed) const;
  [[nodiscard]] std::string contents(ino_t file, std::uint32_t* seed) const;

  Disk& disk_;
  const std::filesystem::path root_;
  std::function<void()> action_ = [] {};
  std::map<ino_t, std::string> files_;
  std::map<ino_t, Names> directories_;
};
