#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "faults/disk.h"

/// Records what a power cut would leave of a directory: each file's contents and each directory's
/// names at its last sync. It writes an image of that at any sync: strict (without anything
/// unsynced) or mixed (with some unsynced pages and directories, chosen by a seed).
class Power {
 public:
  Power(Disk& disk, std::filesystem::path root);
  ~Power();
  Power(const Power&) = delete;
  Power& operator=(const Power&) = delete;

  /// The action runs just before each sync, in the thread that syncs.
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
