#pragma once

#include <filesystem>

#include "app/finding.h"
#include "base/time.h"

namespace app {

/// Checks a data directory without changing it; a server may be running on it. Not thread-safe.
class DataHealthCheck {
 public:
  DataHealthCheck(std::filesystem::path data, const base::Clock& clock);

  [[nodiscard]] Findings findings();
  /// Of the folder and the disk only, at once.
  [[nodiscard]] Findings quick_findings();
  /// Empty if the database cannot be read.
  [[nodiscard]] WaitingJobs waiting_jobs() const;

 private:
  void check_folder();
  void check_disk();
  void check_database();
  void check_files(const std::filesystem::path& database);
  void check_clock(const std::filesystem::path& database);
  void add(Finding::Level level, const char* subject, base::Message message);

  const std::filesystem::path data_;
  const base::Clock& clock_;
  Findings findings_;
};

}  // namespace app
