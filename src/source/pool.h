#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "source/session.h"

namespace source {

/// The connections to one source: so many at once, kept open for a while for the next job. Any
/// thread; held by shared_ptr, since what it lends may outlive its owner.
class Pool : public std::enable_shared_from_this<Pool> {
 public:
  using Connect = std::function<std::unique_ptr<Session>(const std::stop_token&)>;

  Pool(std::size_t bound, Connect connect) : bound_(bound), connect_(std::move(connect)) {}

  /// One of the connections, back in the pool at its end; waits while all are lent. Throws what
  /// connecting throws, and base::Stopped when asked to stop.
  [[nodiscard]] std::unique_ptr<Session> lend(const std::stop_token& stop);

  /// Whether all of them are lent now.
  [[nodiscard]] bool is_exhausted();

  /// Closes what nobody has wanted for so long.
  void close_idle(std::chrono::seconds age);

 private:
  struct Idle {
    std::unique_ptr<Session> session;
    std::chrono::steady_clock::time_point since;
  };
  class Loan;

  /// One that is still good; null where there is none.
  [[nodiscard]] std::unique_ptr<Session> take_idle();
  void take_back(std::unique_ptr<Session> session) noexcept;

  const std::size_t bound_;
  const Connect connect_;
  std::mutex mutex_;
  std::condition_variable_any returned_;
  // Protected by mutex_.
  std::size_t lent_ = 0;
  std::vector<Idle> idle_;  // the last one in is the first one out
};

}  // namespace source
