#include "support/catch.h"
#include "server/waiting_line.h"

using server::WaitingLine;
using TimePoint = std::chrono::steady_clock::time_point;

namespace {

TimePoint second(int number) { return TimePoint{std::chrono::seconds{number}}; }

}  // namespace

TEST_CASE("the longest wait comes first, for as many as a line has") {
  WaitingLine line;
  CHECK_FALSE(line.take());
  line.form({{second(3), 30}, {second(1), 10}, {second(2), 20}});
  for (const std::uint64_t id : {10, 20, 30}) CHECK(line.take()->connection == id);
  CHECK_FALSE(line.take());

  std::vector<WaitingLine::Place> many;
  for (int i = 1'000; i > 0; --i) many.push_back({second(i), static_cast<std::uint64_t>(i)});
  line.form(many);
  std::uint64_t taken = 0;
  while (const auto next = line.take()) CHECK(next->connection == ++taken);
  CHECK(taken > 10);
  CHECK(taken < 1'000);
}
