#include "worker/preview_lane.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/thread.h"

namespace worker {

using report::PreviewError;
using report::PreviewOutcome;
using Clock = std::chrono::steady_clock;

/// One preview, shared by the lane and its caller. Thread-safe.
class PreviewLane::Entry {
 public:
  Entry(report::PreviewRequest its_request, std::function<void()> on_end,
        Clock::time_point its_deadline)
      : request(std::move(its_request)), deadline(its_deadline), on_end_(std::move(on_end)) {}

  const report::PreviewRequest request;
  const Clock::time_point deadline;

  /// Its caller has gone.
  void abandon() {
    const std::lock_guard lock(mutex_);
    is_abandoned_ = true;
    changed_.notify_all();
  }
  [[nodiscard]] bool is_abandoned() const {
    const std::lock_guard lock(mutex_);
    return is_abandoned_;
  }
  /// The caller is told under the lock, so that it is not called once it has gone.
  void end(PreviewOutcome outcome) {
    const std::lock_guard lock(mutex_);
    outcome_ = std::move(outcome);
    if (!is_abandoned_) on_end_();
  }
  [[nodiscard]] std::optional<PreviewOutcome> outcome() const {
    const std::lock_guard lock(mutex_);
    return outcome_;
  }
  /// Returns when the preview is abandoned or late, when `stop` is requested, or `over`, which says
  /// that it has ended.
  void wait_for_reason_to_stop(const std::stop_token& stop, const std::stop_token& over) {
    const std::stop_callback stopped(stop, [this] {
      const std::lock_guard lock(mutex_);
      changed_.notify_all();
    });
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, over, deadline,
                        [&] { return is_abandoned_ || stop.stop_requested(); });
  }

 private:
  const std::function<void()> on_end_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  bool is_abandoned_ = false;  // protected by mutex_, as is the next
  std::optional<PreviewOutcome> outcome_;
};

/// What the caller holds.
class PreviewLane::Pending final : public report::PendingPreview {
 public:
  explicit Pending(std::shared_ptr<Entry> entry) : entry_(std::move(entry)) {}
  ~Pending() override { entry_->abandon(); }
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;

  [[nodiscard]] std::optional<PreviewOutcome> outcome() const override { return entry_->outcome(); }
  [[nodiscard]] Clock::time_point deadline() const override { return entry_->deadline; }

 private:
  const std::shared_ptr<Entry> entry_;
};

PreviewLane::PreviewLane(Render render, const Limits& limits)
    : render_(std::move(render)), limits_(limits) {
  for (std::size_t i = 0; i < limits_.threads; ++i) {
    threads_.push_back(base::start_thread([this](const std::stop_token& stop) { serve(stop); }));
  }
}

PreviewLane::~PreviewLane() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

std::unique_ptr<report::PendingPreview> PreviewLane::submit(report::PreviewRequest request,
                                                            std::function<void()> on_end) {
  auto entry =
      std::make_shared<Entry>(std::move(request), std::move(on_end), Clock::now() + limits_.time);
  const std::lock_guard lock(mutex_);
  std::erase_if(waiting_, [](const auto& each) { return each->is_abandoned(); });
  const auto is_of_owner = [&](const auto& each) {
    return each->request.owner == entry->request.owner;
  };
  const auto owned =
      std::ranges::count_if(waiting_, is_of_owner) + std::ranges::count_if(running_, is_of_owner);
  if (waiting_.size() >= limits_.waiting || std::cmp_greater_equal(owned, limits_.per_owner)) {
    return nullptr;
  }
  waiting_.push_back(entry);
  entry_added_.notify_one();
  return std::make_unique<Pending>(std::move(entry));
}

void PreviewLane::serve(const std::stop_token& stop) {
  while (true) {
    std::shared_ptr<Entry> entry;
    {
      std::unique_lock lock(mutex_);
      if (!entry_added_.wait(lock, stop, [&] { return (entry = start_next()) != nullptr; })) return;
    }
    if (!entry->is_abandoned()) entry->end(run(*entry, stop));
    const std::lock_guard lock(mutex_);
    std::erase(running_, entry);
  }
}

std::shared_ptr<PreviewLane::Entry> PreviewLane::start_next() {
  const auto next = std::ranges::find_if(waiting_, [this](const auto& entry) {
    const auto running = std::ranges::count_if(
        running_, [&](const auto& each) { return each->request.owner == entry->request.owner; });
    return std::cmp_less(running, limits_.running_per_owner);
  });
  if (next == waiting_.end()) return nullptr;
  running_.push_back(*next);
  waiting_.erase(next);
  return running_.back();
}

/// A thread of its own requests the stop, because what the source does then may take time.
PreviewOutcome PreviewLane::run(Entry& entry, const std::stop_token& stop) {
  using Kind = PreviewError::Kind;
  if (stop.stop_requested() || Clock::now() >= entry.deadline) {
    return PreviewError{.kind = Kind::kNotStarted};
  }
  try {
    std::stop_source ending;
    const std::jthread guard =
        base::start_thread([&entry, &ending, &stop](const std::stop_token& over) {
          entry.wait_for_reason_to_stop(stop, over);
          ending.request_stop();
        });
    return render_(entry.request, ending.get_token());
  } catch (const base::Canceled&) {
    return PreviewError{.kind = stop.stop_requested() ? Kind::kNotStarted : Kind::kTooSlow};
  } catch (const report::UnlistedValues& error) {
    return PreviewError{
        .kind = Kind::kUnlistedValues, .details = error.details(), .what = error.what()};
  } catch (const base::Error& error) {
    return PreviewError{.reason = error.user_message(), .what = error.what()};
  } catch (const std::exception& error) {
    return PreviewError{.what = error.what()};
  }
}

}  // namespace worker
