#include "database/postbox.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace database {

Postbox::~Postbox() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

bool Postbox::post(Work work, std::chrono::milliseconds patience, Failed failed) {
  const auto letter = std::make_shared<Letter>(Letter{std::move(work), std::move(failed)});
  std::unique_lock hold(mutex_);
  if (waiting_.size() + under_way_ >= kMaxWaiting) {
    hold.unlock();
    if (letter->failed) letter->failed(std::runtime_error{"too much waits for the database"});
    return false;
  }
  waiting_.push_back(letter);
  if (!thread_.joinable() && !start()) {
    waiting_.pop_back();  // the only one
    hold.unlock();
    deliver(*letter);
    return letter->is_kept;
  }
  arrived_.notify_one();
  if (patience.count() > 0) {
    done_.wait_for(hold, patience, [&] { return letter->is_done || are_held_up_; });
  }
  return letter->is_kept;
}

bool Postbox::start() {
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { this->work(stop); });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

void Postbox::hold_up(bool are_held_up) {
  {
    const std::lock_guard hold(mutex_);
    are_held_up_ = are_held_up;
  }
  done_.notify_all();
}

void Postbox::work(const std::stop_token& stop) {
  while (true) {
    Letters letters;
    {
      std::unique_lock hold(mutex_);
      if (!arrived_.wait(hold, stop, [this] { return !waiting_.empty(); })) return;
      letters.swap(waiting_);
      under_way_ = letters.size();
    }
    deliver(letters);
    const std::lock_guard hold(mutex_);
    under_way_ = 0;
  }
}

/// Together; where one of them cannot be done, each alone.
void Postbox::deliver(const Letters& letters) {
  if (letters.size() > 1) {
    try {
      commit_([&](Connection& connection) {
        for (const auto& letter : letters) letter->work(connection);
      });
      const std::lock_guard hold(mutex_);
      for (const auto& letter : letters) letter->is_done = letter->is_kept = true;
      done_.notify_all();
      return;
    } catch (const std::exception&) {
    }
  }
  for (const auto& letter : letters) deliver(*letter);
}

void Postbox::deliver(Letter& letter) {
  bool is_kept = false;
  try {
    commit_(letter.work);
    is_kept = true;
  } catch (const std::exception& error) {
    if (letter.failed) letter.failed(error);
  }
  const std::lock_guard hold(mutex_);
  letter.is_done = true;
  letter.is_kept = is_kept;
  done_.notify_all();
}

}  // namespace database
