#include "job/progress.h"

#include <algorithm>

namespace job {

std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::kStarting:
      return "starting";
    case Phase::kQuerying:
      return "querying";
    case Phase::kWriting:
      return "writing";
    case Phase::kFinishing:
      return "finishing";
  }
  return "";
}

std::optional<int> Progress::percent() const {
  const std::int64_t expected = expected_rows_;
  if (expected < 0) return std::nullopt;
  if (expected == 0) return 100;
  return static_cast<int>(std::clamp<std::int64_t>(rows() * 100 / expected, 0, 100));
}

std::shared_ptr<Progress> ProgressTable::open(const base::JobId& job) {
  auto progress = std::make_shared<Progress>();
  const std::lock_guard hold(mutex_);
  table_[job] = progress;
  return progress;
}

void ProgressTable::close(const base::JobId& job) {
  const std::lock_guard hold(mutex_);
  table_.erase(job);
}

std::shared_ptr<const Progress> ProgressTable::find(const base::JobId& job) const {
  const std::lock_guard hold(mutex_);
  const auto found = table_.find(job);
  return found == table_.end() ? nullptr : found->second;
}

void ProgressTable::cancel(const base::JobId& job) const {
  std::shared_ptr<Progress> progress;
  {
    const std::lock_guard hold(mutex_);
    const auto found = table_.find(job);
    if (found != table_.end()) progress = found->second;
  }
  if (progress) progress->cancel();
}

}  // namespace job
