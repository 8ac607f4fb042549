#pragma once

#include <filesystem>

#include "app/finding.h"
#include "base/time.h"

namespace app {

/// Looks at a data directory, beside a running server or without one, and changes nothing.
class DataCheckup {
 public:
  DataCheckup(std::filesystem::path data, const base::Clock& clock);

  [[nodiscard]] Findings findings();
  /// None where the database cannot be read.
  [[nodiscard]] WaitingJobs waiting_jobs() const;

 private:
  void look_at_folder();
  void look_at_disk();
  void look_at_database();
  void look_at_files(const std::filesystem::path& database);
  void look_at_clock(const std::filesystem::path& database);
  void add(Finding::Level level, const char* subject, base::Message words);

  const std::filesystem::path data_;
  const base::Clock& clock_;
  Findings findings_;
};

}  // namespace app
