#include "server/net/eviction_queue.h"
#include "support/catch.h"

using server::EvictionQueue;
using TimePoint = std::chrono::steady_clock::time_point;

namespace {

TimePoint second(int number) { return TimePoint{std::chrono::seconds{number}}; }

}  // namespace

TEST_CASE("the longest waiting clients come first, up to the queue's capacity") {
  EvictionQueue queue;
  CHECK_FALSE(queue.pop());
  queue.rebuild({{second(3), 30}, {second(1), 10}, {second(2), 20}});
  for (const std::uint64_t id : {10, 20, 30}) CHECK(queue.pop()->connection == id);
  CHECK_FALSE(queue.pop());

  std::vector<EvictionQueue::Candidate> many;
  for (int i = 1'000; i > 0; --i) many.push_back({second(i), static_cast<std::uint64_t>(i)});
  queue.rebuild(many);
  std::uint64_t taken = 0;
  while (const auto next = queue.pop()) CHECK(next->connection == ++taken);
  CHECK(taken > 10);
  CHECK(taken < 1'000);
}
