#include "report/heading.h"

#include <algorithm>
#include <set>
#include <utility>

#include "language/currency.h"
#include "report/print/page_fit.h"
#include "report/request_facts.h"
#include "report/style/text_layout.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

using base::Message;

constexpr double kMaxRequestedWidth =
    110;  // the most digits that a line may widen the table to; longer lines wrap
constexpr double kMaxLineHeight = 400;
constexpr double kGap = 2;  // digits between two texts, or a text and the logo
// Points. Arabic letters reach higher and lower than Latin ones, and the band of the title shows
// it: it has the padding of the company's name there, so that the heading is as low.
constexpr double kTitleHeight = 19;
constexpr double kNamePadding = 2;
constexpr Lettering kSmall{language::Weight::kRegular, 0.9};
constexpr Lettering kMedium{language::Weight::kBold, 1.2};
constexpr Lettering kLarge{language::Weight::kBold, 1.4};

/// Whole numbers without a total are counts, years or codes.
bool is_amount(const model::Column& column) {
  if (column.type == model::Type::kInteger) return column.aggregate == model::Aggregate::kSum;
  return model::is_number(column.type);
}

}  // namespace

Heading::Heading(const LocalizedReport& report, const SectionTitle& section_title)
    : report_(report),
      index_(section_title.index),
      details_(section_title.details),
      has_section_(!section_title.title.empty()) {
  if (!index_.empty()) add_back_link();
  add_letterhead();
  add_titles(section_title);
  add_facts();
  add_conventions();
}

void Heading::add_letterhead() {
  const model::Organization& organization = report_.spec.organization;
  const ReportText& words = report_.words;
  const Theme& theme = report_.theme;
  const std::string name = workbook::single_line(organization.name.get(report_.language()));
  if (!name.empty()) {
    const workbook::StyleId style = theme.in_direction_of(name, theme.letterhead);
    const double padding = language::is_right_to_left(report_.language()) ? 0 : kNamePadding;
    lines_.push_back({Place::kLetterhead, {{name}}, style, 18, padding, kLarge});
  }
  std::vector<Part> details;
  if (!organization.vat_number.empty()) {
    details.push_back(
        {words.text_verbatim(Message{"report.vat_number", {{"number", organization.vat_number}}})});
  }
  if (!organization.registration_number.empty()) {
    details.push_back({words.text_verbatim(
        Message{"report.registration_number", {{"number", organization.registration_number}}})});
  }
  const std::string address =
      workbook::single_line(words.localize_digits(organization.address.get(report_.language())));
  if (!address.empty()) details.push_back({words.in_prose(address)});
  if (details.empty()) return;
  lines_.push_back({Place::kLetterhead, std::move(details), theme.detail, 12, 0, kSmall});
}

void Heading::add_back_link() {
  const std::string text = report_.words.text(Message{"report.back_to_index"});
  lines_.push_back({Place::kLink, {{text}}, report_.theme.back_link, 12, 0, kSmall});
}

void Heading::add_titles(const SectionTitle& section_title) {
  const Theme& theme = report_.theme;
  const auto add = [&](const std::string& text, workbook::StyleId style, double line_height,
                       const Lettering& lettering) {
    lines_.push_back({Place::kCentered, {{text}}, style, line_height, 0, lettering});
  };
  const language::Localized& title = report_.spec.model->title;
  const bool is_arabic = language::is_right_to_left(report_.language());
  // By the title alone, since a percentage in it has marks.
  add(report_.words.title(title), theme.in_direction_of(title.get(report_.language()), theme.title),
      kTitleHeight + (is_arabic ? kNamePadding : 0), kLarge);
  if (section_title.title.empty()) return;
  section_title_row_ = rows();
  section_ = workbook::single_line(section_title.title);
  add(section_, theme.in_direction_of(section_, theme.section_title), 16, kMedium);
}

/// `rows` is unknown before the last row.
std::vector<Heading::Part> Heading::facts(std::optional<std::int64_t> rows) const {
  std::vector<Part> facts;
  if (!details_.empty()) facts.push_back(details_);
  const auto scope = has_section_ ? FactScope::kInstance : FactScope::kReport;
  std::ranges::move(request_facts(report_, scope, rows), std::back_inserter(facts));
  for (Part& part : facts) {
    for (std::string& fact : part) fact = workbook::single_line(fact);
  }
  return facts;
}

