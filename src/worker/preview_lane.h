#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "report/preview/preview_service.h"

namespace worker {

/// The threads that make previews, so that these wait for no job, and jobs and handler threads for
/// no preview. The destructor stops those in progress. Thread-safe.
class PreviewLane final : public report::PreviewService {
 public:
  struct Limits {
    std::size_t threads = 3;
    std::size_t running_per_owner = 2;  // below `threads`, so that no owner has all of them
    std::size_t waiting = 16;
    std::size_t per_owner = 4;                                  // waiting or in progress
    std::chrono::milliseconds time = std::chrono::seconds{10};  // waiting included
  };
  /// Makes one preview; throws base::Canceled when a stop is requested.
  using Render =
      std::function<report::Preview(const report::PreviewRequest&, const std::stop_token&)>;

  explicit PreviewLane(Render render) : PreviewLane(std::move(render), Limits{}) {}
  PreviewLane(Render render, const Limits& limits);
  ~PreviewLane() override;
  PreviewLane(const PreviewLane&) = delete;
  PreviewLane& operator=(const PreviewLane&) = delete;

  [[nodiscard]] std::unique_ptr<report::PendingPreview> submit(
      report::PreviewRequest request, std::function<void()> on_end) override;

 private:
  class Entry;
  class Pending;

  void serve(const std::stop_token& stop);
  /// Moves the first one whose owner has a thread left to `running_`. Needs the mutex.
  [[nodiscard]] std::shared_ptr<Entry> start_next();
  [[nodiscard]] report::PreviewOutcome run(Entry& entry, const std::stop_token& stop);

  const Render render_;
  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable_any entry_added_;
  std::deque<std::shared_ptr<Entry>> waiting_;  // protected by mutex_, as is the next
  std::vector<std::shared_ptr<Entry>> running_;
  std::vector<std::jthread> threads_;  // last: they use all other members
};

}  // namespace worker
