#include "worker/caretaker.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <string>

namespace worker {
namespace {

constexpr std::chrono::minutes kRound{1};
constexpr std::chrono::minutes kSet{1};  // less is a clock's own drift, or its correction

}  // namespace

Caretaker::Caretaker(job::JobRetention& shelf, const Spool& spool, const base::Clock& clock,
                     base::Log& log)
    : shelf_(shelf), spool_(spool), clock_(clock), log_(log), drift_(drift()) {}

void Caretaker::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any passed;
    std::unique_lock hold(mutex);
    while (!stop.stop_requested()) {
      go_round();
      passed.wait_for(hold, stop, kRound, [] { return false; });
    }
  });
}

void Caretaker::go_round() {
  try {
    follow_clock();
    delete_files();
    const std::size_t forgotten = shelf_.purge_jobs();
    if (forgotten > 0) log_.info("jobs.forgotten", {{"jobs", std::to_string(forgotten)}});
  } catch (const std::exception& error) {
    log_.error("caretaker.failed", {{"what", error.what()}});
  }
}

void Caretaker::follow_clock() {
  const std::chrono::microseconds now = drift();
  const std::chrono::microseconds by = now - drift_;
  if (std::chrono::abs(by) < kSet) return;
  shelf_.shift_deadlines(by);
  drift_ = now;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(by).count();
  log_.warning("clock.set", {{"seconds", std::to_string(seconds)}});
}

void Caretaker::delete_files() {
  std::size_t deleted = 0;
  for (auto names = shelf_.expire_files(); !names.empty(); names = shelf_.expire_files()) {
    for (const std::string& name : names) spool_.remove(name);
    deleted += names.size();
  }
  if (deleted > 0) log_.info("files.expired", {{"files", std::to_string(deleted)}});
}

std::chrono::microseconds Caretaker::drift() const {
  return clock_.now().time_since_epoch() - clock_.steady();
}

}  // namespace worker
