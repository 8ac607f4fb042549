#include "report/style/theme.h"

#include "report/style/font_metrics.h"
#include "report/style/type_traits.h"

namespace report {
namespace {

using language::Language;
using workbook::Border;
using workbook::Horizontal;
using workbook::Line;
using workbook::ReadingOrder;
using workbook::Style;
using workbook::Vertical;

/// Of all cells of a row, since any of them may have several lines.
constexpr Vertical kRowAlignment = Vertical::kTop;

Horizontal opposite(Horizontal side) {
  return side == Horizontal::kRight ? Horizontal::kLeft : Horizontal::kRight;
}

}  // namespace

Theme::Theme(workbook::Workbook& workbook, Language language,
             const model::Organization& organization)
    : workbook_(workbook),
      language_(language),
      formats_(language, organization.digits),
      palette_(organization.branding == nullptr ? std::nullopt : organization.branding->color),
      font_(organization.branding == nullptr ? "Arial"
                                             : organization.branding->font.get(language)) {
  typeface_ = language::typeface_of(font_);
  body = workbook.style(start_aligned(base()));
  set_letterhead();
  set_rows();
  set_totals_block();
  set_facts();
}

double Theme::line_height() const { return kLineHeight * line_height_factor(); }

double Theme::line_height_factor() const { return report::line_height_factor(font_); }

double Theme::text_width(std::string_view text, language::Weight weight) const {
  return report::text_width(text, weight, typeface_);
}

language::Wrapping Theme::wrap(std::string_view text, double width) const {
  const auto wrapping = language::wrap(text, width / kColumnUnitsPerDigit, typeface_);
  return {wrapping.lines, wrapping.widest * kColumnUnitsPerDigit};
}

void Theme::set_letterhead() {
  Style style = start_aligned(base());
  style.bold = true;
  style.size = 14;
  style.color = palette_.accent_text();
  letterhead = workbook_.style(style);

  style = start_aligned(base());
  style.size = 9;
  style.color = Palette::kGray;
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
  style.color = palette_.accent_text();
  section_title = workbook_.style(style);

  style.size = 14;
  style.fill = palette_.accent();
  style.color = palette_.on_accent();
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
  style.color = palette_.accent_text();
  style.fill = palette_.group();
  style.top = style.bottom = {Line::kThin, palette_.line()};
  style.indent = 1;
  group = workbook_.style(style);
  style.fill = palette_.subtotal();
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
  style = check_of(style);
  check_label = workbook_.style(style);
  style.bold = true;
  style.indent = 0;
  style.horizontal = Horizontal::kCenter;
  style.wrap = true;
  verdict = workbook_.style(style);

  style = base();
  style.horizontal = Horizontal::kCenter;
  style.bold = true;
  style.wrap = true;
  signer = workbook_.style(style);
  style.bold = false;
  style.vertical = Vertical::kBottom;
  signature = workbook_.style(style);
}

void Theme::set_facts() {
  Style style = boxed(start_aligned(base()));
  style.vertical = Vertical::kCenter;
  style.indent = 1;
  style.wrap = true;
  fact = text_styles(style);
  style.vertical = kRowAlignment;
  cell = text_styles(style);
  style = workbook_.style(detail);
  style.color = Palette::kLink;
  style.underline = true;
  back_link = workbook_.style(style);

  style = boxed(start_aligned(base()));
  style.wrap = true;
  style.indent = 1;
  style.color = Palette::kLink;
  style.underline = true;
  link = workbook_.style(style);

  style = boxed(start_aligned(base()));
  style.indent = 1;
  style.vertical = Vertical::kCenter;
  style.bold = true;
  style.color = palette_.accent_text();
  style.fill = palette_.subtotal();
  style.wrap = true;
  label = workbook_.style(style);

  style = boxed(base());
  style.horizontal = Horizontal::kRight;
  style.reading_order = ReadingOrder::kLeftToRight;
  style.number_format = formats_.count();
  count = workbook_.style(style);
  count_total = workbook_.style(total_of(style));
}

Style Theme::base() const {
  Style style;
  style.font = font_;
  style.color = Palette::kText;
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
  style.top = style.bottom = style.left = style.right = Border{Line::kThin, palette_.line()};
  return style;
}

Style Theme::subtotal_of(Style style) const {
  style.bold = true;
  style.vertical = Vertical::kCenter;
  style.fill = palette_.subtotal();
  style.left = style.right = {};
  style.top = {Line::kThin, Palette::kText};
  style.bottom = {Line::kThin, Palette::kText};
  return style;
}

Style Theme::total_of(Style style) const {
  style.bold = true;
  style.vertical = Vertical::kCenter;
  style.fill = palette_.total();
  style.left = style.right = {};
  style.top = {Line::kThin, Palette::kText};
  style.bottom = {Line::kDouble, Palette::kText};
  return style;
}

/// One line below the whole row; above it is that of the row before.
Style Theme::check_of(Style style) const {
  style.vertical = Vertical::kCenter;
  style.top = style.left = style.right = {};
  style.bottom = {Line::kThin, Palette::kText};
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
  // Links have one style: most addresses fit in one line.
  style.wrap = its.lines == TypeTraits::Lines::kSeveral || its.is_link;
  if (its.is_link) {
    style.color = Palette::kLink;
    style.underline = true;
  }
  return style;
}

/// The style of a total of the column, anywhere.
Style Theme::below(const model::Column& column, const Unit& unit, Marker marker) const {
  Style style = value_of(column, unit);
  const std::string format = formats_.total_format(column, unit);
  style.number_format = marker == Marker::kNone ? format : NumberFormats::with_marker(format);
  style.color = Palette::kText;
  style.underline = false;
  if (column.aggregate == model::Aggregate::kCount) {
    style.horizontal = Horizontal::kRight;
    style.reading_order = ReadingOrder::kLeftToRight;
  }
  return style;
}

/// `style` has the number format General.
workbook::TextStyles Theme::text_styles(Style style) const {
  const workbook::StyleId plain = workbook_.style(style);
  style.number_format = "@";
  style.color.blue ^= 2;  // for LibreOffice, as in make_styles()
  return {plain, workbook_.style(style)};
}

ColumnStyles Theme::make_styles(const Style& value, const Style& below) const {
  Style text = value;
  text.number_format.clear();
  text.color = Palette::kText;
  text.underline = false;
  const bool is_of_texts = text == value;
  // LibreOffice drops the indent of right-aligned text after a cell whose style differs only in
  // alignment or number format; an invisible difference in color avoids it.
  if (text.wrap) text.color.blue ^= 4;
  Style opposite = text;
  opposite.color.blue ^= 1;
  opposite.reading_order = language::is_right_to_left(language_) ? ReadingOrder::kLeftToRight
                                                                 : ReadingOrder::kRightToLeft;
  return {workbook_.style(is_of_texts ? text : value),
          text_styles(text),
          text_styles(opposite),
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

}  // namespace report
