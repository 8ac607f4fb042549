#include "report/heading.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "language/currency.h"
#include "language/display_width.h"
#include "report/page_fit.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;
using language::Weight;

constexpr double kSmallFontFactor = 0.9;  // the width of the small font relative to the body's
constexpr double kMaxRequestedWidth =
    110;  // the most digits that a line may widen the table to; longer lines wrap
constexpr double kMaxRowHeight = 400;
constexpr double kWrapEfficiency =
    0.85;  // the share of a wrapped line that is filled, since words are not split

const model::DateRange* find_date_range(const model::Argument& argument) {
  return std::get_if<model::DateRange>(&argument.values.front());
}

/// Whole numbers without a total are counts, years or codes.
bool is_amount(const model::Column& column) {
  if (column.type == model::Type::kInteger) return column.aggregate == model::Aggregate::kSum;
  return model::is_number(column.type);
}

/// The column where the second of two texts in one row begins: the middle one, or the first one
/// that leaves room for both.
std::optional<std::uint16_t> divide(const std::vector<double>& widths, double first,
                                    double second) {
  const double whole = std::accumulate(widths.begin(), widths.end(), 0.0);
  const auto fits = [&](std::size_t column) {
    const double before =
        std::accumulate(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(column), 0.0);
    return first <= before && second <= whole - before;
  };
  if (fits(widths.size() / 2)) return static_cast<std::uint16_t>(widths.size() / 2);
  for (std::size_t column = 1; column < widths.size(); ++column) {
    if (fits(column)) return static_cast<std::uint16_t>(column);
  }
  return std::nullopt;
}

}  // namespace

Heading::Heading(const LocalizedReport& report, const SectionTitle& section_title)
    : report_(report), index_(section_title.index) {
  letterhead();
  if (!index_.empty()) back_link();
  const Theme& theme = report.theme;
  lines_.push_back({Line::Place::kSpread, report.words.title(report.spec.model->title), theme.title,
                    26, 1.4, Weight::kBold});
  if (!section_title.title.empty()) {
    section_title_row_ = rows();
    lines_.push_back({Line::Place::kSpread, workbook::single_line(section_title.title),
                      theme.section_title, 22, 1.2, Weight::kBold});
  }
  std::string details;
  for (const std::string& detail : section_title.details)
    report.words.append_detail(details, detail);
  if (!details.empty()) spread(details);
  periods();
  parameters();
  conventions();
}

void Heading::start(const std::string& text, workbook::StyleId style, double height,
                    double digit_width, Weight weight) {
  const std::string line = report_.words.prose(workbook::single_line(text));
  if (!line.empty())
    lines_.push_back({Line::Place::kStart, line, style, height, digit_width, weight});
}

void Heading::spread(const std::string& text) {
  lines_.push_back({Line::Place::kSpread, report_.words.prose(workbook::single_line(text)),
                    report_.theme.subtitle, kRowHeight, 1, Weight::kRegular});
}

void Heading::letterhead() {
  const model::Organization& organization = report_.spec.organization;
  const ReportText& words = report_.words;
  const Theme& theme = report_.theme;
  start(organization.name.get(report_.language()), theme.letterhead, 26, 1.6, Weight::kBold);
  std::string numbers;
  if (!organization.vat_number.empty()) {
    numbers =
        words.text_verbatim(Message{"report.vat_number", {{"number", organization.vat_number}}});
  }
  if (!organization.registration_number.empty()) {
    words.append_detail(
        numbers, words.text_verbatim(Message{"report.registration_number",
                                             {{"number", organization.registration_number}}}));
  }
  start(numbers, theme.detail, kRowHeight, kSmallFontFactor);
  start(words.localize_digits(organization.address.get(report_.language())), theme.detail,
        kRowHeight, kSmallFontFactor);
  if (lines_.empty()) return;
  letterhead_rows_ = rows();
  lines_.push_back({Line::Place::kGap, "", theme.body, 8, 0, Weight::kRegular});
}

/// In the row between letterhead and title.
void Heading::back_link() {
  if (letterhead_rows_ > 0) lines_.pop_back();
  lines_.push_back({Line::Place::kLink, report_.words.text(Message{"report.back_to_index"}),
                    report_.theme.back_link, kRowHeight, kSmallFontFactor, Weight::kRegular});
}

void Heading::periods() {
  for (const model::Argument& argument : report_.spec.arguments) {
    if (find_date_range(argument) == nullptr) continue;
    for (const std::string& line : report_.words.format_period(argument)) spread(line);
    return;  // further ranges are shown like other parameters
  }
}

void Heading::parameters() {
  const ReportText& words = report_.words;
  std::string line;
  bool period_is_said = false;
  for (const model::Argument& argument : report_.spec.arguments) {
    if (find_date_range(argument) != nullptr && !std::exchange(period_is_said, true)) continue;
    words.append_detail(line, words.labeled(argument.parameter->label.get(report_.language()),
                                            words.format_argument(argument)));
  }
  if (!line.empty()) spread(line);
  line.clear();
  for (const std::string& selection : words.format_selection(report_.spec)) {
    words.append_detail(line, selection);
  }
  if (!line.empty())
    spread(words.text_verbatim(Message{"report.limited_to", {{"selection", line}}}));
}

