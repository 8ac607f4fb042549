#include "workbook/cell_tags.h"

#include <string>

#include "base/error.h"

namespace workbook {
namespace {

std::string style_attribute(StyleId style) {
  if (style == StyleId::kDefault) return "\"";
  return "\" s=\"" + std::to_string(static_cast<unsigned>(style)) + "\"";
}

}  // namespace

Snippet::Snippet(std::string_view text) : size_(static_cast<std::uint8_t>(text.size())) {
  if (text.size() > kSpan) throw base::Error("a snippet is too long: " + std::string(text));
  std::memcpy(bytes_, text.data(), text.size());
}

CellTags::CellTags(StyleId style)
    : number(style_attribute(style) + "><v>"),
      shared(style_attribute(style) + " t=\"s\"><v>"),
      in_line(style_attribute(style) + " t=\"inlineStr\"><is><t"),
      formula(style_attribute(style) + "><f>"),
      blank(style_attribute(style) + "/>") {}

}  // namespace workbook
