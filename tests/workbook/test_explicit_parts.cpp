#include "workbook/xml/explicit_parts.h"

#include "support/catch.h"

#include "base/error.h"
#include "workbook/xml/placeholders.h"

namespace workbook {
namespace {

TEST_CASE("a chart says what readers would assume differently") {
  CHECK(with_explicit_defaults("<c:lang val=\"en-US\"/><c:chart><c:title><c:layout/></c:title>") ==
        "<c:lang val=\"en-US\"/><c:roundedCorners val=\"0\"/><c:chart><c:title><c:layout/>"
        "<c:overlay val=\"0\"/></c:title><c:autoTitleDeleted val=\"0\"/>");
  CHECK(with_explicit_defaults("<c:lineChart><c:grouping val=\"standard\"/><c:ser></c:ser>") ==
        "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/><c:ser>"
        "<c:smooth val=\"0\"/></c:ser>");
  CHECK(with_explicit_defaults("<c:barChart><c:ser><c:spPr></c:spPr><c:cat/></c:ser>") ==
        "<c:barChart><c:ser><c:spPr></c:spPr><c:invertIfNegative val=\"0\"/><c:cat/></c:ser>");
  CHECK(with_explicit_defaults("<c:scaling></c:scaling><c:tickLblPos val=\"low\"/>") ==
        "<c:scaling></c:scaling><c:delete val=\"0\"/><c:majorTickMark val=\"out\"/>"
        "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>");
  CHECK(with_explicit_defaults("<c:dLbls><c:showPercent val=\"1\"/></c:dLbls>") ==
        "<c:dLbls><c:showLegendKey val=\"0\"/><c:showVal val=\"0\"/><c:showCatName val=\"0\"/>"
        "<c:showSerName val=\"0\"/><c:showPercent val=\"1\"/><c:showBubbleSize val=\"0\"/>"
        "</c:dLbls>");
  CHECK_THROWS_AS(with_explicit_defaults("<c:legend></c:legend>"), base::Error);
}

TEST_CASE("a sheet's name is in quotes in defined names") {
  const std::vector<std::string> names{"It's 1", "Q1 & 2"};
  CHECK(with_sheet_names("<definedNames><definedName name=\"a\">" + sheet_name_placeholder(1) +
                             "!$A:$B," + sheet_name_placeholder(2) +
                             "!$8:$8</definedName></definedNames>[000009]!",
                         names) ==
        "<definedNames><definedName name=\"a\">'It''s 1'!$A:$B,'Q1 &amp; 2'!$8:$8</definedName>"
        "</definedNames>[000009]!");
  CHECK_THROWS_AS(
      with_sheet_names(
          "<TitlesOfParts>" + sheet_name_placeholder(3) + "!Print_Titles</TitlesOfParts>", names),
      base::Error);
}

}  // namespace
}  // namespace workbook
