#include "report/heading.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "language/currency.h"
#include "language/display_width.h"
#include "report/paper.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;

constexpr double kSmall = 0.9;   // of a small font's width
constexpr double kWidest = 110;  // digits that a line may ask a table for; longer ones are wrapped
constexpr double kTallest = 400;
constexpr double kUsed = 0.85;  // of a wrapped line's width, since words are not torn

const model::DateRange* range_of(const model::Argument& argument) {
  return std::get_if<model::DateRange>(&argument.values.front());
}

/// Whole numbers that nothing adds up are counts, years or codes.
bool is_amount(const model::Column& column) {
  if (column.type == model::Type::kInteger) return column.aggregate == model::Aggregate::kSum;
  return model::is_number(column.type);
}

/// The column where the second of two texts begins, both in one row: the middle one, or the first
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

Heading::Heading(const Edition& edition, const Subject& subject) : edition_(edition) {
  letterhead();
  const Theme& theme = edition.theme;
  lines_.push_back({Line::Place::kSpread, edition.words.title(edition.order.model->title),
                    theme.title, 26, 1.5});
  if (!subject.title.empty()) {
    subject_row_ = rows();
    lines_.push_back(
        {Line::Place::kSpread, workbook::single_line(subject.title), theme.subject, 22, 1.3});
  }
  std::string details;
  for (const std::string& detail : subject.details) edition.words.append(details, detail);
  if (!details.empty()) spread(details);
  periods();
  parameters();
  conventions();
}

void Heading::start(const std::string& text, workbook::StyleId style, double height,
                    double digit_width) {
  const std::string line = edition_.words.prose(workbook::single_line(text));
  if (!line.empty()) lines_.push_back({Line::Place::kStart, line, style, height, digit_width});
}

void Heading::spread(const std::string& text) {
  lines_.push_back({Line::Place::kSpread, edition_.words.prose(workbook::single_line(text)),
                    edition_.theme.subtitle, kRowHeight, 1});
}

void Heading::letterhead() {
  const model::Organization& organization = edition_.order.organization;
  const Words& words = edition_.words;
  const Theme& theme = edition_.theme;
  start(organization.name.get(edition_.language()), theme.letterhead, 26, 1.7);
  std::string numbers;
  if (!organization.vat_number.empty()) {
    numbers =
        words.text_verbatim(Message{"report.vat_number", {{"number", organization.vat_number}}});
  }
  if (!organization.registration_number.empty()) {
    words.append(numbers,
                 words.text_verbatim(Message{"report.registration_number",
                                             {{"number", organization.registration_number}}}));
  }
  start(numbers, theme.detail, kRowHeight, kSmall);
  start(words.in_digits(organization.address.get(edition_.language())), theme.detail, kRowHeight,
        kSmall);
  if (lines_.empty()) return;
  letterhead_rows_ = rows();
  lines_.push_back({Line::Place::kGap, "", theme.body, 8, 0});
}

void Heading::periods() {
  for (const model::Argument& argument : edition_.order.arguments) {
    if (range_of(argument) == nullptr) continue;
    for (const std::string& line : edition_.words.of_period(argument)) spread(line);
    return;  // further ranges are parameters like others
  }
}

void Heading::parameters() {
  const Words& words = edition_.words;
  std::string line;
  bool period_is_said = false;
  for (const model::Argument& argument : edition_.order.arguments) {
    if (range_of(argument) != nullptr && !std::exchange(period_is_said, true)) continue;
    words.append(line, words.labelled(argument.parameter->label.get(edition_.language()),
                                      words.of(argument)));
  }
  if (!line.empty()) spread(line);
  line.clear();
  for (const std::string& selection : words.of_selection(edition_.order)) {
    words.append(line, selection);
  }
  if (!line.empty())
    spread(words.text_verbatim(Message{"report.limited_to", {{"selection", line}}}));
}

void Heading::conventions() {
  std::set<std::string> currencies;
  bool has_amounts = false;
  for (const model::Column* column : edition_.order.columns()) {
    has_amounts = has_amounts || is_amount(*column);
    if (column->type == model::Type::kMoney) currencies.insert(column->currency);
  }
  const Words& words = edition_.words;
  std::string text;
  if (currencies.size() == 1 && !currencies.begin()->empty()) {
    const std::string& code = *currencies.begin();
    text = words.text(Message{"report.currency",
                              {{"name", language::currency_name(edition_.language(), code)},
                               {"sign", words.text(language::currency_symbol(code))}}});
  } else if (has_amounts) {
    text = words.text(Message{"report.negative_amounts"});
  }
  lines_.push_back({Line::Place::kNote, text, edition_.theme.note_start, kRowHeight, kSmall});
}

