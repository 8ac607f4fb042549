#include "workbook/xml/number_text.h"

#include "support/catch.h"

using workbook::number_text;

TEST_CASE("a number is measured as its format shows it") {
  constexpr const char* kMoney = "#,##0.00_);(#,##0.00);\"-\"??_)";
  CHECK(number_text(kMoney, 1234567.891) == "1,234,567.89)");
  CHECK(number_text(kMoney, -1234.5) == "(1,234.50)");
  CHECK(number_text(kMoney, 0) == "-00)");
  CHECK(number_text(kMoney, 999.999) == "1,000.00)");
  CHECK(number_text("#,##0_)", 1e18) == "1,000,000,000,000,000,000)");
  CHECK(number_text("#,##0_)", -12) == "-12)");
  CHECK(number_text("0_);(0)", 20250) == "20250)");
  CHECK(number_text("0.0%_);(0.0%)", 0.9996) == "100.0%)");
  CHECK(number_text("0.0%_);(0.0%)", -12.3) == "(1230.0%)");
  CHECK(number_text("#,##0\"\u00A0KWD; \"_)", 5) == "5\u00A0KWD; )");
  CHECK(number_text("_(#,##0.000\"\u00A0\u062F.\u0643\"\"*\"", 1234) ==
        "(1,234.000\u00A0\u062F.\u0643*");
  CHECK(number_text("[$-2000401]#,##0.00_);[$-2000401](#,##0.00)", -1234.5) ==
        "(\u0661\u066C\u0662\u0663\u0664\u066B\u0665\u0660)");
  CHECK(number_text("[$-1010000]dd/mm/yyyy hh:mm", 45'000.5) == "00/00/0000 00:00");
  CHECK(number_text("[$-2010401]dd/mm", 1) == "\u0660\u0660/\u0660\u0660");
  CHECK(number_text("[h]:mm:ss", 1'000.5) == "24012:00:00");
  CHECK(number_text("", 1234.5) == "1234.5");
  CHECK(number_text("General", 0.1 + 0.2) == "0.3");
  CHECK(number_text("#,##0_", 7) == "7");  // an unfinished format does no harm
  CHECK(number_text("\"", 7) == "");
}
