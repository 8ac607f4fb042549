#include "server/parking.h"

#include <algorithm>

namespace server {
namespace {

constexpr std::size_t kRemembered = 1024;  // rings

}  // namespace

void Parking::sit(std::uint64_t connection, const std::string& owner) {
  if (owners_.emplace(connection, owner).second) ++seats_[owner];
}

void Parking::rise(std::uint64_t connection) {
  leave(connection);
  const auto owner = owners_.find(connection);
  if (owner == owners_.end()) return;
  const auto seats = seats_.find(owner->second);
  if (--seats->second == 0) seats_.erase(seats);
  owners_.erase(owner);
}

std::size_t Parking::seats_of(const std::string& owner) const {
  const auto found = seats_.find(owner);
  return found == seats_.end() ? 0 : found->second;
}

bool Parking::park(std::uint64_t connection, const std::string& topic, std::uint64_t seen) {
  if (has_rung(topic, seen)) return false;
  topics_.insert_or_assign(connection, topic);
  parked_.emplace(topic, connection);
  return true;
}

void Parking::leave(std::uint64_t connection) {
  const auto topic = topics_.find(connection);
  if (topic == topics_.end()) return;
  auto [first, last] = parked_.equal_range(topic->second);
  first = std::find_if(first, last, [&](const auto& entry) { return entry.second == connection; });
  parked_.erase(first);
  topics_.erase(topic);
}

std::vector<std::uint64_t> Parking::ring(std::uint64_t number, std::string_view topic) {
  rings_.push_back({number, std::string{topic}});
  if (rings_.size() > kRemembered) rings_.pop_front();
  if (topic.empty()) return clear();
  std::vector<std::uint64_t> called;
  const auto [first, last] = parked_.equal_range(std::string{topic});
  for (auto entry = first; entry != last; ++entry) called.push_back(entry->second);
  for (const std::uint64_t connection : called) leave(connection);
  return called;
}

std::vector<std::uint64_t> Parking::clear() {
  std::vector<std::uint64_t> all;
  for (const auto& [connection, topic] : topics_) all.push_back(connection);
  topics_.clear();
  parked_.clear();
  return all;
}

/// What is older than memory may have been the topic.
bool Parking::has_rung(std::string_view topic, std::uint64_t since) const {
  if (rings_.empty() || rings_.back().number <= since) return false;
  if (rings_.front().number > since + 1 && rings_.size() == kRemembered) return true;
  return std::ranges::any_of(rings_, [&](const Ring& ring) {
    return ring.number > since && (ring.topic.empty() || ring.topic == topic);
  });
}

}  // namespace server
