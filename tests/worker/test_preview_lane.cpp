#include "worker/preview_lane.h"

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using report::PreviewError;
using worker::PreviewLane;

namespace {

constexpr auto kPatience = 20s;

report::PreviewRequest request_of(const std::string& owner) {
  report::PreviewRequest request;
  request.owner = owner;
  return request;
}

report::Preview wait_until_stopped(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  changed.wait(lock, stop, [] { return false; });
  throw base::Canceled();
}

/// A preview and the event of its end.
struct Waiting {
  explicit Waiting(PreviewLane& lane, const std::string& owner = "ACME")
      : pending(lane.submit(request_of(owner), [this] { ended.set_value(); })) {}

  [[nodiscard]] report::PreviewOutcome outcome() {
    REQUIRE(pending != nullptr);
    REQUIRE(future.wait_for(kPatience) == std::future_status::ready);
    auto outcome = pending->outcome();
    REQUIRE(outcome.has_value());
    return *std::move(outcome);
  }
  [[nodiscard]] PreviewError error() { return std::get<PreviewError>(outcome()); }

  std::promise<void> ended;
  std::future<void> future = ended.get_future();
  std::unique_ptr<report::PendingPreview> pending;  // last: its end is told to the members above
};

}  // namespace

TEST_CASE("a preview is made on another thread, and its caller is told") {
  std::atomic<std::thread::id> maker;
  PreviewLane lane([&](const report::PreviewRequest& request, const std::stop_token& /*stop*/) {
    maker = std::this_thread::get_id();
    report::Preview preview;
    preview.title = request.owner;
    return preview;
  });
  Waiting preview(lane);
  CHECK(std::get<report::Preview>(preview.outcome()).title == "ACME");
  CHECK(maker.load() != std::this_thread::get_id());
}

TEST_CASE("a full lane takes no more previews, in all and of one owner") {
  std::promise<void> began;
  std::atomic<bool> has_begun = false;
  PreviewLane lane(
      [&](const auto& /*request*/, const std::stop_token& stop) {
        if (!has_begun.exchange(true)) began.set_value();
        return wait_until_stopped(stop);
      },
      {.threads = 1, .waiting = 3, .per_owner = 2});
  Waiting first(lane);
  REQUIRE(began.get_future().wait_for(kPatience) == std::future_status::ready);
  Waiting second(lane);
  CHECK(Waiting(lane).pending == nullptr);
  Waiting other(lane, "OTHER");
  Waiting another(lane, "ANOTHER");
  CHECK(another.pending != nullptr);
  CHECK(Waiting(lane, "FIFTH").pending == nullptr);
  second.pending.reset();  // which leaves room
  CHECK(Waiting(lane).pending != nullptr);
}

TEST_CASE("slow previews of one owner leave a thread to the others") {
  PreviewLane lane([](const report::PreviewRequest& request, const std::stop_token& stop) {
    return request.owner == "ACME" ? wait_until_stopped(stop) : report::Preview{};
  });
  Waiting first(lane);
  Waiting second(lane);
  Waiting third(lane);
  Waiting fourth(lane);
  CHECK(fourth.pending != nullptr);
  Waiting other(lane, "OTHER");
  CHECK(std::holds_alternative<report::Preview>(other.outcome()));
  Waiting again(lane, "OTHER");
  CHECK(std::holds_alternative<report::Preview>(again.outcome()));
  first.pending.reset();
}

TEST_CASE("a preview whose caller has gone is stopped at once, and tells nobody") {
  std::promise<void> began;
  std::promise<void> stopped;
  PreviewLane lane([&](const auto& /*request*/, const std::stop_token& stop) -> report::Preview {
    began.set_value();
    try {
      return wait_until_stopped(stop);
    } catch (const base::Canceled&) {
      stopped.set_value();
      throw;
    }
  });
  bool is_told = false;
  auto pending = lane.submit(request_of("ACME"), [&] { is_told = true; });
  REQUIRE(began.get_future().wait_for(kPatience) == std::future_status::ready);
  const auto gone_at = std::chrono::steady_clock::now();
  pending.reset();
  REQUIRE(stopped.get_future().wait_for(kPatience) == std::future_status::ready);
  CHECK(std::chrono::steady_clock::now() - gone_at < 1s);
  CHECK_FALSE(is_told);
}

TEST_CASE("a preview is cut when its time is over, waiting included") {
  PreviewLane lane(
      [](const auto& /*request*/, const std::stop_token& stop) { return wait_until_stopped(stop); },
      {.threads = 1, .time = 50ms});
  Waiting slow(lane);
  Waiting waiting(lane);
  CHECK(slow.error().kind == PreviewError::Kind::kTooSlow);
  CHECK(waiting.error().kind == PreviewError::Kind::kNotStarted);
}

TEST_CASE("a failed preview says why, and the next one is made") {
  std::atomic<int> calls = 0;
  PreviewLane lane([&](const auto& /*request*/, const auto& /*stop*/) -> report::Preview {
    switch (calls++) {
      case 0:
        throw report::UnlistedValues({{"params.parameters[0].value", base::Message{"m"}}});
      case 1:
        throw base::Error("for the log", base::Message{"source.query_failed"});
      case 2:
        throw std::runtime_error("unexpected");
      default:
        return {};
    }
  });
  const PreviewError unlisted = Waiting(lane).error();
  CHECK(unlisted.kind == PreviewError::Kind::kUnlistedValues);
  CHECK(unlisted.details.at(0).path == "params.parameters[0].value");
  const PreviewError failed = Waiting(lane).error();
  CHECK(failed.kind == PreviewError::Kind::kFailed);
  CHECK(failed.what == "for the log");
  CHECK(failed.reason.value().key == "source.query_failed");
  CHECK(Waiting(lane).error().what == "unexpected");
  CHECK(std::holds_alternative<report::Preview>(Waiting(lane).outcome()));
}

TEST_CASE("the end of a lane stops its previews") {
  std::promise<void> began;
  auto lane =
      std::make_unique<PreviewLane>([&](const auto& /*request*/, const std::stop_token& stop) {
        began.set_value();
        return wait_until_stopped(stop);
      });
  Waiting preview(*lane);
  REQUIRE(began.get_future().wait_for(kPatience) == std::future_status::ready);
  lane.reset();
  CHECK(preview.error().kind == PreviewError::Kind::kNotStarted);
}
