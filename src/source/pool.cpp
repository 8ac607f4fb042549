#include "source/pool.h"

#include <algorithm>
#include <utility>

#include "base/random_fraction.h"
#include "base/error.h"

namespace source {

class Pool::Loan final : public Session {
 public:
  Loan(std::shared_ptr<Pool> pool, std::unique_ptr<Session> session)
      : pool_(std::move(pool)), session_(std::move(session)) {}
  ~Loan() override { pool_->take_back(std::move(session_)); }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  [[nodiscard]] const Dialect& dialect() const override { return session_->dialect(); }
  [[nodiscard]] std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) override {
    return session_->open(query, limits);
  }
  [[nodiscard]] std::vector<ResultColumn> describe(const Query& query,
                                                   const std::stop_token& stop) override {
    return session_->describe(query, stop);
  }
  [[nodiscard]] std::vector<bool> noted() const override { return session_->noted(); }
  [[nodiscard]] bool is_in_time_zone() const override { return session_->is_in_time_zone(); }

 private:
  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Session> session_;
};

std::unique_ptr<Session> Pool::lend(const std::stop_token& stop) {
  while (true) {
    take_place(stop);
    std::unique_ptr<Session> session;
    try {
      session = take_idle();
      if (!session) session = connected(stop);
    } catch (const NoRoom&) {
      if (!make_do()) throw;
      continue;
    } catch (...) {
      take_back(nullptr);
      throw;
    }
    return std::make_unique<Loan>(shared_from_this(), std::move(session));
  }
}

void Pool::take_place(const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  while (lent_ >= limit()) {
    const auto is_free = [this] { return lent_ < limit(); };
    if (limit_ < bound_) {
      returned_.wait_for(hold, stop, raise_at_ - now_(), is_free);
    } else {
      returned_.wait(hold, stop, is_free);
    }
    if (stop.stop_requested()) throw base::Canceled();
  }
  ++lent_;
}

std::size_t Pool::limit() {
  while (limit_ < bound_ && now_() >= raise_at_) {
    ++limit_;
    raise_at_ += kRaise;
  }
  return limit_;
}

std::unique_ptr<Session> Pool::take_idle() {
  while (true) {
    std::unique_ptr<Session> session;
    {
      const std::scoped_lock hold(mutex_);
      if (idle_.empty()) return nullptr;
      session = std::move(idle_.back().session);
      idle_.pop_back();
    }
    if (session->is_reusable()) return session;
  }
}

/// Until one has been let in, logins go one after the other: of twenty jobs that begin at once with
/// a wrong password the server is to see one. A server that answers nothing holds nobody up long.
std::unique_ptr<Session> Pool::connected(const std::stop_token& stop) {
  const std::string secrets = secrets_();
  bool leads = false;
  {
    std::unique_lock hold(mutex_);
    login_ended_.wait_for(hold, stop, kLoginWait, [this] { return is_let_in_ || !is_logging_in_; });
    if (stop.stop_requested()) throw base::Canceled();
    if (refusal_ && refusal_->secrets == secrets && now_() - refusal_->at < kLoginPause) {
      throw LoginRefused{refusal_->reason};
    }
    leads = !is_let_in_ && !std::exchange(is_logging_in_, true);
  }
  std::optional<Refusal> refusal;
  std::unique_ptr<Session> session;
  std::exception_ptr failure;
  try {
    session = connect_(stop);
  } catch (const LoginRefused& error) {
    refusal = Refusal{error, now_(), secrets};
    failure = std::current_exception();
  } catch (...) {
    failure = std::current_exception();
  }
  {
    const std::scoped_lock hold(mutex_);
    if (leads) is_logging_in_ = false;
    if (session || refusal) {
      is_let_in_ = session != nullptr;
      refusal_ = std::move(refusal);
    }
  }
  login_ended_.notify_all();
  if (failure) std::rethrow_exception(failure);
  return session;
}

bool Pool::make_do() {
  const double chance = base::random_fraction();
  bool has_some = false;
  {
    const std::scoped_lock hold(mutex_);
    --lent_;
    has_some = lent_ > 0 || !idle_.empty();
    if (has_some) {
      limit_ = std::clamp<std::size_t>(lent_, 1, bound_);
      raise_at_ = now_() + std::chrono::duration_cast<Clock::duration>(kRaise * (1 + chance / 2));
    }
  }
  returned_.notify_one();
  return has_some;
}

void Pool::take_back(std::unique_ptr<Session> session) noexcept {
  const bool is_good = session != nullptr && session->is_reusable();
  {
    const std::scoped_lock hold(mutex_);
    --lent_;
    if (is_good) idle_.push_back({std::move(session), now_()});
  }
  returned_.notify_one();
}

bool Pool::is_exhausted() {
  const std::scoped_lock hold(mutex_);
  return lent_ >= limit();
}

bool Pool::is_refused() {
  std::optional<std::string> refused;
  {
    const std::scoped_lock hold(mutex_);
    if (refusal_) refused = refusal_->secrets;
  }
  try {
    return refused && refused == secrets_();
  } catch (const base::Error&) {
    return false;  // they cannot be read any more: the next login says so
  }
}

void Pool::close_idle(std::chrono::seconds age) {
  std::vector<Idle> old;  // closed without the mutex
  const auto oldest = now_() - age;
  const std::scoped_lock hold(mutex_);
  std::erase_if(idle_, [&](Idle& idle) {
    if (idle.since > oldest) return false;
    old.push_back(std::move(idle));
    return true;
  });
}

}  // namespace source
