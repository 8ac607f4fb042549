#include "worker/retention_sweeper.h"

#include <exception>
#include <stop_token>
#include <string>
#include <utility>

#include "base/sleep.h"

namespace worker {
namespace {

constexpr std::chrono::minutes kSweepInterval{1};
constexpr std::chrono::seconds kDiskCheckInterval{2};
constexpr std::chrono::minutes kMinClockChange{1};  // less is drift, or its correction

}  // namespace

RetentionSweeper::RetentionSweeper(job::JobRetention& retention, const FileStore& file_store,
                                   const base::Clock& clock, base::Log& log)
    : retention_(retention), file_store_(file_store), clock_(clock), log_(log), drift_(drift()) {}

void RetentionSweeper::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    auto next_sweep = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
      if (const auto now = std::chrono::steady_clock::now(); now >= next_sweep) {
        next_sweep = now + kSweepInterval;
        run_once();
      }
      check_disk();
      base::sleep_unless_stopped(kDiskCheckInterval, stop);
    }
  });
}

void RetentionSweeper::run_once() {
  try {
    adjust_for_clock_change();
    delete_files();
    const std::size_t purged = retention_.purge_jobs();
    if (purged > 0) log_.info("jobs.purged", {{"jobs", std::to_string(purged)}});
  } catch (const std::exception& error) {
    log_.error("retention.failed", {{"what", error.what()}});
  }
}

void RetentionSweeper::adjust_for_clock_change() {
  const std::chrono::microseconds now = drift();
  const std::chrono::microseconds by = now - drift_;
  if (std::chrono::abs(by) < kMinClockChange) return;
  retention_.shift_deadlines(by);
  drift_ = now;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(by).count();
  log_.warning("clock.set", {{"seconds", std::to_string(seconds)}});
}

void RetentionSweeper::delete_files() {
  std::size_t deleted = 0;
  for (auto names = retention_.expire_files(); !names.empty(); names = retention_.expire_files()) {
    for (const std::string& name : names) file_store_.remove(name);
    deleted += names.size();
  }
  if (deleted > 0) log_.info("files.expired", {{"files", std::to_string(deleted)}});
}

void RetentionSweeper::check_disk() {
  const bool is_full = !file_store_.has_free_space();
  if (std::exchange(is_disk_full_, is_full) == is_full) return;
  const std::string free = std::to_string(file_store_.space().available >> 20U);
  if (is_full) {
    log_.warning("disk.full", {{"freeMegabytes", free}, {"effect", "new jobs are refused"}});
  } else {
    log_.info("disk.has_room", {{"freeMegabytes", free}});
  }
}

std::chrono::microseconds RetentionSweeper::drift() const {
  return clock_.now().time_since_epoch() - clock_.steady();
}

}  // namespace worker
