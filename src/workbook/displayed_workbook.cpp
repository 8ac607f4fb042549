#include "workbook/displayed_workbook.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/error.h"
#include "base/parse_integer.h"
#include "workbook/xml/number_text.h"
#include "workbook/xml/skeleton.h"
#include "workbook/xml/xml_scanner.h"

namespace workbook {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw base::Error("displayed workbook: " + what);
}

std::size_t number(std::string_view digits) {
  const auto value = base::parse_integer<std::size_t>(digits);
  if (!value) fail("a number is not one");
  return *value;
}

/// The formats that a file refers to by number alone (ECMA-376, 18.8.30), without those of a
/// locale.
std::map<std::string, std::string, std::less<>> built_in_formats() {
  return {{"0", ""},
          {"1", "0"},
          {"2", "0.00"},
          {"3", "#,##0"},
          {"4", "#,##0.00"},
          {"9", "0%"},
          {"10", "0.00%"},
          {"20", "h:mm"},
          {"21", "h:mm:ss"},
          {"37", "#,##0_);(#,##0)"},
          {"39", "#,##0.00_);(#,##0.00)"},
          {"45", "mm:ss"},
          {"46", "[h]:mm:ss"},
          {"49", "@"}};
}

/// The column of a cell's name, from 0: 27 for "AB12".
std::size_t column_of(std::string_view name) {
  std::size_t column = 0;
  for (const char c : name) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  if (column == 0) fail("a cell has no name");
  return column - 1;
}

/// The text of a cell without Excel's escape of an underscore (see CellText).
std::string without_escapes(std::string text) {
  constexpr std::string_view kUnderscore = "_x005F_";
  for (std::size_t at = text.find(kUnderscore); at != std::string::npos;
       at = text.find(kUnderscore, at + 1)) {
    text.replace(at, kUnderscore.size(), "_");
  }
  return text;
}

}  // namespace

DisplayedWorkbook::DisplayedWorkbook(const std::filesystem::path& file) {
  for (SkeletonPart& each : read_skeleton(file)) {
    parts_.emplace(std::move(each.name), std::move(each.bytes));
  }
  read_strings();
  read_formats();
  read_sheet_names();
}

const std::string& DisplayedWorkbook::part(const std::string& name) const {
  const auto found = parts_.find(name);
  if (found == parts_.end()) fail("it has no " + name);
  return found->second;
}

void DisplayedWorkbook::read_strings() {
  const auto table = parts_.find("xl/sharedStrings.xml");
  if (table == parts_.end()) return;
  XmlScanner xml(table->second);
  while (xml.next()) {
    if (xml.name() == "si") strings_.emplace_back();
    if (xml.name() == "t" && !xml.is_empty_element()) strings_.back() += xml.text();
  }
  for (std::string& text : strings_) text = without_escapes(std::move(text));
}

void DisplayedWorkbook::read_formats() {
  auto codes = built_in_formats();
  bool is_in_cell_styles = false;
  XmlScanner xml(part("xl/styles.xml"));
  while (xml.next()) {
    if (xml.name() == "numFmt") {
      codes.insert_or_assign(std::string{xml.attribute("numFmtId")},
                             unescape_xml(xml.attribute("formatCode")));
    } else if (xml.name() == "cellXfs") {
      is_in_cell_styles = true;
    } else if (xml.name() == "/cellXfs") {
      is_in_cell_styles = false;
    } else if (xml.name() == "xf" && is_in_cell_styles) {
      const auto code = codes.find(xml.attribute("numFmtId"));
      if (code == codes.end()) fail("a number format is not known");
      formats_.push_back(code->second);
    }
  }
}

void DisplayedWorkbook::read_sheet_names() {
  XmlScanner xml(part("xl/workbook.xml"));
  while (xml.next()) {
    if (xml.name() == "sheet") sheet_names_.push_back(unescape_xml(xml.attribute("name")));
  }
}

std::map<std::uint32_t, DisplayedWorkbook::Row> DisplayedWorkbook::rows(
    std::string_view sheet) const {
  const auto name = std::ranges::find(sheet_names_, sheet);
  if (name == sheet_names_.end()) fail("it has no such sheet");
  const auto place = std::to_string(name - sheet_names_.begin() + 1);
  std::map<std::uint32_t, Row> rows;
  Row* row = nullptr;
  std::string type;
  std::string style;
  std::string value;
  XmlScanner xml(part("xl/worksheets/sheet" + place + ".xml"));
  while (xml.next() && xml.name() != "/sheetData") {
    if (xml.name() == "row") {
      row = &rows[static_cast<std::uint32_t>(number(xml.attribute("r"))) - 1];
    } else if (xml.name() == "c") {
      type = xml.attribute("t");
      style = xml.attribute("s");
      value.clear();
      const std::size_t column = column_of(xml.attribute("r"));
      if (row == nullptr) fail("a cell outside of rows");
      row->resize(std::max(row->size(), column + 1));
    } else if (xml.name() == "v" || (xml.name() == "t" && !xml.is_empty_element())) {
      value += xml.text();
    } else if (xml.name() == "/c") {
      row->back() = displayed(type, style, value);
    }
  }
  return rows;
}

std::string DisplayedWorkbook::displayed(std::string_view type, std::string_view style,
                                         const std::string& value) const {
  if (value.empty()) return {};
  if (type == "s") return strings_.at(number(value));
  if (!type.empty()) return without_escapes(value);
  double its = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), its);
  if (error != std::errc() || end != value.data() + value.size()) fail("a cell is not a number");
  return displayed_number(formats_.at(style.empty() ? 0 : number(style)), its);
}

}  // namespace workbook
