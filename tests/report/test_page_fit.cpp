#include "support/catch.h"
#include "report/page_fit.h"

using report::Heights;
using report::pages_to_fit;

namespace {

const std::vector<double> kNarrow(8, 12);  // within the width of a landscape page
const workbook::PrintSetup kLandscape{.landscape = true};

Heights of(double rows, double foot) {
  return {.heading = 130, .header = 30, .rows = rows, .totals_block = foot};
}

}  // namespace

TEST_CASE("a foot does not stand alone on the last page") {
  // A landscape page holds 512 points, each after the first 482 of rows.
  CHECK(pages_to_fit(kLandscape, kNarrow, of(200, 100)) == 0);        // room enough
  CHECK(pages_to_fit(kLandscape, kNarrow, of(260, 100)) == 1);        // just full: in each viewer
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352, 100)) == 1);        // the foot alone
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352 + 482, 100)) == 2);  // on the third page
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352 + 5 * 482, 100)) == 6);
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352 + 482 + 250, 100)) == 0);  // in good company
}

TEST_CASE("a report is made one page as long as it can be read") {
  CHECK(pages_to_fit(kLandscape, kNarrow, of(500, 140)) == 1);
  CHECK(pages_to_fit(kLandscape, kNarrow, of(650, 140)) == 0);
  const std::vector<double> wide(20, 12);  // small already
  CHECK(pages_to_fit(kLandscape, wide, of(1000, 140)) == 0);
  CHECK(pages_to_fit({}, kNarrow, of(500, 100)) == 1);
}

TEST_CASE("a long report is not made to fit") {
  CHECK(pages_to_fit(kLandscape, kNarrow, of(1e6, 140)) == 0);
}
