#include "source/pool.h"

#include <utility>

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
  {
    std::unique_lock hold(mutex_);
    if (!returned_.wait(hold, stop, [this] { return lent_ < bound_; })) throw base::Stopped();
    ++lent_;
  }
  std::unique_ptr<Session> session;
  try {
    session = take_idle();
    if (!session) session = connect_(stop);
  } catch (...) {
    take_back(nullptr);
    throw;
  }
  return std::make_unique<Loan>(shared_from_this(), std::move(session));
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

void Pool::take_back(std::unique_ptr<Session> session) noexcept {
  const bool is_good = session != nullptr && session->is_reusable();
  {
    const std::scoped_lock hold(mutex_);
    --lent_;
    if (is_good) idle_.push_back({std::move(session), std::chrono::steady_clock::now()});
  }
  returned_.notify_one();
}

bool Pool::is_exhausted() {
  const std::scoped_lock hold(mutex_);
  return lent_ >= bound_;
}

void Pool::close_idle(std::chrono::seconds age) {
  std::vector<Idle> old;  // closed without the mutex
  const auto oldest = std::chrono::steady_clock::now() - age;
  const std::scoped_lock hold(mutex_);
  std::erase_if(idle_, [&](Idle& idle) {
    if (idle.since > oldest) return false;
    old.push_back(std::move(idle));
    return true;
  });
}

}  // namespace source