void Heading::conventions() {
  std::set<std::string> currencies;
  bool has_amounts = false;
  for (const model::Column* column : report_.spec.columns()) {
    has_amounts = has_amounts || is_amount(*column);
    if (column->type == model::Type::kMoney) currencies.insert(column->currency);
  }
  const ReportText& words = report_.words;
  std::string text;
  if (currencies.size() == 1 && !currencies.begin()->empty()) {
    const std::string& code = *currencies.begin();
    text = words.text(Message{"report.currency",
                              {{"name", language::currency_name(report_.language(), code)},
                               {"sign", words.text(language::currency_symbol(code))}}});
  } else if (has_amounts) {
    text = words.text(Message{"report.negative_amounts"});
  }
  lines_.push_back({Line::Place::kNote, text, report_.theme.note_start, kRowHeight,
                    kSmallFontFactor, Weight::kRegular});
}

double Heading::width(const Line& line) const {
  return report_.theme.text_width(line.text, line.weight) * line.digit_width;
}

double Heading::width() const {
  double widest = 0;
  for (const Line& line : lines_) {
    const double room = line.place == Line::Place::kNote ? 2 : 1;  // two notes share this row
    widest = std::max(widest, width(line) * room);
  }
  return std::min(widest, kMaxRequestedWidth);
}

double Heading::write(workbook::Sheet& sheet, const std::vector<double>& widths,
                      const std::string& note) const {
  double height = 0;
  const auto last = static_cast<std::uint16_t>(widths.size() - 1);
  const double room = std::accumulate(widths.begin(), widths.end(), 0.0);
  for (std::uint32_t row = 0; row < rows(); ++row) {
    const Line& line = lines_[row];
    if (line.place == Line::Place::kNote) {
      height += write_notes(sheet, row, widths, note);
      continue;
    }
    double lines = std::ceil(width(line) / room);
    if (line.place == Line::Place::kStart && lines > 1) {
      lines = std::ceil(width(line) / (room * kWrapEfficiency));
    }
    const double its_height = std::min(
        line.height * std::max(1.0, lines) * report_.theme.line_height_factor(), kMaxRowHeight);
    sheet.height(row, its_height);
    height += its_height;
    if (line.place == Line::Place::kSpread) {
      write_across(sheet, row, 0, last, line.text, line.style);
    } else if (line.place == Line::Place::kStart && lines > 1) {
      write_across(sheet, row, 0, last, line.text, report_.theme.over_lines(line.style));
    } else if (line.place == Line::Place::kStart) {
      sheet.text({row, 0}, line.text, line.style);
    } else if (line.place == Line::Place::kLink) {
      sheet.link({row, 0}, index_, line.text, line.style);
    }
  }
  write_logo(sheet, widths);
  return height;
}

/// Writes the conventions and the number of rows side by side if the columns have room for both, in
/// the middle if possible; otherwise as one text. Returns the height.
double Heading::write_notes(workbook::Sheet& sheet, std::uint32_t row,
                            const std::vector<double>& widths, const std::string& note) const {
  const Line& line = lines_[row];
  const auto last = static_cast<std::uint16_t>(widths.size() - 1);
  const auto from_middle =
      divide(widths, width(line), report_.theme.text_width(note) * line.digit_width);
  double height = line.height;
  if (from_middle) {
    if (!line.text.empty()) sheet.text({row, 0}, line.text, line.style);
    write_across(sheet, row, *from_middle, last, report_.words.prose(note), report_.theme.note_end);
  } else {
    const std::string both =
        line.text.empty()
            ? note
            : line.text + report_.words.text(Message{"report.detail_separator"}) + note;
    const double room = std::accumulate(widths.begin(), widths.end(), 0.0) * kWrapEfficiency;
    height = std::min(kMaxRowHeight, kRowHeight * std::ceil(report_.theme.text_width(both) / room));
    write_across(sheet, row, 0, last, report_.words.prose(both), report_.theme.subtitle);
  }
  sheet.height(row, height);
  return height;
}

/// Draws the logo as high as the letterhead, its far edge at that of the table. On a right-to-left
/// sheet offsets count from the right.
void Heading::write_logo(workbook::Sheet& sheet, const std::vector<double>& widths) const {
  const auto& branding = report_.spec.organization.branding;
  if (branding == nullptr || !branding->logo || letterhead_rows_ == 0) return;
  constexpr double kPixelsPerPoint = 96.0 / 72.0;
  constexpr double kMaxLogoAspect = 4;  // the width of a wordmark relative to its height, at most
  double height = 0;
  for (std::uint32_t row = 0; row < letterhead_rows_; ++row) height += lines_[row].height;
  height *= kPixelsPerPoint;
  const workbook::Image& logo = *branding->logo;
  const double scale = std::min(height / logo.height(), kMaxLogoAspect * height / logo.width());
  const double table = std::accumulate(widths.begin(), widths.end(), 0.0,
                                       [](double sum, double its) { return sum + pixels(its); });
  double left = std::max(0.0, table - logo.width() * scale);
  std::uint16_t column = 0;
  while (std::size_t{column} + 1 < widths.size() && left >= pixels(widths[column])) {
    left -= pixels(widths[column++]);
  }
  sheet.image({0, column}, left, logo, scale,
              report_.spec.organization.name.get(report_.language()));
}

void write_across(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t first,
                  std::uint16_t last, const std::string& text, workbook::StyleId style) {
  if (first == last) {
    sheet.text({row, first}, text, style);
  } else {
    sheet.merge({{row, first}, {row, last}}, text, style);
  }
}

}  // namespace report
