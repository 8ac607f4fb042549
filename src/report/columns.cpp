#include "report/columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "base/utf8.h"
#include "language/width.h"
#include "report/number_format.h"

namespace report {
namespace {

using base::Phrase;

constexpr double kLeast = 8;
constexpr double kWidest = 60;
constexpr double kPadding = 3;  // the filter's button among it
constexpr double kBold = 1.1;
constexpr double kHijriWidth = 10;     // 1446/07/01
constexpr double kDateTimeWidth = 16;  // 01/01/2025 08:05

/// The width that a column has whatever its rows hold.
double fixed_width(model::Type type) {
  switch (type) {
    case model::Type::kDate:
      return kHijriWidth;
    case model::Type::kDateTime:
      return kDateTimeWidth;
    case model::Type::kTime:
    case model::Type::kDuration:
      return kHijriWidth;
    default:
      return 0;
  }
}

workbook::Column streamed_column(const model::Column& column, const ColumnLook& look) {
  workbook::Column streamed;
  streamed.style = look.value;
  streamed.text_style = look.text;
  streamed.decimals = decimals_of(column);
  streamed.grouped = column.type != model::Type::kPercent;
  streamed.width = model::is_number(column.type) ? workbook::Column::Width::kNumber
                                                 : workbook::Column::Width::kText;
  return streamed;
}

/// How wide a title is at the least: its longest word, and half of it where it takes two lines.
double title_width(const std::string& title) {
  double longest = 0;
  std::string_view rest = title;
  while (!rest.empty()) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    longest = std::max(longest, double{1.0} * language::width(rest.substr(0, blank)));
    rest.remove_prefix(std::min(blank + 1, rest.size()));
  }
  return std::max(longest, std::ceil(language::width(title) / 2.0) + 2) * kBold;
}

/// How many lines a text takes in a column as wide as columns get.
int lines_of(std::string_view text) {
  int lines = 0;
  while (true) {
    const std::size_t end = text.find('\n');
    const int width = language::width(text.substr(0, end));
    lines += std::max(1, static_cast<int>(std::ceil(width / kWidest)));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

/// "-1,234.50" in characters; parentheses need one more than the sign.
double number_width(double value, int decimals) {
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), std::abs(value),
                                 std::chars_format::fixed, decimals);
  const auto length = static_cast<int>(end.ptr - text.data());
  const int whole = length - (decimals > 0 ? decimals + 1 : 0);
  return length + (whole - 1) / 3 + 2;
}

}  // namespace

Columns::Columns(const model::Order& order, const Theme& theme, const Words& words,
                 const language::Zone& zone, const source::Selection& selection)
    : language_(order.language) {
  const ColumnCells::Words yes_no{words.say(Phrase{"report.yes"}), words.say(Phrase{"report.no"})};
  for (const model::Column* column : order.columns()) {
    const ColumnLook look = theme.column(*column);
    const std::size_t place = selection.place(*column, language_);
    if (column->type == model::Type::kText) wrapped_.push_back(place);
    parts_.push_back({column, look, {*column, look, language_, yes_no, zone}, size(), place});
    const std::string& title = column->title.in(language_);
    titles_.push_back(title);
    streamed_.push_back(streamed_column(*column, look));
    if (!column->hijri) continue;
    titles_.push_back(words.say(Phrase{"report.hijri_title", {{"title", title}}}));
    streamed_.push_back({look.text, look.text, workbook::Column::Width::kText});
  }
}

void Columns::write(const source::Rows& in, workbook::Rows& out) {
  for (Part& part : parts_) part.cells.write(in, part.place, out);
}

double Columns::height(const source::Rows& in) const {
  constexpr double kLine = 13.5;    // points, of an Arabic face in the size of the body
  constexpr double kTallest = 409;  // Excel's limit
  int lines = 1;
  for (const std::size_t i : wrapped_) {
    const std::string_view text = in.text(i);
    lines =
        std::max(lines, base::is_utf8(text) ? lines_of(text) : lines_of(base::repaired_utf8(text)));
  }
  return lines == 1 ? 0 : std::min(lines * kLine, kTallest);
}

