#include "report/theme.h"

#include "language/currency.h"
#include "report/number_format.h"

namespace report {
namespace {

using language::Language;
using workbook::Border;
using workbook::Colour;
using workbook::Horizontal;
using workbook::Line;
using workbook::ReadingOrder;
using workbook::Style;

constexpr Colour kAccent{0x11, 0x4B, 0x5F};
constexpr Colour kWhite{0xFF, 0xFF, 0xFF};
constexpr Colour kInk{0x20, 0x26, 0x2B};
constexpr Colour kGrey{0x5F, 0x66, 0x6B};
constexpr Colour kGrid{0xB9, 0xCC, 0xCF};
constexpr Colour kTotalFill{0xE1, 0xEA, 0xEE};
constexpr Colour kBand{0xF1, 0xF7, 0xF8};

Border grid() { return {Line::kThin, kGrid}; }

Style boxed(Style style) {
  style.top = style.bottom = style.left = style.right = grid();
  return style;
}

bool is_centred(model::Type type) {
  switch (type) {
    case model::Type::kDate:
    case model::Type::kDateTime:
    case model::Type::kTime:
    case model::Type::kDuration:
    case model::Type::kBoolean:
      return true;
    default:
      return false;
  }
}

}  // namespace

Theme::Theme(workbook::Workbook& workbook, Language language)
    : workbook_(workbook), language_(language) {
  Style style = start_aligned(base());
  body = workbook.style(style);

  style.bold = true;
  style.size = 16;
  style.colour = kAccent;
  organization = workbook.style(style);

  style = start_aligned(base());
  style.size = 9;
  style.colour = kGrey;
  detail = workbook.style(style);
  note_start = detail;
  style.horizontal =
      style.horizontal == Horizontal::kRight ? Horizontal::kLeft : Horizontal::kRight;
  note_end = workbook.style(style);

  style = base();
  style.horizontal = Horizontal::kCentre;
  subtitle = workbook.style(style);

  style.bold = true;
  style.size = 14;
  style.colour = kWhite;
  style.fill = kAccent;
  title = workbook.style(style);

  style.size = 10;
  style.wrap = true;
  header = workbook.style(boxed(style));

  style = total_of(start_aligned(base()));
  total_label = workbook.style(style);
  total_blank = total_label;
}

Style Theme::base() const {
  Style style;
  style.colour = kInk;
  style.reading_order = language::is_right_to_left(language_) ? ReadingOrder::kRightToLeft
                                                              : ReadingOrder::kLeftToRight;
  return style;
}

Style Theme::start_aligned(Style style) const {
  style.horizontal = language::is_right_to_left(language_) ? Horizontal::kRight : Horizontal::kLeft;
  return style;
}

Style Theme::total_of(Style style) const {
  style.bold = true;
  style.fill = kTotalFill;
  style.top = {Line::kThin, kInk};
  style.bottom = {Line::kDouble, kInk};
  return style;
}

Style Theme::value_of(const model::Column& column) const {
  Style style = boxed(start_aligned(base()));
  style.number_format = number_format(column, language_);
  if (model::is_number(column.type)) {
    style.horizontal = Horizontal::kRight;  // physical right keeps the decimals in line
    style.reading_order = ReadingOrder::kLeftToRight;
  } else if (is_centred(column.type)) {
    style.horizontal = Horizontal::kCentre;
    if (column.type != model::Type::kBoolean) style.reading_order = ReadingOrder::kLeftToRight;
  } else {
    style.indent = 1;
    style.wrap = column.type == model::Type::kText;
  }
  return style;
}

ColumnLook Theme::column(const model::Column& column) const {
  const Style value = value_of(column);
  Style text = value;
  text.number_format = "@";
  Style total = total_of(value);
  total.left = total.right = {};
  total.number_format = total_format(column, language_);
  if (column.total == model::Total::kCount) total.horizontal = Horizontal::kRight;
  return {workbook_.style(value), workbook_.style(text), workbook_.style(total)};
}

workbook::Direction Theme::direction() const {
  return language::is_right_to_left(language_) ? workbook::Direction::kRightToLeft
                                               : workbook::Direction::kLeftToRight;
}

Colour Theme::band() const { return kBand; }

}  // namespace report
