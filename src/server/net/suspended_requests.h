#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace server {

/// The connections whose requests wait for a topic to ring. Each has a seat, with its owner's name,
/// from its first pause to its answer, and is parked at a topic while nobody asks for it. One
/// thread.
class SuspendedRequests {
 public:
  void reserve(std::uint64_t connection, const std::string& owner);
  /// Gives up its seat, and its topic; nothing where it has none.
  void release(std::uint64_t connection);
  [[nodiscard]] std::size_t slot_count() const { return owners_.size(); }
  [[nodiscard]] std::size_t slot_count_of(const std::string& owner) const;

  /// False where the topic has rung since `seen`: whoever looked then has to look again.
  [[nodiscard]] bool suspend(std::uint64_t connection, const std::string& topic,
                             std::uint64_t seen);
  void remove(std::uint64_t connection);
  /// Those who waited for the topic, now parked no more. The empty topic is every topic.
  [[nodiscard]] std::vector<std::uint64_t> notify(std::uint64_t sequence, std::string_view topic);
  /// All of them, parked no more.
  [[nodiscard]] std::vector<std::uint64_t> clear();

 private:
  struct Notification {
    std::uint64_t sequence;
    std::string topic;
  };

  [[nodiscard]] bool was_notified(std::string_view topic, std::uint64_t since) const;

  std::unordered_map<std::uint64_t, std::string> owners_;
  std::unordered_map<std::string, std::size_t> slots_;  // by owner
  std::unordered_map<std::uint64_t, std::string> topics_;
  std::unordered_multimap<std::string, std::uint64_t> by_topic_;  // by topic
  std::deque<Notification> notifications_;                        // the last ones, in their order
};

}  // namespace server
