#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace app {

/// setup.toml: the settings of `serve` that `gormic-bi setup` decides. It is read after the file
/// that the administrator edits, and no person needs to edit it. Not thread-safe.
class SetupFile {
 public:
  /// Reads the file if it is there. Throws base::Error if it cannot be read.
  explicit SetupFile(std::filesystem::path file);

  [[nodiscard]] const std::filesystem::path& path() const { return file_; }
  void set(const std::string& key, const std::string& value) { values_[key] = {value}; }
  void remove(const std::string& key) { values_.erase(key); }
  /// Replaces the file: mode 0640, of this user and `group`. False if it was like that before.
  [[nodiscard]] bool write(gid_t group) const;

 private:
  const std::filesystem::path file_;
  std::map<std::string, std::vector<std::string>> values_;  // by key of [serve]
};

/// A value as TOML has it: numbers and truth values as they are, others in quotation marks; several
/// as an array.
[[nodiscard]] std::string toml_value(const std::vector<std::string>& values);

}  // namespace app