void Heading::add_facts() {
  std::vector<Part> its_facts = facts(std::nullopt);
  if (its_facts.empty()) return;
  facts_row_ = rows();
  lines_.push_back({Place::kCentered, std::move(its_facts), report_.theme.subtitle, 13, 1});
}

void Heading::add_conventions() {
  std::set<std::string> currencies;
  bool has_amounts = false;
  for (const model::Column* column : report_.table_columns()) {
    has_amounts = has_amounts || is_amount(*column);
    if (column->type == model::Type::kMoney) currencies.insert(column->currency);
  }
  const ReportText& words = report_.words;
  Line line{Place::kNotes, {}, report_.theme.note_start, 12, 0, kSmall};
  if (currencies.size() == 1 && !currencies.begin()->empty()) {
    const std::string& code = *currencies.begin();
    line.parts.push_back(
        {words.text(Message{"report.currency",
                            {{"name", language::currency_name(report_.language(), code)},
                             {"sign", words.text(language::currency_symbol(code))}}})});
  } else if (has_amounts) {
    line.parts.push_back({words.text(Message{"report.negative_amounts"})});
  }
  lines_.push_back(std::move(line));
}

double Heading::width() const {
  double widest = 0;
  for (const Line& line : lines_) {
    for (const Part& part : line.parts) {
      for (const std::string& text : part) {
        double its = width_of(report_.theme, text, line.lettering);
        if (line.place == Place::kNotes) its *= 2;  // the number of rows is in the same row
        if (line.place == Place::kLetterhead) its += logo_room();
        widest = std::max(widest, its);
      }
    }
  }
  return std::min(widest + kCellMargin, kMaxRequestedWidth);
}

/// The lines of a row: as many of its parts on each as there is room for. A part that is wider than
/// a line begins on a line of its own.
std::vector<std::string> Heading::pack(const Line& line, double room) const {
  std::vector<std::string> lines;
  const auto joins = [&](const std::string& text) {
    if (lines.empty()) return false;
    std::string joined = lines.back();
    report_.words.append_detail(joined, text);
    if (width_of(report_.theme, joined, line.lettering) > room) return false;
    lines.back() = std::move(joined);
    return true;
  };
  const auto begin_line = [&](const std::string& text) {
    std::ranges::move(break_lines(report_.theme, text, room, line.lettering),
                      std::back_inserter(lines));
  };
  for (const Part& part : line.parts) {
    std::string whole;
    for (const std::string& text : part) report_.words.append_detail(whole, text);
    if (joins(whole)) continue;
    const bool fits = width_of(report_.theme, whole, line.lettering) <= room;
    begin_line(fits ? whole : part.front());
    for (std::size_t i = 1; !fits && i < part.size(); ++i) {
      if (!joins(part[i])) begin_line(part[i]);
    }
  }
  for (std::string& its : lines) its = report_.words.prose(its);
  return lines;
}

double Heading::height(const Line& line, std::size_t lines) const {
  const double its = line.line_height * static_cast<double>(lines);
  return std::min(its * report_.theme.line_height_factor() + line.padding, kMaxLineHeight);
}

Heading::Height Heading::write(workbook::Sheet& sheet, const TextArea& area,
                               const std::string& note, std::optional<std::int64_t> rows) const {
  Height height;
  for (std::uint32_t row = 0; row < this->rows(); ++row) {
    Line line = lines_[row];
    if (row == facts_row_) line.parts = facts(rows);
    const double room =
        area.width() - kCellMargin - (line.place == Place::kLetterhead ? logo_room() : 0);
    const std::size_t lines = line.place == Place::kNotes
                                  ? write_notes(sheet, row, line, area, note)
                                  : write_line(sheet, area.in_row(row), line, room);
    const double its_height = this->height(line, lines);
    sheet.height(row, its_height);
    height.shown += its_height;
    if (line.place != Place::kLink) height.printed += its_height;
  }
  sheet.skip_in_print(link_rows());
  write_logo(sheet, area);
  return height;
}

