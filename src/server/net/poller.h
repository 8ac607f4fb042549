#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "base/file_descriptor.h"

struct epoll_event;

namespace server {

/// Reports which file descriptors are ready. Owns an epoll instance. Event loop thread only.
class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// `events` as in epoll_ctl(2); EPOLLERR and EPOLLHUP are always reported. Closing a descriptor
  /// removes it.
  void add(int descriptor, std::uint64_t id, std::uint32_t events);
  void change(int descriptor, std::uint64_t id, std::uint32_t events);

  struct Ready {
    std::uint64_t id;
    std::uint32_t events;
  };
  /// Waits until `until` at most. The result is valid until the next call.
  [[nodiscard]] std::span<const Ready> wait(std::chrono::steady_clock::time_point until);

 private:
  const base::FileDescriptor epoll_;
  std::vector<epoll_event> events_;
  std::vector<Ready> ready_;
};

}  // namespace server
