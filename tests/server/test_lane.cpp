#include <atomic>
#include <thread>
#include <vector>

#include "support/catch.h"
#include "server/lane.h"
#include "server/lookup_places.h"

using namespace std::chrono_literals;
using server::Lane;
using server::LookupPlaces;

namespace {

Lane lane_of(const std::string& method, const std::string& target) {
  server::Head head;
  head.method = method;
  head.target = target;
  return server::lane_of(head);
}

}  // namespace

TEST_CASE("what a source or a commit may hold up has threads of its own") {
  for (const char* method : {"POST", "DELETE", "PUT", "PATCH", "BREW", ""}) {
    CHECK(lane_of(method, "/v1/bi/jobs") == Lane::kWaiting);
  }
  for (const char* target :
       {"/v1/bi/data-models/sales/values/branch", "/v1/bi/data-models/sales/values/branch?search=x",
        "/v1/bi/data-models/sales/%76alues/branch", "http://host/v1/bi/data-models/s/values/b"}) {
    CHECK(lane_of("GET", target) == Lane::kWaiting);
    CHECK(lane_of("HEAD", target) == Lane::kWaiting);
  }
  for (const char* target :
       {"/readyz", "/healthz", "/metrics", "/v1/bi/jobs", "/v1/bi/jobs/1?wait=25",
        "/v1/bi/files/1?signature=a%2Fb", "/v1/bi/files/1?x=/values/", "/docs"}) {
    CHECK(lane_of("GET", target) == Lane::kQuick);
    CHECK(lane_of("HEAD", target) == Lane::kQuick);
  }
  CHECK(lane_of("OPTIONS", "/v1/bi/jobs") == Lane::kQuick);
}

TEST_CASE("a source that is slow leaves places for the others") {
  LookupPlaces places;
  std::vector<LookupPlaces::Place> slow;
  while (auto place = places.take("slow", 0ms)) slow.push_back(*std::move(place));
  CHECK(slow.size() == LookupPlaces::kMaxOfOne);
  std::vector<LookupPlaces::Place> others;
  while (auto place = places.take("source " + std::to_string(others.size()), 0ms)) {
    others.push_back(*std::move(place));
  }
  CHECK(slow.size() + others.size() == LookupPlaces::kMax);
  CHECK_FALSE(places.take("one more", 0ms));
  others.pop_back();
  CHECK_FALSE(places.take("slow", 0ms));
  CHECK(places.take("one more", 0ms));
}

TEST_CASE("who waits for a place gets the next one that is given back") {
  LookupPlaces places;
  std::vector<LookupPlaces::Place> held;
  while (auto place = places.take("slow", 0ms)) held.push_back(*std::move(place));
  std::atomic<int> served = 0;
  {
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 20; ++i) {
      crowd.emplace_back([&] { served += places.take("slow", 60s) ? 1 : 0; });
    }
    held.clear();
  }
  CHECK(served == 20);
}
