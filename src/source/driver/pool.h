#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "source/driver/connect_error.h"
#include "source/driver/session.h"

namespace source {

/// The connections to one source, at most `max_connections`, kept open for reuse. Where the server
/// allows fewer, the pool lowers its limit and tries to raise it after kRaiseInterval; a refused
/// login is not retried for kLoginPause. Thread-safe; owned by shared_ptr, because an acquired
/// session may outlive the registry.
class Pool : public std::enable_shared_from_this<Pool> {
 public:
  using Clock = std::chrono::steady_clock;
  using Connect = std::function<std::unique_ptr<Session>(const std::stop_token&)>;
  /// A digest of the login's credentials. If it differs, the login is a different one. May throw
  /// base::Error.
  using Secrets = std::function<std::string()>;

  /// The pause after a refused login: a server may lock the account after a few attempts.
  static constexpr std::chrono::seconds kLoginPause{60};
  /// The pause before one more connection is tried after the server refused one.
  static constexpr std::chrono::seconds kRaiseInterval{15};
  /// How long a caller waits for the outcome of another's first login.
  static constexpr std::chrono::seconds kLoginWait{3};

  Pool(
      std::size_t max_connections, Connect connect, Secrets secrets = [] { return std::string{}; },
      std::function<Clock::time_point()> now = Clock::now)
      : max_connections_(max_connections),
        connect_(std::move(connect)),
        secrets_(std::move(secrets)),
        now_(std::move(now)),
        current_limit_(max_connections) {}

  /// A session on one of the connections, which its destructor releases. Waits while all are in
  /// use. Throws what `connect` throws, but ConnectionLimitReached only if the pool has no
  /// connection at all. Throws base::Canceled if asked to stop.
  [[nodiscard]] std::unique_ptr<Session> acquire(const std::stop_token& stop);

  /// Whether all connections that the pool may have now are in use.
  [[nodiscard]] bool is_exhausted();
  /// Whether the last login was refused with the current secrets.
  [[nodiscard]] bool is_login_refused();

  /// Closes connections that have been idle for `age`. Blocks as long as the server takes to close
  /// them; no lock is held.
  void close_idle(std::chrono::seconds age);

 private:
  struct Idle {
    std::unique_ptr<Session> session;
    Clock::time_point since;
  };
  struct RejectedLogin {
    LoginRefused reason;
    Clock::time_point at;
    std::string secrets;
  };
  class PooledSession;

  void reserve_slot(const std::stop_token& stop);
  /// An idle connection that is still alive; null where none is idle.
  [[nodiscard]] std::unique_ptr<Session> pop_idle();
  [[nodiscard]] std::unique_ptr<Session> log_in(const std::stop_token& stop);
  /// Called when the server has no room. False where no connection is in use to wait for.
  [[nodiscard]] bool lower_limit();
  void release(std::unique_ptr<Session> session) noexcept;
  /// The number of connections allowed now. Called with mutex_ held.
  [[nodiscard]] std::size_t current_limit();

  const std::size_t max_connections_;
  const Connect connect_;
  const Secrets secrets_;
  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::condition_variable_any slot_released_;
  std::condition_variable_any login_ended_;
  // Protected by mutex_.
  std::size_t in_use_ = 0;
  std::vector<Idle> idle_;  // last in, first out
  std::size_t current_limit_;
  Clock::time_point raise_at_;  // when current_limit_ may grow, while it is below max_connections_
  bool last_login_accepted_ = false;  // of those that the server answered
  bool is_logging_in_ = false;        // others wait for its outcome
  std::optional<RejectedLogin> rejected_login_;
};

}  // namespace source
