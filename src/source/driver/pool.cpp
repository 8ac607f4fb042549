#include "source/driver/pool.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/random_fraction.h"

namespace source {

class Pool::PooledSession final : public Session {
 public:
  PooledSession(std::shared_ptr<Pool> pool, std::unique_ptr<Session> session)
      : pool_(std::move(pool)), session_(std::move(session)) {}
  ~PooledSession() override { pool_->release(std::move(session_)); }
  PooledSession(const PooledSession&) = delete;
  PooledSession& operator=(const PooledSession&) = delete;

  [[nodiscard]] const Dialect& dialect() const override { return session_->dialect(); }
  [[nodiscard]] std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) override {
    return session_->open(query, limits);
  }
  [[nodiscard]] std::vector<ResultColumn> describe(const Query& query,
                                                   const std::stop_token& stop) override {
    return session_->describe(query, stop);
  }
  [[nodiscard]] std::vector<bool> undecided_slots() const override {
    return session_->undecided_slots();
  }
  [[nodiscard]] bool is_in_time_zone() const override { return session_->is_in_time_zone(); }

 private:
  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Session> session_;
};

std::unique_ptr<Session> Pool::acquire(const std::stop_token& stop) {
  while (true) {
    reserve_slot(stop);
    std::unique_ptr<Session> session;
    try {
      session = pop_idle();
      if (!session) session = log_in(stop);
    } catch (const ConnectionLimitReached&) {
      if (!lower_limit()) throw;
      continue;
    } catch (...) {
      release(nullptr);
      throw;
    }
    return std::make_unique<PooledSession>(shared_from_this(), std::move(session));
  }
}

void Pool::reserve_slot(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (in_use_ >= current_limit()) {
    const auto is_free = [this] { return in_use_ < current_limit(); };
    if (current_limit_ < max_connections_) {
      slot_released_.wait_for(lock, stop, raise_at_ - now_(), is_free);
    } else {
      slot_released_.wait(lock, stop, is_free);
    }
    if (stop.stop_requested()) throw base::Canceled();
  }
  ++in_use_;
}

std::size_t Pool::current_limit() {
  while (current_limit_ < max_connections_ && now_() >= raise_at_) {
    ++current_limit_;
    raise_at_ += kRaiseInterval;
  }
  return current_limit_;
}

std::unique_ptr<Session> Pool::pop_idle() {
  while (true) {
    std::unique_ptr<Session> session;
    {
      const std::scoped_lock lock(mutex_);
      if (idle_.empty()) return nullptr;
      session = std::move(idle_.back().session);
      idle_.pop_back();
    }
    if (session->is_reusable()) return session;
  }
}

/// Until a login has succeeded, logins run one after the other: when twenty jobs start at once with
/// a wrong password, the server sees one attempt. Each waits at most kLoginWait for the one before
/// it.
std::unique_ptr<Session> Pool::log_in(const std::stop_token& stop) {
  const std::string secrets = secrets_();
  bool leads = false;
  {
    std::unique_lock lock(mutex_);
    login_ended_.wait_for(lock, stop, kLoginWait,
                          [this] { return last_login_accepted_ || !is_logging_in_; });
    if (stop.stop_requested()) throw base::Canceled();
    if (rejected_login_ && rejected_login_->secrets == secrets &&
        now_() - rejected_login_->at < kLoginPause) {
      throw LoginRefused{rejected_login_->reason};
    }
    leads = !last_login_accepted_ && !std::exchange(is_logging_in_, true);
  }
  std::optional<RejectedLogin> refusal;
  std::unique_ptr<Session> session;
  std::exception_ptr failure;
  try {
    session = connect_(stop);
  } catch (const LoginRefused& error) {
    refusal = RejectedLogin{error, now_(), secrets};
    failure = std::current_exception();
  } catch (...) {
    failure = std::current_exception();
  }
  {
    const std::scoped_lock lock(mutex_);
    if (leads) is_logging_in_ = false;
    if (session || refusal) {
      last_login_accepted_ = session != nullptr;
      rejected_login_ = std::move(refusal);
    }
  }
  login_ended_.notify_all();
  if (failure) std::rethrow_exception(failure);
  return session;
}

bool Pool::lower_limit() {
  const double chance = base::random_fraction();
  bool has_some = false;
  {
    const std::scoped_lock lock(mutex_);
    --in_use_;
    has_some = in_use_ > 0 || !idle_.empty();
    if (has_some) {
      current_limit_ = std::clamp<std::size_t>(in_use_, 1, max_connections_);
      raise_at_ =
          now_() + std::chrono::duration_cast<Clock::duration>(kRaiseInterval * (1 + chance / 2));
    }
  }
  slot_released_.notify_one();
  return has_some;
}

void Pool::release(std::unique_ptr<Session> session) noexcept {
  const bool is_good = session != nullptr && session->is_reusable();
  {
    const std::scoped_lock lock(mutex_);
    --in_use_;
    if (is_good) idle_.push_back({std::move(session), now_()});
  }
  slot_released_.notify_one();
}

bool Pool::is_exhausted() {
  const std::scoped_lock lock(mutex_);
  return in_use_ >= current_limit();
}

bool Pool::is_login_refused() {
  std::optional<std::string> refused;
  {
    const std::scoped_lock lock(mutex_);
    if (rejected_login_) refused = rejected_login_->secrets;
  }
  try {
    return refused && refused == secrets_();
  } catch (const base::Error&) {
    return false;  // unreadable secrets: the next login reports it
  }
}

void Pool::close_idle(std::chrono::seconds age) {
  std::vector<Idle> old;  // destroyed after the mutex is released
  const auto oldest = now_() - age;
  const std::scoped_lock lock(mutex_);
  std::erase_if(idle_, [&](Idle& idle) {
    if (idle.since > oldest) return false;
    old.push_back(std::move(idle));
    return true;
  });
}

}  // namespace source
