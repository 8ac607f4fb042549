#include "server/net/suspended_requests.h"

#include <algorithm>

namespace server {
namespace {

constexpr std::size_t kMaxNotifications = 1024;  // older ones are discarded

}  // namespace

void SuspendedRequests::reserve(std::uint64_t connection, const std::string& owner,
                                bool is_stream) {
  if (!owners_.try_emplace(connection, Slot{owner, is_stream}).second) return;
  ++slots_[owner];
  if (is_stream) ++streams_;
}

void SuspendedRequests::release(std::uint64_t connection) {
  remove(connection);
  const auto owner = owners_.find(connection);
  if (owner == owners_.end()) return;
  const auto slots = slots_.find(owner->second.owner);
  if (--slots->second == 0) slots_.erase(slots);
  if (owner->second.is_stream) --streams_;
  owners_.erase(owner);
}

std::size_t SuspendedRequests::slot_count_of(const std::string& owner) const {
  const auto found = slots_.find(owner);
  return found == slots_.end() ? 0 : found->second;
}

bool SuspendedRequests::suspend(std::uint64_t connection, const std::string& topic,
                                std::uint64_t seen) {
  if (was_notified(topic, seen)) return false;
  topics_.insert_or_assign(connection, topic);
  by_topic_.emplace(topic, connection);
  return true;
}

void SuspendedRequests::remove(std::uint64_t connection) {
  const auto topic = topics_.find(connection);
  if (topic == topics_.end()) return;
  auto [first, last] = by_topic_.equal_range(topic->second);
  first = std::find_if(first, last, [&](const auto& entry) { return entry.second == connection; });
  by_topic_.erase(first);
  topics_.erase(topic);
}

std::vector<std::uint64_t> SuspendedRequests::notify(std::uint64_t sequence,
                                                     std::string_view topic) {
  last_notified_ = std::max(last_notified_, sequence);
  notifications_.push_back({sequence, std::string{topic}});
  if (notifications_.size() > kMaxNotifications) {
    last_discarded_ = std::max(last_discarded_, notifications_.front().sequence);
    notifications_.pop_front();
  }
  if (topic.empty()) return clear();
  std::vector<std::uint64_t> notified;
  const auto [first, last] = by_topic_.equal_range(std::string{topic});
  for (auto entry = first; entry != last; ++entry) notified.push_back(entry->second);
  for (const std::uint64_t connection : notified) remove(connection);
  return notified;
}

std::vector<std::uint64_t> SuspendedRequests::clear() {
  std::vector<std::uint64_t> all;
  for (const auto& [connection, topic] : topics_) all.push_back(connection);
  topics_.clear();
  by_topic_.clear();
  return all;
}

/// A discarded notification may have been of the topic.
bool SuspendedRequests::was_notified(std::string_view topic, std::uint64_t since) const {
  if (last_notified_ <= since) return false;  // nearly always
  if (last_discarded_ > since) return true;
  return std::ranges::any_of(notifications_, [&](const Notification& notification) {
    return notification.sequence > since &&
           (notification.topic.empty() || notification.topic == topic);
  });
}

}  // namespace server
