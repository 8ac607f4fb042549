#include "workbook/xml/explicit_parts.h"

#include <cstddef>

#include "base/error.h"

namespace workbook {
namespace {

/// Inserts a text after the first `end` that follows each `begin`.
std::string insert_after(std::string_view text, std::string_view begin, std::string_view end,
                         std::string_view inserted) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find(begin); at != std::string_view::npos;
       at = text.find(begin, copied)) {
    const std::size_t last = text.find(end, at + begin.size());
    if (last == std::string_view::npos) {
      throw base::Error("edit the skeleton: " + std::string(begin) + " has no " + std::string(end));
    }
    result += text.substr(copied, last + end.size() - copied);
    result += inserted;
    copied = last + end.size();
  }
  result += text.substr(copied);
  return result;
}

/// Inserts a text before each `mark`.
std::string insert_before(std::string_view text, std::string_view mark, std::string_view inserted) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + mark.size())) {
    result += text.substr(copied, at - copied);
    result += inserted;
    copied = at;
  }
  result += text.substr(copied);
  return result;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::string with_explicit_defaults(std::string_view chart) {
  std::string text = insert_after(chart, "<c:lang ", "/>", "<c:roundedCorners val=\"0\"/>");
  text = insert_after(text, "<c:title>", "<c:layout/>", "<c:overlay val=\"0\"/>");
  text = insert_after(text, "<c:legend>", "<c:layout/>", "<c:overlay val=\"0\"/>");
  text = insert_after(text, "<c:chart><c:title>", "</c:title>", "<c:autoTitleDeleted val=\"0\"/>");
  text = insert_after(text, "<c:grouping ", "/>", "<c:varyColors val=\"0\"/>");
  text = insert_after(text, "<c:scaling>", "</c:scaling>", "<c:delete val=\"0\"/>");
  text = insert_before(text, "<c:tickLblPos ",
                       "<c:majorTickMark val=\"out\"/><c:minorTickMark val=\"none\"/>");
  if (has(text, "<c:lineChart>")) {
    text = insert_before(text, "</c:ser>", "<c:smooth val=\"0\"/>");
  }
  if (has(text, "<c:barChart>")) {
    text = insert_after(text, "<c:ser>", "</c:spPr>", "<c:invertIfNegative val=\"0\"/>");
  }
  text = insert_before(text, "<c:showPercent ",
                       "<c:showLegendKey val=\"0\"/><c:showVal val=\"0\"/>"
                       "<c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>");
  return insert_after(text, "<c:showPercent ", "/>", "<c:showBubbleSize val=\"0\"/>");
}

}  // namespace workbook