double Heading::width() const {
  double widest = 0;
  for (const Line& line : lines_) {
    const double room = line.place == Line::Place::kNote ? 2 : 1;  // two notes share its row
    widest = std::max(widest, language::display_width(line.text) * line.digit_width * room);
  }
  return std::min(widest, kWidest);
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
    double lines = std::ceil(language::display_width(line.text) * line.digit_width / room);
    if (line.place == Line::Place::kStart && lines > 1) {
      lines = std::ceil(language::display_width(line.text) * line.digit_width / (room * kUsed));
    }
    const double its_height =
        std::min(line.height * std::max(1.0, lines) * edition_.theme.tallness(), kTallest);
    sheet.height(row, its_height);
    height += its_height;
    if (line.place == Line::Place::kSpread) {
      span(sheet, row, 0, last, line.text, line.style);
    } else if (lines > 1) {
      span(sheet, row, 0, last, line.text, edition_.theme.over_lines(line.style));
    } else if (line.place == Line::Place::kStart) {
      sheet.text({row, 0}, line.text, line.style);
    }
  }
  write_logo(sheet, widths);
  return height;
}

/// The conventions and the count of rows beside each other where the columns have room for both, in
/// the middle if they can; else as one text. Returns its height.
double Heading::write_notes(workbook::Sheet& sheet, std::uint32_t row,
                            const std::vector<double>& widths, const std::string& note) const {
  const Line& line = lines_[row];
  const auto last = static_cast<std::uint16_t>(widths.size() - 1);
  const auto from_middle = divide(widths, language::display_width(line.text) * line.digit_width,
                                  language::display_width(note) * line.digit_width);
  double height = line.height;
  if (from_middle) {
    if (!line.text.empty()) sheet.text({row, 0}, line.text, line.style);
    span(sheet, row, *from_middle, last, edition_.words.prose(note), edition_.theme.note_end);
  } else {
    const std::string both =
        line.text.empty()
            ? note
            : line.text + edition_.words.text(Message{"report.detail_separator"}) + note;
    const double room = std::accumulate(widths.begin(), widths.end(), 0.0) * kUsed;
    height = std::min(kTallest, kRowHeight * std::ceil(language::display_width(both) / room));
    span(sheet, row, 0, last, edition_.words.prose(both), edition_.theme.subtitle);
  }
  sheet.height(row, height);
  return height;
}

/// As high as the letterhead, its far edge at that of the table. On a right-to-left sheet offsets
/// count from the right.
void Heading::write_logo(workbook::Sheet& sheet, const std::vector<double>& widths) const {
  const auto& branding = edition_.order.organization.branding;
  if (branding == nullptr || !branding->logo || letterhead_rows_ == 0) return;
  constexpr double kPixelsAPoint = 96.0 / 72.0;
  constexpr double kFlattest = 4;  // a wordmark is not wider than so many of its heights
  double height = 0;
  for (std::uint32_t row = 0; row < letterhead_rows_; ++row) height += lines_[row].height;
  height *= kPixelsAPoint;
  const workbook::Image& logo = *branding->logo;
  const double scale = std::min(height / logo.height(), kFlattest * height / logo.width());
  const double table = std::accumulate(widths.begin(), widths.end(), 0.0,
                                       [](double sum, double its) { return sum + pixels(its); });
  double left = std::max(0.0, table - logo.width() * scale);
  std::uint16_t column = 0;
  while (std::size_t{column} + 1 < widths.size() && left >= pixels(widths[column])) {
    left -= pixels(widths[column++]);
  }
  sheet.image({0, column}, left, logo, scale,
              edition_.order.organization.name.get(edition_.language()));
}

void span(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t first, std::uint16_t last,
          const std::string& text, workbook::StyleId style) {
  if (first == last) {
    sheet.text({row, first}, text, style);
  } else {
    sheet.merge({{row, first}, {row, last}}, text, style);
  }
}

}  // namespace report
