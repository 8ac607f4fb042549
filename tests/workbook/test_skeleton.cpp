#include <algorithm>
#include <string>

#include "base/error.h"
#include "support/catch.h"
#include "workbook/xml/named_styles.h"
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

TEST_CASE("the first page has the footer of the others and no header") {
  const std::string footer = "&amp;C&amp;P";
  const std::string before = "<pageSetup paperSize=\"9\"/><headerFooter>";
  const std::string without = before + "<oddFooter>" + footer + "</oddFooter></headerFooter><a/>";
  CHECK(without_first_header(without) == without);
  // The order of ECMA-376 18.3.1.46.
  CHECK(without_first_header(before + "<oddHeader>&amp;Ltitle</oddHeader><oddFooter>" + footer +
                             "</oddFooter></headerFooter><a/>") ==
        "<pageSetup paperSize=\"9\"/><headerFooter differentFirst=\"1\">"
        "<oddHeader>&amp;Ltitle</oddHeader><oddFooter>&amp;C&amp;P</oddFooter>"
        "<firstFooter>&amp;C&amp;P</firstFooter></headerFooter><a/>");
  CHECK_THROWS_AS(without_first_header(before + "<oddHeader>title</oddHeader></headerFooter>"),
                  base::Error);
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

TEST_CASE("styles with a name are listed, and the cell formats refer to them") {
  const std::string styles =
      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
      "</cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" xfId=\"0\"/>"
      "<xf numFmtId=\"0\" fontId=\"1\" xfId=\"0\" applyFont=\"1\"><alignment indent=\"1\"/></xf>"
      "<xf numFmtId=\"4\" xfId=\"0\"/></cellXfs><cellStyles count=\"1\">"
      "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";
  CHECK(with_named_styles(styles, {}) == styles);
  CHECK(with_named_styles(styles, {{1, "A & B"}}) ==
        "<cellStyleXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
        "<xf numFmtId=\"0\" fontId=\"1\" applyFont=\"1\"><alignment indent=\"1\"/></xf>"
        "</cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" xfId=\"0\"/>"
        "<xf numFmtId=\"0\" fontId=\"1\" xfId=\"1\" applyFont=\"1\"><alignment indent=\"1\"/></xf>"
        "<xf numFmtId=\"4\" xfId=\"0\"/></cellXfs><cellStyles count=\"2\">"
        "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
        "<cellStyle name=\"A &amp; B\" xfId=\"1\"/></cellStyles>");
  CHECK_THROWS_AS(with_named_styles(styles, {{9, "A"}}), base::Error);
  CHECK_THROWS_AS(with_named_styles("<styleSheet/>", {{1, "A"}}), base::Error);
}

TEST_CASE("numbers have no residue of binary fractions, and keep all digits that they need") {
  const auto written = [](const std::string& number) {
    const std::string cell = "<c r=\"A1\" s=\"1\"><v>";
    const std::string part = with_shortest_numbers(cell + number + "</v></c>");
    return part.substr(cell.size(), part.find("</v>") - cell.size());
  };
  CHECK(written("95576.35000000001") == "95576.35");
  CHECK(written("5") == "5");
  CHECK(written("0.3333333333333333") == "0.3333333333333333");
  CHECK(written("1.234567890123457E+20") == "1.234567890123457E+20");
  CHECK(written("a text of many letters") == "a text of many letters");
  const std::string text = "<c r=\"A1\" t=\"str\"><f>B1</f><v>95576.35000000001</v></c>";
  CHECK(with_shortest_numbers(text) == text);
  CHECK(with_shortest_numbers("<c:strCache><c:v>95576.35000000001</c:v></c:strCache>"
                              "<c:numCache><c:v>95576.35000000001</c:v></c:numCache>") ==
        "<c:strCache><c:v>95576.35000000001</c:v></c:strCache>"
        "<c:numCache><c:v>95576.35</c:v></c:numCache>");
}

TEST_CASE("a sheet states the height of its rows") {
  CHECK(with_default_height("<sheetFormatPr defaultRowHeight=\"15\"/>") ==
        "<sheetFormatPr customHeight=\"1\" defaultRowHeight=\"15\"/>");
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
