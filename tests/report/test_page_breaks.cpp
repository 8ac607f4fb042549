#include <random>

#include "support/catch.h"
#include "report/print/page_breaks.h"

using report::Heights;
using report::page_breaks;
using workbook::KeepWith;
using workbook::RowHeights;

namespace {

constexpr double kPage = 500;
constexpr std::uint32_t kFirst = 6;

struct Row {
  double height;
  KeepWith keep;
  bool is_hidden = false;
};

std::optional<std::vector<std::uint32_t>> breaks_of(const std::vector<Row>& rows, double block) {
  RowHeights heights;
  for (const Row& row : rows) heights.add(row.height, row.is_hidden, row.keep);
  return page_breaks(heights, kFirst,
                     {.heading = 90,
                      .header = 30,
                      .rows = heights.total(report::kRowHeight),
                      .totals_block = block},
                     kPage);
}

}  // namespace

TEST_CASE("page breaks leave a group's title with its rows and a subtotal with the row before") {
  std::mt19937 chance(16);  // NOLINT: the same rows each time
  for (int round = 0; round < 300; ++round) {
    std::vector<Row> rows;
    while (rows.size() < 400) {
      rows.push_back({15, KeepWith::kNext});
      if (chance() % 3 == 0) rows.push_back({15, KeepWith::kNext});
      for (auto i = chance() % 30 + 1; i > 0; --i) {
        rows.push_back({chance() % 4 == 0 ? 40.5 : 0.0, KeepWith::kNone, chance() % 20 == 0});
      }
      rows.push_back({20, KeepWith::kPrevious});
    }
    const double block = static_cast<double>(chance() % 200);
    const auto breaks = breaks_of(rows, block);
    REQUIRE(breaks);
    std::vector<Row> visible;
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (rows[i].is_hidden) continue;
      visible.push_back(rows[i]);
      numbers.push_back(kFirst + i);
    }
    double used = 120;  // of the page
    std::size_t found = 0;
    for (std::size_t i = 0; i < visible.size(); ++i) {
      if (found < breaks->size() && (*breaks)[found] == numbers[i]) {
        ++found;
        used = 30;
        REQUIRE(i > 0);
        CHECK(visible[i].keep != KeepWith::kPrevious);
        CHECK(visible[i - 1].keep != KeepWith::kNext);
      }
      used += visible[i].height > 0 ? visible[i].height : report::kRowHeight;
      CHECK(used <= kPage * 0.95);
    }
    CHECK(found == breaks->size());
    CHECK(used + block <= kPage * 0.95);
    if (block > 0) CHECK(used >= 30 + 75);  // the header and five rows
  }
}

TEST_CASE("collapsed groups break between their subtotals") {
  std::vector<Row> rows;
  for (int group = 0; group < 100; ++group) {
    rows.push_back({15, KeepWith::kNone, true});
    for (int i = 0; i < 10; ++i) rows.push_back({15, KeepWith::kNone, true});
    rows.push_back({15, KeepWith::kNone});
  }
  const auto breaks = breaks_of(rows, 0);
  REQUIRE(breaks);
  CHECK(breaks->size() == 3);
}

TEST_CASE("a report of more pages than Excel allows breaks has none") {
  CHECK(breaks_of(std::vector<Row>(27'000, {15, KeepWith::kNone}), 0));
  CHECK_FALSE(breaks_of(std::vector<Row>(40'000, {15, KeepWith::kNone}), 0));
}
