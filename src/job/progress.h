#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>

#include "base/id.h"

namespace job {

enum class Phase { kStarting, kQuerying, kWriting, kFinishing };

/// "querying", as in the job's status.
[[nodiscard]] std::string_view name(Phase phase);

/// How far one rendering is, and whether its job was canceled or deleted. Thread-safe; only the
/// rendering thread writes the phase and the rows.
class Progress {
 public:
  void enter(Phase phase) { phase_ = phase; }
  void expect_rows(std::int64_t rows) { expected_rows_ = rows; }
  void write_rows(std::int64_t so_far) { rows_.store(so_far, std::memory_order_relaxed); }

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] std::int64_t rows() const { return rows_.load(std::memory_order_relaxed); }
  /// 0 to 100; absent while the number of rows is not known.
  [[nodiscard]] std::optional<int> percent() const;

  void cancel() { canceled_.request_stop(); }
  [[nodiscard]] std::stop_token canceled() const { return canceled_.get_token(); }

 private:
  std::stop_source canceled_;
  std::atomic<Phase> phase_ = Phase::kStarting;
  std::atomic<std::int64_t> rows_ = 0;
  std::atomic<std::int64_t> expected_rows_ = -1;
};

/// The progress of the jobs that run in this process. Thread-safe.
class ProgressTable {
 public:
  /// The Progress of a job that starts.
  [[nodiscard]] std::shared_ptr<Progress> open(const base::JobId& job);
  void close(const base::JobId& job);
  /// Null unless the job runs here.
  [[nodiscard]] std::shared_ptr<const Progress> find(const base::JobId& job) const;
  /// Called after Store::cancel() or remove(): a worker that opens the job's progress later finds
  /// that it has lost the fence.
  void cancel(const base::JobId& job) const;

 private:
  mutable std::mutex mutex_;
  std::map<base::JobId, std::shared_ptr<Progress>> table_;  // protected by mutex_
};

}  // namespace job
