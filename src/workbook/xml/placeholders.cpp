#include "workbook/xml/placeholders.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/parse_integer.h"
#include "workbook/xml/cell.h"
#include "workbook/xml/cell_text.h"
#include "workbook/xml/part_edits.h"

namespace workbook {
namespace {

constexpr std::string_view kNumberSign = "[]";

/// Edits the text between each `begin` and the `end` after it.
template <typename Edit>
std::string edit_between(std::string_view part, std::string_view begin, std::string_view end,
                         const Edit& edit) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = part.find(begin); at != std::string_view::npos;
       at = part.find(begin, copied)) {
    at += begin.size();
    const std::size_t last = part.find(end, at);
    if (last == std::string_view::npos) {
      throw base::Error("edit the skeleton: " + std::string(begin) + " has no end");
    }
    result += part.substr(copied, at - copied);
    result += edit(part.substr(at, last - at));
    copied = last;
  }
  result += part.substr(copied);
  return result;
}

std::string replace_placeholders(std::string_view text, const std::vector<std::string>& names) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', copied)) {
    const std::size_t end = text.find("]!", at);
    const auto number = end == std::string_view::npos
                            ? std::nullopt
                            : base::parse_integer<std::size_t>(text.substr(at + 1, end - at - 1));
    if (!number || *number < 1 || *number > names.size()) {
      throw base::Error("edit the skeleton: a name of an unknown sheet");
    }
    result += text.substr(copied, at - copied);
    result += escape_xml(quoted_sheet_name(names[*number - 1])) + "!";
    copied = end + 2;
  }
  result += text.substr(copied);
  return result;
}

}  // namespace

std::string sheet_name_placeholder(std::size_t number) {
  std::string digits = std::to_string(number);
  constexpr std::size_t kDigits = 6;  // of one length, so that they are sorted by number
  digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
  return "[" + digits + "]";
}

std::string with_sheet_names(std::string_view part, const std::vector<std::string>& names) {
  const auto edit = [&](std::string_view text) { return replace_placeholders(text, names); };
  const std::string its = edit_between(part, "<definedNames>", "</definedNames>", edit);
  return edit_between(its, "<TitlesOfParts>", "</TitlesOfParts>", edit);
}

std::string with_number_sign_placeholders(std::string_view target) {
  return replace_all(target, "#", kNumberSign);
}

std::string with_number_signs(std::string_view sheet) {
  return edit_between(sheet, " location=\"", "\"",
                      [](std::string_view text) { return replace_all(text, kNumberSign, "#"); });
}

}  // namespace workbook
