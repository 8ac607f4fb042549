#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace server {

/// Connections whose request waits for a notification of a topic (long poll, event stream). Each
/// has a slot, counted by owner, from its first suspension to its response. Event loop thread only.
class SuspendedRequests {
 public:
  void reserve(std::uint64_t connection, const std::string& owner, bool is_stream);
  /// Releases the connection's slot and topic, if it has any.
  void release(std::uint64_t connection);
  [[nodiscard]] std::size_t stream_count() const { return streams_; }
  [[nodiscard]] std::size_t wait_count() const { return owners_.size() - streams_; }
  [[nodiscard]] std::size_t slot_count_of(const std::string& owner) const;

  /// False if the topic was, or may have been, notified after `seen`. The connection is then not
  /// suspended, and the route looks again.
  [[nodiscard]] bool suspend(std::uint64_t connection, const std::string& topic,
                             std::uint64_t seen);
  void remove(std::uint64_t connection);
  /// Returns the connections that wait for the topic, and removes them from it. They keep their
  /// slots. "" is every topic.
  [[nodiscard]] std::vector<std::uint64_t> notify(std::uint64_t sequence, std::string_view topic);
  /// All waiting connections; they are removed from their topics.
  [[nodiscard]] std::vector<std::uint64_t> clear();

 private:
  struct Slot {
    std::string owner;
    bool is_stream;
  };
  struct Notification {
    std::uint64_t sequence;
    std::string topic;
  };

  [[nodiscard]] bool was_notified(std::string_view topic, std::uint64_t since) const;

  std::unordered_map<std::uint64_t, Slot> owners_;
  std::size_t streams_ = 0;                             // of owners_
  std::unordered_map<std::string, std::size_t> slots_;  // by owner
  std::unordered_map<std::uint64_t, std::string> topics_;
  std::unordered_multimap<std::string, std::uint64_t> by_topic_;  // by topic
  std::deque<Notification> notifications_;                        // the most recent ones
  std::uint64_t last_notified_ = 0;                               // the highest sequence
  std::uint64_t last_discarded_ = 0;                              // the highest of older ones
};

}  // namespace server
