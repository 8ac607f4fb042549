#include "workbook/xml/named_styles.h"

#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

constexpr std::string_view kNormal = " xfId=\"0\"";
constexpr std::string_view kMasters =
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"0\"/></cellStyleXfs>";
constexpr std::string_view kStyles =
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
    "builtinId=\"0\"/></cellStyles>";

std::size_t found(std::string_view text, std::string_view part, std::size_t from = 0) {
  const std::size_t at = text.find(part, from);
  if (at == std::string_view::npos) {
    throw base::Error("name styles: " + std::string(part) + " is missing");
  }
  return at;
}

/// The first element of the text.
std::string_view element(std::string_view text) {
  const std::size_t tag = found(text, ">");
  const bool is_empty = text[tag - 1] == '/';
  return text.substr(0,
                     is_empty ? tag + 1 : found(text, "</xf>") + std::string_view{"</xf>"}.size());
}

/// The element with another text in place of its reference to Normal.
std::string replace_normal(std::string_view xf, const std::string& with) {
  const std::size_t at = found(xf, kNormal);
  return std::string(xf.substr(0, at)) + with + std::string(xf.substr(at + kNormal.size()));
}

/// The text with `part` grown: its count, and `added` before its end tag.
std::string grow(std::string text, std::string_view part, std::size_t count,
                 const std::string& added) {
  const std::size_t at = found(text, part);
  std::string grown(part);
  const std::string_view one = "count=\"1\"";
  grown.replace(found(grown, one), one.size(), "count=\"" + std::to_string(count + 1) + "\"");
  grown.insert(grown.rfind("</"), added);
  return text.replace(at, part.size(), grown);
}

}  // namespace

std::string with_named_styles(std::string_view styles,
                              const std::map<std::uint16_t, std::string>& names) {
  if (names.empty()) return std::string(styles);
  const std::size_t begin = found(styles, "<xf ", found(styles, "<cellXfs "));
  std::string formats;
  std::string masters;
  std::string list;
  std::size_t at = begin;
  std::size_t count = 0;
  for (std::uint16_t number = 0; styles.substr(at, 4) == "<xf "; ++number) {
    const std::string_view xf = element(styles.substr(at));
    at += xf.size();
    const auto name = names.find(number);
    if (name == names.end()) {
      formats += xf;
      continue;
    }
    const std::string reference = " xfId=\"" + std::to_string(++count) + "\"";
    formats += replace_normal(xf, reference);
    masters += replace_normal(xf, "");
    list += "<cellStyle name=\"" + escape_xml(name->second) + "\"" + reference + "/>";
  }
  if (count != names.size()) throw base::Error("name styles: one of them is missing");
  std::string named =
      std::string(styles.substr(0, begin)) + formats + std::string(styles.substr(at));
  named = grow(std::move(named), kMasters, count, masters);
  return grow(std::move(named), kStyles, count, list);
}

}  // namespace workbook
