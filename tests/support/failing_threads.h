#pragma once

#include <cstddef>

/// Makes `count` calls of pthread_create() fail (EAGAIN), beginning with call `number`, from 0, as
/// on a system without any thread left. It affects this executable and all its libraries while the
/// object exists; there is one at a time.
class FailingThreads {
 public:
  static constexpr std::size_t kAll = static_cast<std::size_t>(-1);

  explicit FailingThreads(std::size_t number = 0, std::size_t count = kAll);
  ~FailingThreads();
  FailingThreads(const FailingThreads&) = delete;
  FailingThreads& operator=(const FailingThreads&) = delete;

  /// How many have failed so far.
  [[nodiscard]] std::size_t failed() const;
};
