#include "worker/pool.h"

#include <algorithm>
#include <exception>

namespace worker {

Pool::Pool(const Workplace& place, job::Epoch epoch, std::size_t threads)
    : place_(place),
      epoch_(epoch),
      large_slots_(threads > 1 ? static_cast<std::int64_t>(threads) - 1 : 1) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

Pool::~Pool() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Pool::work(const std::stop_token& stop) {
  job::EventCount& arrivals = place_.store.arrival_event();
  while (!stop.stop_requested()) {
    const std::uint64_t seen = arrivals.version();
    const base::Time looked = place_.clock.now();
    try {
      if (place_.spool.is_critically_full()) {
        // What was taken is not failed for that: it waits until there is room.
        arrivals.wait_until(seen, std::chrono::steady_clock::now() + place_.patience, stop);
      } else if (std::optional<job::Job> job = place_.store.claim(epoch_, large_slots_)) {
        Turn(place_, std::move(*job)).run(stop);
      } else if (const auto due = place_.store.time_to_next_due(looked)) {
        // Not all the way: where somebody sets the clock, what is due moves (see Caretaker).
        const auto nap = std::min<std::chrono::microseconds>(*due, place_.nap);
        arrivals.wait_until(seen, std::chrono::steady_clock::now() + nap, stop);
      } else {
        arrivals.wait(seen, stop);
      }
    } catch (const std::exception& error) {
      place_.log.error("job.unclaimed", {{"what", error.what()}});
      arrivals.wait_until(seen, std::chrono::steady_clock::now() + place_.patience, stop);
    }
  }
}

}  // namespace worker
