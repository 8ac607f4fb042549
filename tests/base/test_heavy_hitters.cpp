#include <algorithm>
#include <map>
#include <random>

#include "base/heavy_hitters.h"
#include "support/catch.h"

using base::HeavyHitters;

TEST_CASE("the counters of few names are kept as they were put") {
  HeavyHitters<int> counters{3};
  CHECK(counters.find("a") == nullptr);
  CHECK_FALSE(counters.put("a", 5));
  CHECK_FALSE(counters.put("b", 2));
  CHECK_FALSE(counters.put("a", 1));
  CHECK(*counters.find("a") == 1);
  CHECK(counters.smallest() == 1);
  CHECK_FALSE(counters.is_full());
  counters.erase("a");
  counters.erase("unknown");
  CHECK(counters.find("a") == nullptr);
  CHECK(counters.smallest() == 2);
  CHECK(counters.size() == 1);
}

TEST_CASE("a new name replaces the smallest counter") {
  HeavyHitters<int> counters{2};
  counters.put("a", 5);
  counters.put("b", 2);
  CHECK(counters.put("c", 9) == 2);
  CHECK(counters.find("b") == nullptr);
  CHECK(counters.put("d", 1) == 5);  // whatever the new counter is
  CHECK(counters.put("e", 1) == 1);
  CHECK(*counters.find("c") == 9);
  CHECK(counters.size() == 2);
}

TEST_CASE("random puts and erasures have the same result as with a plain table") {
  std::mt19937 random{14};
  const auto below = [&](int end) { return std::uniform_int_distribution{0, end - 1}(random); };
  for (const std::size_t max_names : {1U, 2U, 7U, 64U}) {
    CAPTURE(max_names);
    HeavyHitters<int> counters{max_names};
    std::map<std::string, int> plain;
    for (int i = 0; i < 20'000; ++i) {
      const std::string name = std::to_string(below(100));
      if (below(4) == 0) {
        counters.erase(name);
        plain.erase(name);
      } else {
        const int counter = below(1'000) * 20'000 + i;  // all different
        const bool is_new = !plain.contains(name);
        const auto lost = counters.put(name, counter);
        REQUIRE(lost.has_value() == (is_new && plain.size() == max_names));
        if (lost) std::erase_if(plain, [&](const auto& entry) { return entry.second == *lost; });
        plain[name] = counter;
      }
      REQUIRE(counters.size() == plain.size());
      for (const auto& [known, counter] : plain) REQUIRE(*counters.find(known) == counter);
      if (plain.empty()) continue;
      REQUIRE(counters.smallest() == std::ranges::min_element(plain, {}, [](const auto& entry) {
                                       return entry.second;
                                     })->second);
    }
  }
}
