#include "support/catch.h"
#include "report/print/page_plan.h"

using report::Heights;
using report::PagePlan;

namespace {

const Heights kShort{.heading = 80, .header = 30, .rows = 100, .totals_block = 40};

workbook::PrintSetup set_up(const PagePlan& plan, const Heights& heights = kShort) {
  return plan.set_up(heights, {}, 5, false).setup;
}

/// The width in points of the columns on each page, with those that it repeats.
std::vector<double> page_widths(const PagePlan& plan) {
  const workbook::PrintSetup setup = set_up(plan);
  std::vector<double> pages(1);
  for (std::uint16_t i = 0; i < plan.widths().size(); ++i) {
    if (std::ranges::count(setup.column_breaks, i) > 0) {
      pages.push_back(report::points(std::span{plan.widths()}.first(plan.repeated())));
    }
    pages.back() += report::points(std::span{plan.widths()}.subspan(i, 1));
  }
  return pages;
}

}  // namespace

TEST_CASE("a report prints in the orientation that is larger, upright where both are") {
  CHECK_FALSE(set_up({{}, std::vector<double>(6, 12), 0}).landscape);
  CHECK(set_up({{}, std::vector<double>(10, 12), 0}).landscape);
  // A landscape page would be shrunk for the totals block.
  const Heights statement{.heading = 130, .header = 30, .rows = 350, .totals_block = 120};
  const PagePlan plan({}, std::vector<double>(9, 12), 0);
  CHECK_FALSE(set_up(plan, statement).landscape);
  CHECK(set_up(plan).landscape);
  model::Layout fixed;
  fixed.landscape = false;
  CHECK_FALSE(set_up({fixed, std::vector<double>(10, 12), 0}).landscape);
}

TEST_CASE("the sheets of a run are printed in one orientation, on one paper") {
  const auto choices = [](const model::Layout& layout, std::size_t columns, double rows) {
    return PagePlan(layout, std::vector<double>(columns, 12), 0)
        .choices({.heading = 130, .header = 30, .rows = rows, .totals_block = 120}, {}, 5, false);
  };
  const auto is_landscape = [](const PagePlan::Pages& its) { return its.setup.landscape; };
  // Alone, that of one page would be portrait.
  const PagePlan::Choices one_page = choices({}, 9, 350);
  const PagePlan::Choices long_one = choices({}, 9, 3'000);
  CHECK_FALSE(PagePlan::choose({one_page}).front().setup.landscape);
  CHECK(PagePlan::choose({long_one}).front().setup.landscape);
  const auto most_are_long = PagePlan::choose({one_page, long_one, long_one});
  CHECK(std::ranges::count_if(most_are_long, is_landscape) == 3);
  CHECK(std::ranges::count_if(PagePlan::choose({one_page, one_page, one_page, long_one}),
                              is_landscape) == 0);
  // A page fewer beside the first is better than all others.
  const PagePlan::Choices wide = choices({}, 12, 350);
  CHECK(std::ranges::count_if(PagePlan::choose({one_page, one_page, one_page, wide}),
                              is_landscape) == 4);
  model::Layout any_paper;
  any_paper.paper = model::Paper::kAuto;
  const auto papers = PagePlan::choose({choices(any_paper, 3, 100), choices(any_paper, 20, 100)});
  for (const PagePlan::Pages& its : papers) CHECK(its.setup.paper == workbook::Paper::kA3);
  CHECK(PagePlan::choose({}).empty());
}

TEST_CASE("columns are never printed below 70 percent: they go on beside the page") {
  for (int count = 1; count <= 200; count += 7) {
    for (const double width : {8.0, 14.0, 30.0, 63.0}) {
      const PagePlan plan({}, std::vector<double>(static_cast<std::size_t>(count), width), 2);
      const workbook::PrintSetup setup = set_up(plan);
      CAPTURE(count, width, setup.scale);
      const double room = report::print_area(setup).width;
      CHECK(plan.scale() >= 0.7);
      if (plan.pages_wide() == 1) {
        CHECK(setup.scale == 0);
        CHECK(report::points(plan.widths()) * 0.7 <= room);
        continue;
      }
      CHECK(setup.scale >= 70);
      CHECK(setup.pages_tall == 0);
      CHECK(setup.column_breaks.size() == plan.pages_wide() - 1);
      for (const double page : page_widths(plan)) CHECK(page * setup.scale / 100 <= room);
    }
  }
}

TEST_CASE("pages side by side are about equally full and no more than needed") {
  const PagePlan plan({}, std::vector<double>(41, 14), 1);
  const std::vector<double> pages = page_widths(plan);
  CHECK(pages.size() == 4);
  const auto [least, most] = std::ranges::minmax(pages);
  CHECK(most - least <= 3 * report::points(std::vector<double>{14}));
  CHECK(plan.text_area().first == 1);
  CHECK(plan.text_area().last >= 8);
}

TEST_CASE("A3 is for reports that A4 prints too small, where the layout allows it") {
  const std::vector<double> wide(16, 16);
  model::Layout layout;
  CHECK(PagePlan(layout, wide, 1).pages_wide() == 2);
  layout.paper = model::Paper::kAuto;
  CHECK(PagePlan(layout, wide, 1).pages_wide() == 1);
  CHECK(set_up({layout, wide, 1}).paper == workbook::Paper::kA3);
  CHECK(set_up({layout, std::vector<double>(12, 16), 1}).paper == workbook::Paper::kA4);
  layout.paper = model::Paper::kA3;
  CHECK(set_up({layout, std::vector<double>(2, 16), 1}).paper == workbook::Paper::kA3);
}

TEST_CASE("a fixed scale holds, whatever it does to the pages") {
  model::Layout layout;
  layout.scale = 50;
  CHECK(set_up({layout, std::vector<double>(16, 14), 1}).scale == 50);
  CHECK(PagePlan(layout, std::vector<double>(16, 14), 1).pages_wide() == 1);
  layout.scale = 200;
  const PagePlan plan(layout, std::vector<double>(16, 14), 1);
  CHECK(set_up(plan).scale == 200);
  CHECK(plan.pages_wide() > 3);
  layout.scale = 400;  // no column fits beside the repeated one
  CHECK(PagePlan(layout, std::vector<double>(5, 40), 1).pages_wide() == 5);
}

TEST_CASE("grouped rows of several pages have a scale and breaks, others are fitted") {
  workbook::RowHeights rows;
  for (int i = 0; i < 200; ++i) {
    rows.add(0, false, i % 10 == 0 ? workbook::KeepWith::kNext : workbook::KeepWith::kNone);
  }
  Heights heights = kShort;
  heights.rows = rows.total(report::kRowHeight);
  const PagePlan plan({}, std::vector<double>(6, 12), 0);
  const auto grouped = plan.set_up(heights, rows, 5, true);
  CHECK(grouped.setup.scale == 97);
  CHECK(grouped.setup.row_breaks.size() == 4);
  const auto plain = plan.set_up(heights, rows, 5, false).setup;
  CHECK(plain.scale == 0);
  CHECK(plain.row_breaks.empty());
  CHECK_FALSE(grouped.is_too_long);
}
