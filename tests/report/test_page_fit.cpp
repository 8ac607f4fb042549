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

TEST_CASE("a totals block is not alone on the last page") {
  // A landscape page holds 512 points; each page after the first holds 482 points of rows.
  CHECK(pages_to_fit(kLandscape, kNarrow, of(200, 100)) == 0);        // enough room
  CHECK(pages_to_fit(kLandscape, kNarrow, of(260, 100)) == 1);        // barely fits
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352, 100)) == 1);        // alone on page 2
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352 + 482, 100)) == 2);  // alone on page 3
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352 + 5 * 482, 100)) == 6);
  CHECK(pages_to_fit(kLandscape, kNarrow, of(352 + 482 + 250, 100)) == 0);  // below enough rows
}

TEST_CASE("a report is shrunk to one page as long as it stays readable") {
  CHECK(pages_to_fit(kLandscape, kNarrow, of(500, 140)) == 1);
  CHECK(pages_to_fit(kLandscape, kNarrow, of(650, 140)) == 0);
  const std::vector<double> wide(20, 12);  // already small
  CHECK(pages_to_fit(kLandscape, wide, of(1000, 140)) == 0);
  CHECK(pages_to_fit({}, kNarrow, of(500, 100)) == 1);
}

TEST_CASE("a long report is not shrunk to fit") {
  CHECK(pages_to_fit(kLandscape, kNarrow, of(1e6, 140)) == 0);
}
