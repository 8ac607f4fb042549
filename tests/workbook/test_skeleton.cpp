#include <algorithm>
#include <string>

#include "base/error.h"
#include "support/catch.h"
#include "workbook/xml/skeleton.h"
#include "workbook/xml/xml_check.h"

using namespace workbook;

TEST_CASE("a sheet is split where its placeholder rows were") {
  const std::string sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
      "<row r=\"5\" outlineLevel=\"1\"><c r=\"A5\"><v>0</v></c></row>"
      "<row r=\"90\"><c r=\"F90\"><v>0</v></c></row><row r=\"91\"/></sheetData>";
  const SplitXml gap = split_sheet(sheet, 4, 89, 2);
  CHECK(gap.before == "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
  CHECK(gap.after == "<row r=\"91\"/></sheetData>");
  CHECK_THROWS_AS(split_sheet(sheet, 4, 90, 2), base::Error);
  CHECK_THROWS_AS(split_sheet(sheet, 100, 190, 2), base::Error);
  CHECK_THROWS_AS(split_sheet("<sheetData/>", 0, 0, 1), base::Error);
}

TEST_CASE("ids of strings are shifted, other numbers are not") {
  CHECK(
      with_shifted_strings("<c r=\"A1\" s=\"1\" t=\"s\"><v>9</v></c><c r=\"B1\"><v>9</v></c>", 5) ==
      "<c r=\"A1\" s=\"1\" t=\"s\"><v>14</v></c><c r=\"B1\"><v>9</v></c>");
}

TEST_CASE("the string table counts the streamed strings too") {
  const SplitXml gap = split_strings("<sst count=\"3\" uniqueCount=\"2\"><si/></sst>", 10, 100);
  CHECK(gap.before == "<sst count=\"103\" uniqueCount=\"12\">");
  CHECK(gap.after == "<si/></sst>");
  CHECK_THROWS_AS(split_strings("<sst uniqueCount=\"2\"></sst>", 1, 1), base::Error);
}

TEST_CASE("XML that is truncated at any byte is not well-formed") {
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x=\"1 > 0\"><b/>text &amp; &#10;<c y=\"\" "
      "z=\"2\">\u0628</c></a>";
  CHECK(is_well_formed(xml));
  for (std::size_t size = 0; size < xml.size(); ++size)
    CHECK_FALSE(is_well_formed(xml.substr(0, size)));
}

TEST_CASE("broken XML is detected") {
  for (const char* xml :
       {"<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a>\x01</a>", "<a x=1/>", "<a x=\"1\"y=\"2\"/>",
        "<a x=\"<\"/>", "text<a/>", "<a>\xFF</a>", "<a>\xEF\xBF\xBF</a>", "<a x/>", "<a>& </a>"}) {
    CHECK_FALSE(is_well_formed(xml));
  }
}
