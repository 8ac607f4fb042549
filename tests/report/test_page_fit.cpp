#include "support/catch.h"
#include "report/print/page_fit.h"

using report::Heights;
using report::pages_to_fit;

namespace {

const workbook::PrintSetup kLandscape{.landscape = true};

Heights of(double rows, double foot) {
  return {.heading = 130, .header = 30, .rows = rows, .totals_block = foot};
}

std::uint16_t pages(const workbook::PrintSetup& setup, double scale, const Heights& heights) {
  return pages_to_fit(setup, scale, heights).pages;
}

}  // namespace

TEST_CASE("a totals block is not alone on the last page") {
  // A landscape page holds 512 points; each page after the first holds 482 points of rows.
  CHECK(pages(kLandscape, 1, of(200, 100)) == 0);        // enough room
  CHECK(pages(kLandscape, 1, of(260, 100)) == 1);        // barely fits
  CHECK(pages(kLandscape, 1, of(352, 100)) == 1);        // alone on page 2
  CHECK(pages(kLandscape, 1, of(352 + 482, 100)) == 2);  // alone on page 3
  CHECK(pages(kLandscape, 1, of(352 + 5 * 482, 100)) == 6);
  CHECK(pages(kLandscape, 1, of(352 + 482 + 250, 100)) == 0);  // below enough rows
}

TEST_CASE("a report is shrunk to one page as long as it stays readable") {
  CHECK(pages(kLandscape, 1, of(420, 140)) == 1);
  CHECK(pages(kLandscape, 1, of(500, 140)) == 0);
  CHECK(pages(kLandscape, 0.75, of(800, 140)) == 0);  // already small
  CHECK(pages({}, 0.95, of(500, 100)) == 1);
}

TEST_CASE("a long report is not shrunk to fit") { CHECK(pages(kLandscape, 1, of(1e6, 140)) == 0); }
