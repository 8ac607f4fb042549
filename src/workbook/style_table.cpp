#include "workbook/style_table.h"

#include <xlsxwriter.h>

#include "base/error.h"

namespace workbook {
namespace {

constexpr std::size_t kMaxStyles = 65'490;  // "Excel specifications and limits"
constexpr std::size_t kMaxNumberFormats = 200;
constexpr std::uint8_t kTextFormat = 49;  // ECMA-376, 18.8.30: "@" is built in

std::uint8_t align(Horizontal horizontal) {
  switch (horizontal) {
    case Horizontal::kLeft:
      return LXW_ALIGN_LEFT;
    case Horizontal::kCenter:
      return LXW_ALIGN_CENTER;
    case Horizontal::kRight:
      return LXW_ALIGN_RIGHT;
    case Horizontal::kCenterAcross:
      return LXW_ALIGN_CENTER_ACROSS;
    case Horizontal::kGeneral:
      break;
  }
  return LXW_ALIGN_NONE;
}

std::uint8_t align(Vertical vertical) {
  switch (vertical) {
    case Vertical::kCenter:
      return LXW_ALIGN_VERTICAL_CENTER;
    case Vertical::kTop:
      return LXW_ALIGN_VERTICAL_TOP;
    case Vertical::kBottom:
      break;
  }
  return LXW_ALIGN_VERTICAL_BOTTOM;
}

std::uint8_t line(Line line) {
  switch (line) {
    case Line::kHair:
      return LXW_BORDER_HAIR;
    case Line::kThin:
      return LXW_BORDER_THIN;
    case Line::kMedium:
      return LXW_BORDER_MEDIUM;
    case Line::kDouble:
      return LXW_BORDER_DOUBLE;
    case Line::kDotted:
      return LXW_BORDER_DOTTED;
    case Line::kNone:
      break;
  }
  return LXW_BORDER_NONE;
}

void check_font(const Style& style) {
  if (style.font.size() >= LXW_FORMAT_FIELD_LEN) {
    throw base::Error("style: a font name of more than 127 bytes");
  }
}

void fill_in(lxw_format* format, const Style& style) {
  format_set_font_name(format, style.font.c_str());
  format_set_font_size(format, style.size);
  if (style.bold) format_set_bold(format);
  if (style.underline) format_set_underline(format, LXW_UNDERLINE_SINGLE);
  format_set_font_color(format, rgb(style.color));
  if (style.fill) {
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_fg_color(format, rgb(*style.fill));
  }
  if (style.number_format == "@") {
    format_set_num_format_index(format, kTextFormat);
  } else if (!style.number_format.empty()) {
    format_set_num_format(format, style.number_format.c_str());
  }
  if (style.horizontal != Horizontal::kGeneral) format_set_align(format, align(style.horizontal));
  format_set_align(format, align(style.vertical));
  format_set_reading_order(format, static_cast<std::uint8_t>(style.reading_order));
  if (style.wrap) format_set_text_wrap(format);
  if (style.indent != 0) format_set_indent(format, style.indent);
  if (style.top.line != Line::kNone) {
    format_set_top(format, line(style.top.line));
    format_set_top_color(format, rgb(style.top.color));
  }
  if (style.bottom.line != Line::kNone) {
    format_set_bottom(format, line(style.bottom.line));
    format_set_bottom_color(format, rgb(style.bottom.color));
  }
  if (style.left.line != Line::kNone) {
    format_set_left(format, line(style.left.line));
    format_set_left_color(format, rgb(style.left.color));
  }
  if (style.right.line != Line::kNone) {
    format_set_right(format, line(style.right.line));
    format_set_right_color(format, rgb(style.right.color));
  }
}

}  // namespace

/// libxlsxwriter reads 0 as no color and has a number of its own for black.
std::uint32_t rgb(Color color) {
  const lxw_color_t number = static_cast<lxw_color_t>(color.red) << 16U |
                             static_cast<lxw_color_t>(color.green) << 8U | color.blue;
  return number == 0 ? static_cast<lxw_color_t>(LXW_COLOR_BLACK) : number;
}

StyleTable::StyleTable(lxw_workbook* workbook, const Style& normal) : workbook_(workbook) {
  // libxlsxwriter has no function for it; its first format is that of cells without one.
  lxw_format* format = STAILQ_FIRST(workbook->formats);
  check_font(normal);
  format_set_font_name(format, normal.font.c_str());
  format_set_font_scheme(format, "");
  format_set_font_size(format, normal.size);
  format_set_font_color(format, rgb(normal.color));
}

StyleId StyleTable::id(const Style& style) {
  const auto known = ids_.find(style);
  if (known != ids_.end()) return known->second;
  const StyleId id = add(style, style.number_format);
  styles_.emplace(id, &ids_.emplace(style, id).first->first);
  return id;
}

StyleId StyleTable::open(const Style& style) {
  // A number format that no other style has, so that libxlsxwriter does not merge the style with
  // another.
  const StyleId id = add(style, "0;\"" + std::to_string(open_.size()) + "\"");
  open_.insert(id);
  set_number_format(id, style.number_format);
  return id;
}

void StyleTable::set_number_format(StyleId open, const std::string& number_format) {
  if (!open_.contains(open)) throw base::Error("style: the number format of one that is closed");
  count_number_format(number_format);
  format_set_num_format(format(open), number_format.c_str());
}

StyleId StyleTable::add(const Style& style, const std::string& key) {
  check_font(style);
  count_number_format(style.number_format);
  lxw_format* format = new_format();
  fill_in(format, style);
  if (key != style.number_format) format_set_num_format(format, key.c_str());
  const std::int32_t index = lxw_format_get_xf_index(format);
  if (index < 0 || static_cast<std::size_t>(index) >= kMaxStyles) {
    throw base::Error("style: more than 65,490 styles");
  }
  const auto id = static_cast<StyleId>(index);
  formats_.emplace(id, format);
  return id;
}

void StyleTable::count_number_format(const std::string& number_format) {
  if (number_format.size() >= LXW_FORMAT_FIELD_LEN) {
    throw base::Error("style: a number format of more than 127 bytes");
  }
  number_formats_.insert(number_format);
  if (number_formats_.size() > kMaxNumberFormats) {
    throw base::Error("style: more than 200 number formats");
  }
}

lxw_format* StyleTable::format(StyleId id) const {
  if (id == StyleId::kDefault) return nullptr;
  const auto known = formats_.find(id);
  if (known == formats_.end()) throw base::Error("style: an id that this workbook did not give");
  return known->second;
}

const Style& StyleTable::style(StyleId closed) const {
  const auto known = styles_.find(closed);
  if (known == styles_.end()) throw base::Error("style: the properties of one that is not closed");
  return *known->second;
}

lxw_format* StyleTable::format(const ConditionalStyle& style) {
  const auto known = conditional_formats_.find(style);
  if (known != conditional_formats_.end()) return known->second;
  lxw_format* format = new_format();
  if (style.fill) format_set_bg_color(format, rgb(*style.fill));
  if (style.color) format_set_font_color(format, rgb(*style.color));
  if (style.bold) format_set_bold(format);
  if (style.outline) {
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, rgb(*style.outline));
  }
  conditional_formats_.emplace(style, format);
  return format;
}

lxw_format* StyleTable::new_format() {
  lxw_format* format = workbook_add_format(workbook_);
  if (format == nullptr) throw base::Error("style: libxlsxwriter gave no format");
  return format;
}

}  // namespace workbook
