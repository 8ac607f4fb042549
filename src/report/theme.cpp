#include "report/theme.h"

#include <array>

#include "report/font_metrics.h"
#include "report/type_traits.h"

namespace report {
namespace {

using language::Language;
using workbook::Border;
using workbook::Color;
using workbook::Horizontal;
using workbook::Line;
using workbook::ReadingOrder;
using workbook::Style;
using workbook::Vertical;

constexpr Color kDefaultAccent{0x11, 0x4B, 0x5F};
constexpr Color kWhite{0xFF, 0xFF, 0xFF};
constexpr Color kTextColor{0x20, 0x26, 0x2B};
constexpr Color kGray{0x5F, 0x66, 0x6B};
constexpr Color kLinkColor{0x0B, 0x57, 0x9B};
/// Of all cells of a row, since any of them may have several lines.
constexpr Vertical kRowAlignment = Vertical::kTop;

/// `share` of the color, the rest of it white.
Color lighter(Color color, double share) {
  const auto mixed = [share](std::uint8_t part) {
    return static_cast<std::uint8_t>(255 - (255 - part) * share + 0.5);
  };
  return {mixed(color.red), mixed(color.green), mixed(color.blue)};
}

/// Black on light colors, white on dark ones, by their luma (ITU-R BT.601).
Color readable_on(Color color) {
  const double luma = 0.299 * color.red + 0.587 * color.green + 0.114 * color.blue;
  return luma > 160 ? kTextColor : kWhite;
}

Horizontal opposite(Horizontal side) {
  return side == Horizontal::kRight ? Horizontal::kLeft : Horizontal::kRight;
}

}  // namespace

Theme::Theme(workbook::Workbook& workbook, Language language,
             const model::Organization& organization)
    : workbook_(workbook),
      language_(language),
      formats_(language, organization.digits),
      accent_(kDefaultAccent),
      font_("Arial") {
  if (organization.branding != nullptr) {
    accent_ = organization.branding->color.value_or(kDefaultAccent);
    font_ = organization.branding->font.get(language);
  }
  typeface_ = language::typeface_of(font_);
  body = workbook.style(start_aligned(base()));
  set_letterhead();
  set_rows();
  set_totals_block();
  set_facts();
}

Style Theme::letterhead_style() const {
  Style style = start_aligned(base());
  style.bold = true;
  style.size = 16;
  style.color = accent_text_color();
  return style;
}

Style Theme::detail_style() const {
  Style style = start_aligned(base());
  style.size = 9;
  style.color = kGray;
  return style;
}

workbook::StyleId Theme::over_lines(workbook::StyleId line) const {
  Style style = line == letterhead ? letterhead_style() : detail_style();
  style.wrap = true;
  return workbook_.style(style);
}

Style Theme::link_style() const {
  Style style = boxed(start_aligned(base()));
  style.indent = 1;
  style.color = kLinkColor;
  style.underline = true;
  return style;
}

workbook::StyleId Theme::opposite_direction_link() const {
  Style style = link_style();
  style.reading_order = language::is_right_to_left(language_) ? ReadingOrder::kLeftToRight
                                                              : ReadingOrder::kRightToLeft;
  return workbook_.style(style);
}

double Theme::line_height() const { return kLineHeight * line_height_factor(); }

double Theme::line_height_factor() const { return report::line_height_factor(font_); }

double Theme::text_width(std::string_view text, language::Weight weight) const {
  return report::text_width(text, weight, typeface_);
}

std::string Theme::ellipsize(std::string_view text, double max_width,
                             language::Weight weight) const {
  return language::ellipsize(text, max_width / kColumnUnitsPerDigit, weight, typeface_);
}

void Theme::set_letterhead() {
  letterhead = workbook_.style(letterhead_style());

  Style style = detail_style();
  detail = workbook_.style(style);
  note_start = detail;
  style.horizontal = opposite(style.horizontal);
  note_end = workbook_.style(style);

  style = base();
  style.horizontal = Horizontal::kCenter;
  style.wrap = true;
  subtitle = workbook_.style(style);

  style.bold = true;
  style.size = 12;
  style.color = accent_text_color();
  section_title = workbook_.style(style);

  style.size = 14;
  style.fill = accent_;
  style.color = readable_on(accent_);
  title = workbook_.style(style);

  style.size = 10;
  style = boxed(style);
  style.vertical = Vertical::kCenter;
  header = workbook_.style(style);
}

void Theme::set_rows() {
  Style style = boxed(base());
  style.horizontal = Horizontal::kCenter;
  style.reading_order = ReadingOrder::kLeftToRight;
  style.number_format = formats_.count().substr(0, formats_.count().size() - 2);  // no padding
  serial = workbook_.style(style);

  style = start_aligned(base());
  style.bold = true;
  style.color = accent_text_color();
  style.fill = lighter(accent_, 0.18);
  style.top = style.bottom = {Line::kThin, lighter(accent_, 0.3)};
  style.indent = 1;
  group = workbook_.style(style);
  style.fill = lighter(accent_, 0.08);
  style.indent = 2;
  inner_group = workbook_.style(style);
  style = start_aligned(base());
  style.indent = 1;
  subtotal_label = workbook_.style(subtotal_of(style));
}

void Theme::set_totals_block() {
  Style style = start_aligned(base());
  style.indent = 1;
  total_label = workbook_.style(total_of(style));
  style.top = style.bottom = {Line::kHair, kGray};
  check_label = workbook_.style(style);
  style.bold = true;
  style.horizontal = Horizontal::kCenter;
  verdict = workbook_.style(style);

  style = base();
  style.horizontal = Horizontal::kCenter;
  style.bold = true;
  style.wrap = true;
  signer = workbook_.style(style);
  style.bottom = {Line::kDotted, kTextColor};
  signature = workbook_.style(style);
}

void Theme::set_facts() {
  Style style = boxed(start_aligned(base()));
  style.indent = 1;
  style.wrap = true;
  style.number_format = "@";
  fact = workbook_.style(style);
  style.wrap = false;
  cell = workbook_.style(style);
  link = workbook_.style(link_style());

  style = boxed(start_aligned(base()));
  style.indent = 1;
  style.bold = true;
  style.color = accent_text_color();
  style.fill = lighter(accent_, 0.08);
  style.wrap = true;
  label = workbook_.style(style);

  style = boxed(base());
  style.horizontal = Horizontal::kRight;
  style.reading_order = ReadingOrder::kLeftToRight;
  style.number_format = formats_.count();
  count = workbook_.style(style);
  count_total = workbook_.style(total_of(style));
}

/// The color of text on white or nearly white: the accent color if it is dark enough.
Color Theme::accent_text_color() const {
  return readable_on(accent_) == kWhite ? accent_ : kTextColor;
}

Style Theme::base() const {
  Style style;
  style.font = font_;
  style.color = kTextColor;
  style.reading_order = language::is_right_to_left(language_) ? ReadingOrder::kRightToLeft
                                                              : ReadingOrder::kLeftToRight;
  return style;
}

Style Theme::start_aligned(Style style) const {
  style.horizontal = language::is_right_to_left(language_) ? Horizontal::kRight : Horizontal::kLeft;
  return style;
}

Style Theme::boxed(Style style) const {
  style.vertical = kRowAlignment;
  style.top = style.bottom = style.left = style.right = Border{Line::kThin, lighter(accent_, 0.3)};
  return style;
}

Style Theme::subtotal_of(Style style) const {
  style.bold = true;
  style.vertical = Vertical::kCenter;
  style.fill = lighter(accent_, 0.08);
  style.left = style.right = {};
  style.top = {Line::kThin, kTextColor};
  style.bottom = {Line::kThin, kTextColor};
  return style;
}

Style Theme::total_of(Style style) const {
  style.bold = true;
  style.vertical = Vertical::kCenter;
  style.fill = lighter(accent_, 0.13);
  style.left = style.right = {};
  style.top = {Line::kThin, kTextColor};
  style.bottom = {Line::kDouble, kTextColor};
  return style;
}

Style Theme::value_of(const model::Column& column, const Unit& unit) const {
  Style style = boxed(start_aligned(base()));
  style.number_format = formats_.value_format(column, unit);
  const TypeTraits its = traits(column.type);
  if (its.is_left_to_right && unit.symbol.empty()) {
    style.reading_order = ReadingOrder::kLeftToRight;
  }
  switch (its.alignment) {
    case TypeTraits::Alignment::kStart:
      style.indent = 1;
      break;
    case TypeTraits::Alignment::kCenter:
      style.horizontal = Horizontal::kCenter;
      break;
    case TypeTraits::Alignment::kRight:
      style.horizontal = Horizontal::kRight;
      break;
  }
  style.wrap = its.lines == TypeTraits::Lines::kSeveral;
  if (its.is_link) {
    style.color = kLinkColor;
    style.underline = true;
  }
  return style;
}

/// The style of a total of the column, anywhere.
Style Theme::below(const model::Column& column, const Unit& unit, Marker marker) const {
  Style style = value_of(column, unit);
  const std::string format = formats_.total_format(column, unit);
  style.number_format = marker == Marker::kNone ? format : NumberFormats::with_marker(format);
  style.color = kTextColor;
  style.underline = false;
  if (column.aggregate == model::Aggregate::kCount) {
    style.horizontal = Horizontal::kRight;
    style.reading_order = ReadingOrder::kLeftToRight;
  }
  return style;
}

ColumnStyles Theme::make_styles(const Style& value, const Style& below) const {
  Style text = value;
  text.number_format = "@";
  text.color = kTextColor;
  text.underline = false;
  // LibreOffice drops the indent of right-aligned text after a cell whose style differs only in
  // alignment; an invisible difference in color avoids it.
  Style opposite = text;
  opposite.color.blue ^= 1;
  opposite.reading_order = language::is_right_to_left(language_) ? ReadingOrder::kLeftToRight
                                                                 : ReadingOrder::kRightToLeft;
  return {workbook_.style(value),
          workbook_.style(text),
          workbook_.style(opposite),
          workbook_.style(below),
          workbook_.style(subtotal_of(below)),
          workbook_.style(total_of(below))};
}

ColumnStyles Theme::column_styles(const model::Column& column, const Unit& unit,
                                  Marker marker) const {
  return make_styles(value_of(column, unit), below(column, unit, marker));
}

std::optional<Theme::OpenStyles> Theme::open_styles(const model::Column& column,
                                                    bool has_subtotals) const {
  constexpr std::size_t kMaxOpenStyles = 30'000;  // of Excel's 65,490 styles
  if (workbook_.open_style_count() >= kMaxOpenStyles) return std::nullopt;
  const Unit unit = unit_for(column);
  OpenStyles styles{workbook_.open_style(value_of(column, unit))};
  if (has_subtotals) {
    styles.subtotal = workbook_.open_style(subtotal_of(below(column, unit, Marker::kNone)));
    styles.marked_subtotal =
        workbook_.open_style(subtotal_of(below(column, unit, Marker::kExcluded)));
  }
  return styles;
}

void Theme::close_styles(const OpenStyles& styles, const model::Column& column,
                         const Unit& unit) const {
  const std::string total = formats_.total_format(column, unit);
  workbook_.set_number_format(styles.value, formats_.value_format(column, unit));
  if (!styles.subtotal) return;
  workbook_.set_number_format(*styles.subtotal, total);
  workbook_.set_number_format(*styles.marked_subtotal, NumberFormats::with_marker(total));
}

ColumnStyles Theme::wrapped_styles(const model::Column& column) const {
  const Unit unit = unit_for(column);
  Style value = value_of(column, unit);
  value.wrap = true;
  return make_styles(value, below(column, unit, Marker::kNone));
}

workbook::Direction Theme::direction() const {
  return language::is_right_to_left(language_) ? workbook::Direction::kRightToLeft
                                               : workbook::Direction::kLeftToRight;
}

Color Theme::banding_color() const { return lighter(accent_, 0.06); }

workbook::ConditionalStyle Theme::highlight_style(model::Highlight::Tone tone) const {
  switch (tone) {
    case model::Highlight::Tone::kGood:
      return {.fill = Color{0xE2, 0xF3, 0xE6}, .color = Color{0x1B, 0x6B, 0x35}};
    case model::Highlight::Tone::kWarning:
      return {.fill = Color{0xFF, 0xF1, 0xD0}, .color = Color{0x8A, 0x5A, 0x00}};
    case model::Highlight::Tone::kBad:
      return {.fill = Color{0xFB, 0xE0, 0xDE}, .color = Color{0xA3, 0x1F, 0x17}};
  }
  return {};
}

Color Theme::series_color(std::size_t number) const {
  constexpr std::array<Color, 7> kOthers{Color{0xD9, 0x9A, 0x2B}, Color{0x5B, 0x8C, 0x5A},
                                         Color{0xA8, 0x4B, 0x3C}, Color{0x6C, 0x6A, 0xA8},
                                         Color{0x3F, 0x92, 0xA8}, Color{0xB5, 0x7B, 0xA6},
                                         Color{0x8A, 0x8F, 0x94}};
  return number == 0 ? accent_ : kOthers[(number - 1) % kOthers.size()];
}

}  // namespace report
