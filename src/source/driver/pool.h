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

/// The connections to one source: so many at once, kept open for a while for the next job. Where
/// the server has room for fewer, the pool makes do with those that it has, and tries for more
/// after a while. A login that was refused is not tried again for kLoginPause. Any thread; held by
/// shared_ptr, since what it lends may outlive its owner.
class Pool : public std::enable_shared_from_this<Pool> {
 public:
  using Clock = std::chrono::steady_clock;
  using Connect = std::function<std::unique_ptr<Session>(const std::stop_token&)>;
  /// Of what is shown at a login: another text is another login. May throw base::Error.
  using Secrets = std::function<std::string()>;

  /// Between two logins after one that was refused: a server may lock the account after a few.
  static constexpr std::chrono::seconds kLoginPause{60};
  /// Until one more connection is tried for after the server had no room.
  static constexpr std::chrono::seconds kRaiseInterval{15};
  /// For the outcome of another's login, where none has been let in yet.
  static constexpr std::chrono::seconds kLoginWait{3};

  Pool(
      std::size_t max_connections, Connect connect, Secrets secrets = [] { return std::string{}; },
      std::function<Clock::time_point()> now = Clock::now)
      : max_connections_(max_connections),
        connect_(std::move(connect)),
        secrets_(std::move(secrets)),
        now_(std::move(now)),
        current_limit_(max_connections) {}

  /// One of the connections, back in the pool at its end; waits while all are lent, and where the
  /// server has no room for more. Throws what connecting throws, and base::Canceled when asked to
  /// stop: ConnectionLimitReached only where the pool has no connection at all.
  [[nodiscard]] std::unique_ptr<Session> acquire(const std::stop_token& stop);

  /// Whether all that it may have now are lent.
  [[nodiscard]] bool is_exhausted();
  /// Whether the last login was refused, with the secrets of now.
  [[nodiscard]] bool is_login_refused();

  /// Closes what nobody has wanted for so long. Takes as long as the server does: no lock is held.
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
  /// One that is still good; null where there is none.
  [[nodiscard]] std::unique_ptr<Session> pop_idle();
  [[nodiscard]] std::unique_ptr<Session> log_in(const std::stop_token& stop);
  /// The server has no room: false where there is no connection to wait for.
  [[nodiscard]] bool lower_limit();
  void release(std::unique_ptr<Session> session) noexcept;
  /// How many there may be now. With mutex_ held.
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
  std::vector<Idle> idle_;  // the last one in is the first one out
  std::size_t current_limit_;
  Clock::time_point raise_at_;        // of current_limit_, while it is below max_connections_
  bool last_login_accepted_ = false;  // the last login that was answered was accepted
  bool is_logging_in_ = false;        // one is under way that others wait for
  std::optional<RejectedLogin> rejected_login_;
};

}  // namespace source
