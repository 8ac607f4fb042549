#include "job/news.h"

#include <utility>

namespace job {
namespace {

constexpr std::size_t kKept = 4096;

}  // namespace

void News::tell(const base::OrganizationUid& organization, const base::JobId& job,
                std::string_view event, std::shared_ptr<const Submission> was) {
  const std::lock_guard hold(mutex_);
  items_.push_back({++last_, organization, job, event, std::move(was)});
  if (items_.size() > kKept) {
    forgotten_[items_.front().organization] = items_.front().number;
    items_.pop_front();
  }
  if (listener_) listener_(items_.back());
}

std::uint64_t News::last() const {
  const std::lock_guard hold(mutex_);
  return last_;
}

std::optional<std::vector<News::Item>> News::since(
    std::uint64_t number, const base::OrganizationUid& organization) const {
  const std::lock_guard hold(mutex_);
  const auto forgotten = forgotten_.find(organization);
  const bool is_missing = forgotten != forgotten_.end() && forgotten->second > number;
  if (number > last_ || is_missing) return std::nullopt;
  std::vector<Item> found;
  for (const Item& item : items_) {
    if (item.number > number && item.organization == organization) found.push_back(item);
  }
  return found;
}

void News::listen(Listener listener) {
  const std::lock_guard hold(mutex_);
  listener_ = std::move(listener);
}

}  // namespace job
