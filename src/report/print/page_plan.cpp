#include "report/print/page_plan.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "report/print/page_breaks.h"

namespace report {
namespace {

using workbook::Paper;

constexpr std::size_t kMaxColumnBreaks = 1'023;
constexpr double kMaxRepeatedShare = 0.4;  // of the width of an A4 page
/// Excel's columns on paper differ by as much from those on the screen, depending on the printer.
constexpr double kSpareWidth = 0.03;
/// Orientations whose scales differ by less are the same to the eye.
constexpr double kVisibleDifference = 0.03;

workbook::PrintSetup setup_for(Paper paper, bool landscape) {
  workbook::PrintSetup setup;
  setup.paper = paper;
  setup.landscape = landscape;
  return setup;
}

std::uint16_t percent(double scale) {
  constexpr double kRounding = 1e-9;
  return static_cast<std::uint16_t>(std::clamp(std::floor(scale * 100 + kRounding), 10.0, 400.0));
}

}  // namespace

PagePlan::PagePlan(const model::Layout& layout, std::vector<double> widths, std::uint16_t lead)
    : widths_(std::move(widths)),
      repeated_(lead < widths_.size() ? lead : std::uint16_t{0}),
      fixed_scale_(layout.scale.value_or(0) / 100.0) {
  const double page = print_area(setup_for(Paper::kA4, layout.landscape.value_or(false))).width;
  const double most = kMaxRepeatedShare * page / (fixed_scale_ > 0 ? fixed_scale_ : kMinScale);
  while (points(std::span{widths_}.first(repeated_)) > most) --repeated_;
  const bool may_be_a3 = layout.paper == model::Paper::kAuto;
  all_options_ = options(layout, layout.paper == model::Paper::kA3 ? Paper::kA3 : Paper::kA4);
  options_ = with_fewest_pages(all_options_);
  if (!may_be_a3) return;
  const std::vector<Option> larger = options(layout, Paper::kA3);
  all_options_.insert(all_options_.end(), larger.begin(), larger.end());
  if (pages_wide() > 1 || scale() < kMinScale) options_ = with_fewest_pages(larger);
}

std::vector<PagePlan::Option> PagePlan::options(const model::Layout& layout, Paper paper) const {
  std::vector<Option> options;
  for (const bool landscape : {false, true}) {
    if (layout.landscape.value_or(landscape) == landscape) {
      options.push_back(divide(paper, landscape));
    }
  }
  return options;
}

std::vector<PagePlan::Option> PagePlan::with_fewest_pages(std::vector<Option> options) {
  const auto pages = [](const Option& option) { return option.begins.size(); };
  const std::size_t fewest = pages(*std::ranges::min_element(options, {}, pages));
  std::erase_if(options, [&](const Option& option) { return pages(option) > fewest; });
  return options;
}

PagePlan::Option PagePlan::divide(Paper paper, bool landscape) const {
  const double width = print_area(setup_for(paper, landscape)).width;
  const double all = points(widths_);
  if (fixed_scale_ > 0) {
    const double page = width / fixed_scale_;
    return {paper, landscape, fixed_scale_,
            all <= page ? std::vector<std::uint16_t>{} : page_begins(page * (1 - kSpareWidth))};
  }
  const double scale = std::min(1.0, width / all);
  if (scale >= kMinScale) return {paper, landscape, scale, {}};
  // The narrowest pages that are no more than the widest allowed ones: they are about equally full.
  const double room = width * (1 - kSpareWidth);
  double wide = room / kMinScale;
  double narrow = 0;
  const std::size_t pages = page_begins(wide).size();
  while (wide - narrow > 1) {
    const double middle = (wide + narrow) / 2;
    (page_begins(middle).size() <= pages ? wide : narrow) = middle;
  }
  return {paper, landscape, std::clamp(room / wide, kMinScale, 1.0), page_begins(wide)};
}

/// The first columns of the pages after the first, where a page has room for `page_width` points.
/// A column that is wider than a page has one of its own.
std::vector<std::uint16_t> PagePlan::page_begins(double page_width) const {
  const double repeated = points(std::span{widths_}.first(repeated_));
  std::vector<std::uint16_t> begins;
  double used = 0;
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    const double width = points(std::span{widths_}.subspan(i, 1));
    if (i > repeated_ && used + width > page_width) {
      begins.push_back(static_cast<std::uint16_t>(i));
      used = repeated;
    }
    used += width;
  }
  if (begins.size() > kMaxColumnBreaks) begins.resize(kMaxColumnBreaks);
  return begins;
}

