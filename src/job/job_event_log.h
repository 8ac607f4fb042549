#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "job/job.h"

namespace job {

/// Status changes of jobs, numbered upwards from 1 in this process. The last few thousand are kept.
/// Thread-safe.
class JobEventLog {
 public:
  struct JobEvent {
    std::uint64_t sequence = 0;
    base::OrganizationUid organization;
    base::JobId job;
    std::string_view event;  // the name of its new status, or "deleted"
    /// Of a deleted job, without its request.
    std::shared_ptr<const Submission> deleted_snapshot = {};
  };
  using Listener = std::function<void(const JobEvent&)>;

  void publish(const base::OrganizationUid& organization, const base::JobId& job,
               std::string_view event, std::shared_ptr<const Submission> deleted_snapshot = {});

  /// Read it before looking something up, so that no change is missed.
  [[nodiscard]] std::uint64_t last_sequence() const;
  /// The organization's events after `sequence`; absent when one of them is not kept any more.
  [[nodiscard]] std::optional<std::vector<JobEvent>> events_after(
      std::uint64_t sequence, const base::OrganizationUid& organization) const;

  /// Calls the listener with each event, one after the other, in the thread that publishes it: it
  /// must be quick. There is at most one listener; {} removes it.
  void subscribe(Listener listener);

 private:
  mutable std::mutex mutex_;
  std::deque<JobEvent> events_;  // protected by mutex_, as are the next three
  /// Per organization: the sequence of the last event that is not kept any more.
  std::map<base::OrganizationUid, std::uint64_t> last_evicted_;
  std::uint64_t last_sequence_ = 0;
  Listener listener_;
};

}  // namespace job
