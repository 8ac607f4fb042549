#pragma once

#include <filesystem>
#include <string_view>

#include "app/finding.h"
#include "base/time.h"
#include "worker/file_store.h"

namespace app {

/// Checks a data directory without changing it; a server may be running on it. Not thread-safe.
class DataHealthCheck {
 public:
  /// `disk_reserve`: bytes of disk that a server keeps free.
  DataHealthCheck(std::filesystem::path data, const base::Clock& clock,
                  std::uintmax_t disk_reserve = worker::FileStore::kDefaultReserveBytes);

  [[nodiscard]] Findings findings();
  /// Of folder, disk and clock only, without reading whole tables.
  [[nodiscard]] Findings quick_findings();
  /// Empty if the database cannot be read.
  [[nodiscard]] WaitingJobs waiting_jobs() const;

 private:
  void check_folder();
  void check_disk();
  void check_database();
  void check_files(const std::filesystem::path& database);
  /// `statement` of sql/job returns the newest time in the database.
  void check_clock(const std::filesystem::path& database, std::string_view statement);
  void add(Finding::Level level, const char* subject, base::Message message);

  const std::filesystem::path data_;
  const base::Clock& clock_;
  const std::uintmax_t disk_reserve_;
  Findings findings_;
};

}  // namespace app
