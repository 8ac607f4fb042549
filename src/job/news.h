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

/// What becomes of jobs, numbered upwards from 1 in this process. The last few thousand are kept.
/// Any thread.
class News {
 public:
  struct Item {
    std::uint64_t number = 0;
    base::OrganizationUid organization;
    base::JobId job;
    std::string_view event;                      // the name of its new status, or "deleted"
    std::shared_ptr<const Submission> was = {};  // of a deleted one, without its request
  };
  using Listener = std::function<void(const Item&)>;

  void tell(const base::OrganizationUid& organization, const base::JobId& job,
            std::string_view event, std::shared_ptr<const Submission> was = {});

  /// The number of the last one. Take it before looking something up, so that no change is missed.
  [[nodiscard]] std::uint64_t last() const;
  /// Those of the organization after that number; absent where one of them is not kept any more.
  [[nodiscard]] std::optional<std::vector<Item>> since(
      std::uint64_t number, const base::OrganizationUid& organization) const;

  /// Is called with each one, in the thread that tells it, one after the other: it must be quick.
  /// There is one listener; {} is none.
  void listen(Listener listener);

 private:
  mutable std::mutex mutex_;
  std::deque<Item> items_;  // protected by mutex_, as are the next three
  /// Of each organization the number of the last one that is not kept any more.
  std::map<base::OrganizationUid, std::uint64_t> forgotten_;
  std::uint64_t last_ = 0;
  Listener listener_;
};

}  // namespace job
