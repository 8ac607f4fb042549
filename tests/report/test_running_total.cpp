#include <cmath>
#include <limits>
#include <string_view>

#include "support/catch.h"
#include "report/running_total.h"

using model::Aggregate;
using report::RunningTotal;

TEST_CASE("a sum of decimals is exact, however many digits they have") {
  RunningTotal total(Aggregate::kSum);
  for (int i = 0; i < 1000; ++i) total.add(10, 2);  // 0.10
  total.add(1, 3);
  total.add(-100'001, 3);
  CHECK(total.value() == 0.0);
  CHECK(total.formula("F8:F55") == "SUBTOTAL(9,F8:F55)");
}

TEST_CASE("a scale out of range is refused") {
  RunningTotal total(Aggregate::kSum);
  total.add(1, 18);
  CHECK(total.value() == 1e-18);
  CHECK_THROWS(total.add(1, 19));
  CHECK_THROWS(total.add(1, -1));
}

TEST_CASE("a sum beyond 64 bits continues as a double") {
  RunningTotal total(Aggregate::kSum);
  const std::int64_t large = std::numeric_limits<std::int64_t>::max();
  total.add(large, 0);
  total.add(large, 0);
  total.add(5, 2);
  CHECK(std::abs(*total.value() / (2.0 * static_cast<double>(large)) - 1.0) < 1e-12);
}

TEST_CASE("counts include texts, averages and bounds only numbers") {
  for (const auto& [kind, value] : {std::pair{Aggregate::kCount, 3.0},
                                    {Aggregate::kAverage, 1.0},
                                    {Aggregate::kMin, -2.0},
                                    {Aggregate::kMax, 4.0}}) {
    RunningTotal total(kind);
    total.add(-2, 0);
    total.add(4.0);
    total.add_text();
    CHECK(total.value() == value);
  }
}

TEST_CASE("merged totals equal one total of all values") {
  for (const Aggregate kind : {Aggregate::kSum, Aggregate::kCount, Aggregate::kAverage,
                               Aggregate::kMin, Aggregate::kMax}) {
    RunningTotal whole(kind);
    RunningTotal merged(kind);
    for (int part = 0; part < 3; ++part) {
      RunningTotal piece(kind);
      for (int i = 0; i < 5 * part; ++i) {
        for (RunningTotal* each : {&whole, &piece}) {
          each->add(i * 37 - 100, part);
          each->add(0.25 * i);
          each->add_text();
        }
      }
      merged.merge(piece);
    }
    CHECK(merged.value() == whole.value());
  }
}

TEST_CASE("an average or bound of no values, and a total of several currencies, are absent") {
  for (const Aggregate kind : {Aggregate::kAverage, Aggregate::kMin, Aggregate::kMax}) {
    CHECK_FALSE(RunningTotal(kind).value());
    CHECK(RunningTotal(kind).is_empty());
  }
  CHECK(RunningTotal(Aggregate::kSum).value() == 0.0);
  CHECK(RunningTotal(Aggregate::kSum).is_empty());
  CHECK_FALSE(RunningTotal(Aggregate::kCount).is_empty());
  RunningTotal total(Aggregate::kSum);
  total.measure_in(2);
  total.add(100, 2);
  CHECK(total.unit() == 2);
  CHECK(total.value() == 1.0);
  RunningTotal other(Aggregate::kSum);
  other.measure_in(1);
  other.add(100, 2);
  total.merge(other);
  CHECK(total.is_mixed());
  CHECK_FALSE(total.value());
}

TEST_CASE("a total is rounded half away from zero, as ROUND does") {
  RunningTotal total(Aggregate::kSum);
  total.add(10'005, 4);
  CHECK(total.value(4) == 1.0005);
  CHECK(total.value(3) == 1.001);
  CHECK(total.value(2) == 1.0);
  CHECK(total.value(12) == 1.0005);
  total.add(-20'010, 4);
  CHECK(total.value(3) == -1.001);
  total.add(10'005, 4);
  CHECK(total.value(3) == 0.0);
  total.add(0.1 + 0.2);  // as a double
  total.add(-0.3);
  CHECK(total.value() != 0.0);
  CHECK(total.value(6) == 0.0);
  RunningTotal average(Aggregate::kAverage);
  for (const int value : {1, 2, 2}) average.add(value, 0);
  CHECK(average.value(6) == 1.666667);
  RunningTotal least(Aggregate::kMin);
  least.add(10'005, 4);
  CHECK(least.value(2) == 1.0005);
}

TEST_CASE("a total counts excluded values, and is absent if all are excluded") {
  RunningTotal total(Aggregate::kSum);
  total.add_text();
  total.exclude();
  CHECK_FALSE(total.value());
  CHECK(std::string_view{total.marker()} == "*");
  RunningTotal whole(Aggregate::kSum);
  whole.add(1, 0);
  whole.merge(total);
  CHECK(whole.value() == 1.0);
  CHECK(whole.excluded() == 1);
  RunningTotal count(Aggregate::kCount);
  count.add_text();
  count.exclude();
  CHECK(count.value() == 1.0);
  CHECK(count.excluded() == 0);
}