TextArea PagePlan::text_area() const {
  const std::vector<std::uint16_t>& begins = options_.front().begins;
  const std::size_t count = begins.empty() ? widths_.size() : begins.front();
  return {widths_, repeated(), static_cast<std::uint16_t>(count - 1)};
}

void PagePlan::repeat_columns(workbook::Sheet& sheet) const {
  if (const std::uint16_t columns = repeated(); columns > 0) {
    sheet.repeat_columns(0, static_cast<std::uint16_t>(columns - 1));
  }
}

double PagePlan::scale() const {
  return std::ranges::max_element(options_, {}, &Option::scale)->scale;
}

PagePlan::Pages PagePlan::pages(const Option& option, const Heights& heights,
                                const workbook::RowHeights& rows, std::uint32_t first_row,
                                bool keeps_rows) const {
  workbook::PrintSetup setup = setup_for(option.paper, option.landscape);
  const bool has_scale = fixed_scale_ > 0 || !option.begins.empty();
  const PagesTall fit =
      has_scale ? PagesTall{0, option.scale} : pages_to_fit(setup, option.scale, heights);
  Pages its{.setup = setup, .pages_wide = option.begins.size() + 1, .scale = fit.scale};
  its.setup.pages_tall = fit.pages;
  const PrintArea area = print_area(setup);
  const double all = heights.heading + heights.header + heights.rows + heights.totals_block;
  const bool is_one_page = fit.pages == 1 || all <= area.height / option.scale;
  if (!has_scale && (!keeps_rows || is_one_page)) return its;
  const double safe = has_scale ? option.scale : std::min(1.0, option.scale * (1 - kSpareWidth));
  const std::uint16_t scale = percent(safe);
  auto breaks = page_breaks(rows, first_row, heights, area.height * 100 / scale);
  its.is_too_long = keeps_rows && !breaks;
  if (!has_scale && !breaks) return its;
  its.setup.pages_tall = 0;
  its.setup.scale = scale;
  its.setup.column_breaks = option.begins;
  its.setup.row_breaks = breaks.value_or(std::vector<std::uint32_t>{});
  return its;
}

PagePlan::Choices PagePlan::choices(const Heights& heights, const workbook::RowHeights& rows,
                                    std::uint32_t first_row, bool keeps_rows) const {
  Choices choices{.paper = options_.front().paper, .pages = {}};
  for (const Option& option : all_options_) {
    choices.pages.push_back(pages(option, heights, rows, first_row, keeps_rows));
  }
  return choices;
}

PagePlan::Pages PagePlan::set_up(const Heights& heights, const workbook::RowHeights& rows,
                                 std::uint32_t first_row, bool keeps_rows) const {
  return choose({choices(heights, rows, first_row, keeps_rows)}).front();
}

/// The paper is the largest that one of them needs. The orientation is that with the fewest pages
/// side by side, and of those the larger one on average.
std::vector<PagePlan::Pages> PagePlan::choose(const std::vector<Choices>& sheets) {
  if (sheets.empty()) return {};
  const bool is_a3 =
      std::ranges::any_of(sheets, [](const Choices& its) { return its.paper == Paper::kA3; });
  const Paper paper = is_a3 ? Paper::kA3 : Paper::kA4;
  std::optional<std::size_t> best;  // of the pages of each sheet
  std::size_t fewest = 0;
  double largest = 0;
  for (std::size_t i = 0; i < sheets.front().pages.size(); ++i) {
    if (sheets.front().pages[i].setup.paper != paper) continue;
    std::size_t pages_wide = 0;
    double scale = 0;
    for (const Choices& its : sheets) {
      pages_wide += its.pages[i].pages_wide;
      scale += its.pages[i].scale / static_cast<double>(sheets.size());
    }
    const bool is_better = !best || pages_wide < fewest ||
                           (pages_wide == fewest && scale > largest + kVisibleDifference);
    if (!is_better) continue;
    best = i;
    fewest = pages_wide;
    largest = scale;
  }
  std::vector<Pages> chosen;
  for (const Choices& its : sheets) chosen.push_back(its.pages[*best]);
  return chosen;
}

}  // namespace report
