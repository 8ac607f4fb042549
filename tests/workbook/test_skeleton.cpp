#include <algorithm>
#include <string>

#include "base/error.h"
#include "support/catch.h"
#include "workbook/xml/part_edits.h"
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

// The texts of libxlsxwriter 1.1.4 that are edited.

TEST_CASE("cells of text keep what a user types into them as text") {
  CHECK(with_quote_prefix("<xf numFmtId=\"49\" fontId=\"1\"/><xf numFmtId=\"4\"/>") ==
        "<xf numFmtId=\"49\" quotePrefix=\"1\" fontId=\"1\"/><xf numFmtId=\"4\"/>");
}

TEST_CASE("a chart has gaps, and its fonts are those of Arabic too") {
  CHECK(with_blank_cells_as_gaps("<c:plotVisOnly val=\"1\"/></c:chart>") ==
        "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>");
  CHECK(with_complex_script_fonts("<a:latin typeface=\"A\"/></a:rPr><a:latin typeface=\"B\"/>") ==
        "<a:latin typeface=\"A\"/><a:cs typeface=\"A\"/></a:rPr>"
        "<a:latin typeface=\"B\"/><a:cs typeface=\"B\"/>");
}

TEST_CASE("the texts of a chart from right to left are Arabic") {
  CHECK(with_right_to_left_text("<c:lang val=\"en-US\"/><a:pPr rtl=\"0\"><a:pPr>"
                                "<a:rPr lang=\"en-US\" sz=\"9\">") ==
        "<c:lang val=\"ar-SA\"/><a:pPr rtl=\"1\"><a:pPr rtl=\"1\"><a:rPr lang=\"ar-SA\" sz=\"9\">");
}

TEST_CASE("the properties state the language and the program") {
  CHECK(with_language("<dc:title>x</dc:title></cp:coreProperties>", "ar") ==
        "<dc:title>x</dc:title><dc:language>ar</dc:language></cp:coreProperties>");
  CHECK_THROWS_AS(with_language("<cp:coreProperties/>", "ar"), base::Error);
  const std::string properties =
      "<Properties><Application>Microsoft Excel</Application><Company/>"
      "<AppVersion>12.0000</AppVersion></Properties>";
  CHECK(with_application(properties, "A & B 1.0") ==
        "<Properties><Application>A &amp; B 1.0</Application><Company/></Properties>");
  CHECK(with_application(properties, "") == "<Properties><Company/></Properties>");
  CHECK_THROWS_AS(with_application("<Properties/>", "A"), base::Error);
}

TEST_CASE("a workbook neither claims to be edited by Excel nor has its values calculated again") {
  CHECK(with_trusted_values("<workbook><fileVersion appName=\"xl\"/><sheets/>"
                            "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>") ==
        "<workbook><sheets/><calcPr calcId=\"191029\"/></workbook>");
  CHECK_THROWS_AS(with_trusted_values("<workbook><fileVersion appName=\"xl\"/></workbook>"),
                  base::Error);
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
