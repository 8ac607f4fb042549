#include "workbook/xml/part_edits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>

#include "base/error.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

constexpr std::string_view kValue = "v>";  // of a cell, and of a chart in its namespace

[[noreturn]] void fail_edit(const std::string& what) {
  throw base::Error("edit the skeleton: " + what);
}

std::string replace_one(std::string_view text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string_view::npos) fail_edit(std::string(from) + " is missing");
  std::string result(text.substr(0, at));
  result += to;
  result += text.substr(at + from.size());
  return result;
}

/// Without the first text from `begin` to `end`, both included.
std::string without(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t first = text.find(begin);
  const std::size_t last = first == std::string_view::npos ? first : text.find(end, first);
  if (last == std::string_view::npos) fail_edit(std::string(begin) + " is missing");
  std::string result(text.substr(0, first));
  result += text.substr(last + end.size());
  return result;
}

/// The number of at most 15 digits that a text of 16 digits was made from, if there is one.
std::optional<std::string> without_residue(std::string_view text) {
  constexpr int kDigits = 16;  // of libxlsxwriter's numbers
  if (text.size() <= kDigits) return std::nullopt;
  const auto parse = [](std::string_view its) {
    double value = 0;
    const auto [end, error] = std::from_chars(its.data(), its.data() + its.size(), value);
    return error == std::errc() && end == its.data() + its.size() ? std::optional{value}
                                                                  : std::nullopt;
  };
  const auto format = [](double value, int digits) {
    std::array<char, 32> its{};
    const auto end = std::to_chars(its.data(), its.data() + its.size(), value,
                                   std::chars_format::general, digits);
    return std::string(its.data(), end.ptr);
  };
  const auto value = parse(text);
  if (!value) return std::nullopt;
  const std::string shorter = format(*value, kDigits - 1);
  if (parse(format(*parse(shorter), kDigits)) != value) return std::nullopt;
  return shorter;
}

/// Whether the value at `at` is that of a text in a cell or in a chart.
bool is_text(std::string_view part, std::size_t at) {
  const std::size_t cell = part.rfind("<c ", at);
  if (cell != std::string_view::npos) {
    return part.substr(cell, part.find('>', cell) - cell).find(" t=\"") != std::string_view::npos;
  }
  const std::size_t numbers = part.rfind("<c:numCache>", at);
  const std::size_t texts = part.rfind("<c:strCache>", at);
  return numbers == std::string_view::npos || (texts != std::string_view::npos && texts > numbers);
}

}  // namespace

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from, at)) {
    result += text.substr(copied, at - copied);
    result += to;
    at += from.size();
    copied = at;
  }
  result += text.substr(copied);
  return result;
}

std::string with_quote_prefix(std::string_view styles) {
  return replace_all(styles, "<xf numFmtId=\"49\"", "<xf numFmtId=\"49\" quotePrefix=\"1\"");
}

std::string with_blank_cells_as_gaps(std::string_view chart) {
  constexpr std::string_view kBefore = "<c:plotVisOnly val=\"1\"/>";
  return replace_all(chart, kBefore, std::string(kBefore) + "<c:dispBlanksAs val=\"gap\"/>");
}

std::string with_complex_script_fonts(std::string_view chart) {
  constexpr std::string_view kFont = "<a:latin typeface=\"";
  std::string complete;
  std::size_t copied = 0;
  for (std::size_t at = chart.find(kFont); at != std::string_view::npos;
       at = chart.find(kFont, at)) {
    at += kFont.size();
    const std::size_t end = chart.find("\"/>", at);
    if (end == std::string_view::npos) fail_edit("a font of a chart has no end");
    complete += chart.substr(copied, end + 3 - copied);
    complete += "<a:cs typeface=\"";
    complete += chart.substr(at, end + 3 - at);
    copied = end + 3;
  }
  complete += chart.substr(copied);
  return complete;
}

std::string with_right_to_left_text(std::string_view chart) {
  std::string text = replace_all(chart, "<a:pPr rtl=\"0\">", "<a:pPr>");
  text = replace_all(text, "<a:pPr>", "<a:pPr rtl=\"1\">");
  text = replace_all(text, "<c:lang val=\"en-US\"/>", "<c:lang val=\"ar-SA\"/>");
  return replace_all(text, " lang=\"en-US\"", " lang=\"ar-SA\"");
}

std::string with_shortest_numbers(std::string_view part) {
  std::string shorter;
  shorter.reserve(part.size());
  std::size_t copied = 0;
  for (std::size_t at = part.find(kValue); at != std::string_view::npos;
       at = part.find(kValue, at)) {
    at += kValue.size();
    const std::size_t end = std::min(part.find('<', at), part.size());
    const auto number = without_residue(part.substr(at, end - at));
    if (!number || is_text(part, at)) continue;
    shorter += part.substr(copied, at - copied);
    shorter += *number;
    copied = end;
  }
  shorter += part.substr(copied);
  return shorter;
}

std::string with_default_height(std::string_view sheet) {
  return replace_one(sheet, "<sheetFormatPr ", "<sheetFormatPr customHeight=\"1\" ");
}

std::string with_language(std::string_view core_properties, std::string_view tag) {
  constexpr std::string_view kEnd = "</cp:coreProperties>";
  return replace_one(core_properties, kEnd,
                     "<dc:language>" + escape_xml(tag) + "</dc:language>" + std::string(kEnd));
}

std::string with_application(std::string_view extended_properties, std::string_view name) {
  const std::string application =
      name.empty() ? "" : "<Application>" + escape_xml(name) + "</Application>";
  const std::string its_own =
      replace_one(extended_properties, "<Application>Microsoft Excel</Application>", application);
  return without(its_own, "<AppVersion>", "</AppVersion>");
}

std::string with_trusted_values(std::string_view workbook) {
  // Excel calculates all formulas again, and asks to save the file when it is closed, if the file
  // was calculated by an older engine (ECMA-376 18.2.2): 191029 is that of Excel 2019 and later.
  return replace_one(without(workbook, "<fileVersion ", "/>"),
                     "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>",
                     "<calcPr calcId=\"191029\"/>");
}

}  // namespace workbook
