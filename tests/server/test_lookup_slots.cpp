#include "server/api/lookup_slots.h"

#include <atomic>
#include <thread>
#include <vector>

#include "support/catch.h"

using namespace std::chrono_literals;
using server::LookupSlots;

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
    std::vector<std::jthread> callers;
    for (int i = 0; i < 20; ++i) {
      callers.emplace_back([&] { served += slots.try_acquire("slow", 60s) ? 1 : 0; });
    }
    held.clear();
  }
  CHECK(served == 20);
}