/// Returns the number of lines.
std::size_t Heading::write_line(workbook::Sheet& sheet, const CellSpan& span, const Line& line,
                                double room) const {
  const std::vector<std::string> lines = pack(line, room);
  if (lines.empty()) return 0;  // of a limit that left nothing out
  if (line.place == Place::kLink) {
    sheet.link({span.row, span.first}, index_, lines.front(), line.style);
    return 1;
  }
  if (lines.size() > 1) {
    // Beside a logo, and between parts, lines end where they were packed. Another text is written
    // as it is, since the index refers to it.
    const bool is_whole = line.place != Place::kLetterhead && line.parts.size() == 1 &&
                          line.parts.front().size() == 1;
    std::string text;
    std::string beginning;  // of a name that goes on from the line before
    for (const std::string& line_text : lines) {
      std::string its = beginning + line_text;
      if (!is_whole) beginning = close_embedding(its);
      text += (text.empty() ? "" : is_whole ? " " : "\n") + its;
    }
    write_wrapped(sheet, report_.theme, span, text, line.style);
  } else if (line.place == Place::kCentered) {
    write_centered(sheet, report_.theme, span, lines.front(), line.style);
  } else {
    sheet.text({span.row, span.first}, lines.front(), line.style);
  }
  return lines.size();
}

/// Writes the conventions and the number of rows at both ends of their row if the columns have room
/// for both, otherwise as one text. Returns the number of lines.
std::size_t Heading::write_notes(workbook::Sheet& sheet, std::uint32_t row, const Line& line,
                                 const TextArea& area, const std::string& note) const {
  const Theme& theme = report_.theme;
  const ReportText& words = report_.words;
  const std::string start = line.parts.empty() ? std::string{} : line.parts.front().front();
  const double start_width = width_of(theme, start, line.lettering) + kGap;
  const double end_width = width_of(theme, note, line.lettering) + kGap;
  const double room = area.width();
  // Each text extends over the empty cells up to that of the other.
  const bool fits = start_width <= room - area.widths[area.last] &&
                    end_width <= room - area.widths[area.first] && start_width + end_width <= room;
  if (area.first == area.last || !fits) {
    Line both = line;
    both.parts.push_back({note});
    both.style = theme.subtitle;
    both.place = Place::kCentered;
    return write_line(sheet, area.in_row(row), both, room - kCellMargin);
  }
  if (!start.empty()) sheet.text({row, area.first}, words.prose(start), theme.note_start);
  sheet.text({row, area.last}, words.prose(note), theme.note_end);
  return 1;
}

double Heading::Logo::width() const { return image == nullptr ? 0 : image->width() * scale; }

/// As high as the letterhead.
Heading::Logo Heading::logo() const {
  const auto& branding = report_.spec.organization.branding;
  if (branding == nullptr || !branding->logo) return {};
  constexpr double kPointPixels = 96.0 / 72.0;
  constexpr double kMaxLogoAspect = 4;  // the width of a wordmark relative to its height, at most
  double height = 0;
  for (const Line& line : lines_) {
    if (line.place == Place::kLetterhead) height += this->height(line, 1) * kPointPixels;
  }
  constexpr double kMargin = 3;  // pixels, between it and the title's band
  if (height <= kMargin) return {};
  height -= kMargin;
  const workbook::Image& image = *branding->logo;
  return {&image, std::min(height / image.height(), kMaxLogoAspect * height / image.width())};
}

double Heading::logo_room() const {
  constexpr double kDigitPixels = 7;
  const double its = logo().width();
  return its == 0 ? 0 : its / kDigitPixels + kGap;
}

/// Draws the logo with its far edge at that of the table. On a right-to-left sheet offsets count
/// from the right.
void Heading::write_logo(workbook::Sheet& sheet, const TextArea& area) const {
  const Logo its = logo();
  if (its.image == nullptr) return;
  double room = 0;
  for (std::size_t i = area.first; i <= area.last; ++i) room += pixels(area.widths[i]);
  double left = std::max(0.0, room - its.width());
  std::uint16_t column = area.first;
  while (column < area.last && left >= pixels(area.widths[column])) {
    left -= pixels(area.widths[column++]);
  }
  sheet.image({link_rows(), column}, left, *its.image, its.scale);
}

}  // namespace report
