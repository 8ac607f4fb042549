#include "job/job_event_log.h"

#include <utility>

namespace job {
namespace {

constexpr std::size_t kMaxEvents = 4096;

}  // namespace

void JobEventLog::publish(const base::OrganizationUid& organization, const base::JobId& job,
                          std::string_view event,
                          std::shared_ptr<const Submission> deleted_snapshot) {
  const std::lock_guard hold(mutex_);
  events_.push_back({++last_sequence_, organization, job, event, std::move(deleted_snapshot)});
  if (events_.size() > kMaxEvents) {
    last_evicted_[events_.front().organization] = events_.front().sequence;
    events_.pop_front();
  }
  if (listener_) listener_(events_.back());
}

std::uint64_t JobEventLog::last_sequence() const {
  const std::lock_guard hold(mutex_);
  return last_sequence_;
}

std::optional<std::vector<JobEventLog::JobEvent>> JobEventLog::events_after(
    std::uint64_t sequence, const base::OrganizationUid& organization) const {
  const std::lock_guard hold(mutex_);
  const auto evicted = last_evicted_.find(organization);
  const bool is_missing = evicted != last_evicted_.end() && evicted->second > sequence;
  if (sequence > last_sequence_ || is_missing) return std::nullopt;
  std::vector<JobEvent> found;
  for (const JobEvent& event : events_) {
    if (event.sequence > sequence && event.organization == organization) found.push_back(event);
  }
  return found;
}

void JobEventLog::subscribe(Listener listener) {
  const std::lock_guard hold(mutex_);
  listener_ = std::move(listener);
}

}  // namespace job
