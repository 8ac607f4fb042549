#include "worker/pool.h"

#include <exception>

namespace worker {

Pool::Pool(const Workplace& place, job::Epoch epoch, std::size_t threads)
    : place_(place), epoch_(epoch) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

Pool::~Pool() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Pool::work(const std::stop_token& stop) {
  job::Bell& arrivals = place_.store.arrivals();
  while (!stop.stop_requested()) {
    const std::uint64_t seen = arrivals.rings();
    try {
      if (std::optional<job::Job> job = place_.store.claim(epoch_)) {
        Turn(place_, std::move(*job)).run(stop);
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
