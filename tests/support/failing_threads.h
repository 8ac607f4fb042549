#pragma once

#include <cstddef>

/// While it lives, one at a time, threads of this executable cannot be started (EAGAIN), as where
/// the system has none left: `count` of them in a row from this number, from 0. The calls of
/// pthread_create() are those of all libraries.
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
