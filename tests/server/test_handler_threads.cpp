#include <atomic>
#include <thread>
#include <vector>

#include "server/api/lookup_slots.h"
#include "server/net/handler_threads.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using server::Lane;
using server::LookupSlots;

namespace {

Lane choose_lane(const std::string& method, const std::string& target) {
  server::Head head;
  head.method = method;
  head.target = target;
  return server::choose_lane(head);
}

}  // namespace

TEST_CASE("what a source or a commit may hold up has threads of its own") {
  for (const char* method : {"POST", "DELETE", "PUT", "PATCH", "BREW", ""}) {
    CHECK(choose_lane(method, "/v1/bi/jobs") == Lane::kBlocking);
  }
  for (const char* target :
       {"/v1/bi/data-models/sales/values/branch", "/v1/bi/data-models/sales/values/branch?search=x",
        "/v1/bi/data-models/sales/%76alues/branch", "http://host/v1/bi/data-models/s/values/b"}) {
    CHECK(choose_lane("GET", target) == Lane::kBlocking);
    CHECK(choose_lane("HEAD", target) == Lane::kBlocking);
  }
  for (const char* target :
       {"/readyz", "/healthz", "/metrics", "/v1/bi/jobs", "/v1/bi/jobs/1?wait=25",
        "/v1/bi/files/1?signature=a%2Fb", "/v1/bi/files/1?x=/values/", "/docs"}) {
    CHECK(choose_lane("GET", target) == Lane::kQuick);
    CHECK(choose_lane("HEAD", target) == Lane::kQuick);
  }
  CHECK(choose_lane("OPTIONS", "/v1/bi/jobs") == Lane::kQuick);
}

TEST_CASE("a slow source leaves slots for the others") {
  LookupSlots slots;
  std::vector<LookupSlots::Slot> slow;
  while (auto slot = slots.try_acquire("slow", 0ms)) slow.push_back(*std::move(slot));
  CHECK(slow.size() == LookupSlots::kMaxSlotsPerSource);
  std::vector<LookupSlots::Slot> others;
  while (auto slot = slots.try_acquire("source " + std::to_string(others.size()), 0ms)) {
    others.push_back(*std::move(slot));
  }
  CHECK(slow.size() + others.size() == LookupSlots::kMaxSlots);
  CHECK_FALSE(slots.try_acquire("one more", 0ms));
  others.pop_back();
  CHECK_FALSE(slots.try_acquire("slow", 0ms));
  CHECK(slots.try_acquire("one more", 0ms));
}

TEST_CASE("a caller that waits for a slot gets the next one that is released") {
  LookupSlots slots;
  std::vector<LookupSlots::Slot> held;
  while (auto slot = slots.try_acquire("slow", 0ms)) held.push_back(*std::move(slot));
  std::atomic<int> served = 0;
  {
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 20; ++i) {
      crowd.emplace_back([&] { served += slots.try_acquire("slow", 60s) ? 1 : 0; });
    }
    held.clear();
  }
  CHECK(served == 20);
}
