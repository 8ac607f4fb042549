#include "worker/pool.h"

#include <algorithm>
#include <exception>

#include "job/queue.h"

namespace worker {

Pool::Pool(const WorkerContext& context, job::Epoch epoch, std::size_t threads)
    : context_(context),
      epoch_(epoch),
      large_slots_(job::large_slots(static_cast<std::int64_t>(threads))) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

Pool::~Pool() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Pool::work(const std::stop_token& stop) {
  job::EventCount& arrival_event = context_.store.arrival_event();
  while (!stop.stop_requested()) {
    const std::uint64_t seen = arrival_event.version();
    const base::Time checked_at = context_.clock.now();
    try {
      if (context_.file_store.is_critically_full()) {
        // Accepted jobs do not fail for that: they wait for free space.
        arrival_event.wait_until(seen, std::chrono::steady_clock::now() + context_.retry_interval,
                                 stop);
      } else if (std::optional<job::Job> job = context_.store.claim(epoch_, large_slots_)) {
        JobRun(context_, std::move(*job)).run(stop);
      } else if (const auto due = context_.store.time_to_next_due(checked_at)) {
        // Limited, since RetentionSweeper moves the due times when the clock is set.
        const auto idle_wait = std::min<std::chrono::microseconds>(*due, context_.max_idle_wait);
        arrival_event.wait_until(seen, std::chrono::steady_clock::now() + idle_wait, stop);
      } else {
        arrival_event.wait(seen, stop);
      }
    } catch (const std::exception& error) {
      context_.log.error("job.claim_failed", {{"what", error.what()}});
      arrival_event.wait_until(seen, std::chrono::steady_clock::now() + context_.retry_interval,
                               stop);
    }
  }
}

}  // namespace worker