void Columns::write_header(workbook::Sheet& sheet, std::uint32_t row,
                           workbook::StyleId style) const {
  for (std::uint16_t i = 0; i < size(); ++i) sheet.text({row, i}, titles_[i], style);
}

double Columns::total_width(const Part& part) const {
  if (part.column->total == model::Total::kNone) return 0;
  const bool is_count = part.column->total == model::Total::kCount;
  if (!is_count && !model::is_number(part.column->type)) return 0;
  return number_width(part.cells.total().value(), is_count ? 0 : decimals_of(*part.column)) * kBold;
}

std::vector<double> Columns::widths(const workbook::Rows& rows, double least) const {
  std::vector<double> widths;
  for (std::uint16_t i = 0; i < size(); ++i) {
    widths.push_back(std::max({kLeast, rows.width(i), title_width(titles_[i])}));
  }
  for (const Part& part : parts_) {
    double& width = widths[part.first];
    width = std::max({width, fixed_width(part.column->type), total_width(part)});
  }
  for (double& width : widths) width = std::min(width, kWidest) + kPadding;
  const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
  if (sum < least) {
    for (double& width : widths) width *= least / sum;
  }
  return widths;
}

bool Columns::has_totals() const {
  return std::ranges::any_of(
      parts_, [](const Part& part) { return part.column->total != model::Total::kNone; });
}

void Columns::write_totals(workbook::Sheet& sheet, std::uint32_t row,
                           const std::vector<Block>& blocks, const Theme& theme,
                           const std::string& label) const {
  for (std::uint16_t i = 0; i < size(); ++i) sheet.blank({row, i}, theme.total_blank);
  if (parts_.front().column->total == model::Total::kNone) {
    sheet.text({row, 0}, label, theme.total_label);
  }
  for (const Part& part : parts_) {
    if (part.column->total == model::Total::kNone) continue;
    std::string ranges;
    for (const Block& block : blocks) {
      const workbook::Range range{{block.first_row, part.first}, {block.last_row, part.first}};
      if (!ranges.empty()) ranges += ',';
      ranges += block.sheet.empty() ? workbook::a1(range) : workbook::a1(block.sheet, range);
    }
    const RunningTotal& total = part.cells.total();
    sheet.formula({row, part.first}, total.formula(ranges), total.value(), part.look.total);
  }
}

std::int64_t Columns::left_out() const {
  std::int64_t count = 0;
  for (const Part& part : parts_) {
    const model::Total total = part.column->total;
    if (total != model::Total::kNone && total != model::Total::kCount) {
      count += part.cells.left_out();
    }
  }
  return count;
}

void Columns::remark_misfits(std::vector<Phrase>& remarks) const {
  for (const Part& part : parts_) {
    const Misfits& misfits = part.cells.misfits();
    if (misfits.cells == 0) continue;
    remarks.push_back(Phrase{"report.misfits",
                             {{"count", static_cast<std::int64_t>(misfits.cells)},
                              {"column", part.column->title.in(language_)},
                              {"row", std::int64_t{misfits.first_row}}}});
  }
}

void Columns::remark_findings(const workbook::Rows& rows, std::vector<Phrase>& remarks) const {
  for (std::uint16_t i = 0; i < size(); ++i) {
    const auto remark = [&](const workbook::Finding& finding, Phrase phrase) {
      if (finding.cells == 0) return;
      phrase.arguments = {{"count", static_cast<std::int64_t>(finding.cells)},
                          {"column", titles_[i]},
                          {"row", std::int64_t{finding.first_row} + 1}};
      remarks.push_back(std::move(phrase));
    };
    const workbook::Findings& found = rows.findings(i);
    remark(found.repaired, Phrase{"report.cells_repaired"});
    remark(found.cut, Phrase{"report.cells_cut"});
    remark(found.not_finite, Phrase{"report.cells_not_finite"});
    remark(found.too_long, Phrase{"report.cells_too_long"});
  }
}

}  // namespace report
