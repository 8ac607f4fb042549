#include "workbook/cell_xml.h"

#include <string>

#include "base/error.h"

namespace workbook {
namespace {

std::string style_attribute(StyleId style) {
  if (style == StyleId::kDefault) return "\"";
  return "\" s=\"" + std::to_string(static_cast<unsigned>(style)) + "\"";
}

}  // namespace

ShortXml::ShortXml(std::string_view text) : size_(static_cast<std::uint8_t>(text.size())) {
  if (text.size() > kCapacity)
    throw base::Error("a piece of cell XML is too long: " + std::string(text));
  std::memcpy(bytes_, text.data(), text.size());
}

CellXml::CellXml(StyleId style)
    : number(style_attribute(style) + "><v>"),
      shared_string(style_attribute(style) + " t=\"s\"><v>"),
      inline_string(style_attribute(style) + " t=\"inlineStr\"><is><t"),
      formula(style_attribute(style) + "><f>"),
      blank(style_attribute(style) + "/>") {}

}  // namespace workbook
