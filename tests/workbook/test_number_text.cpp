#include "workbook/xml/number_text.h"

#include "support/catch.h"

using workbook::displayed_number;
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

TEST_CASE("a number is displayed as its format says") {
  constexpr const char* kMoney = "#,##0.00_);(#,##0.00);\"-\"??_)";
  CHECK(displayed_number(kMoney, 1234567.891) == "1,234,567.89");
  CHECK(displayed_number(kMoney, -1234.5) == "(1,234.50)");
  CHECK(displayed_number(kMoney, 0) == "-");
  CHECK(displayed_number("_(#,##0.000\"\u00A0\u062F.\u0643\"", 1234) ==
        "1,234.000\u00A0\u062F.\u0643");
  CHECK(displayed_number("0.0%_);(0.0%);\"-\"?_%_)", 0.07) == "7.0%");
  CHECK(displayed_number("0.00\"kg\";-0.00\"kg\";\"-\"??\"kg\"", 0) == "-  kg");
  CHECK(displayed_number("0_);(0)", 0) == "0");
  CHECK(displayed_number("[$-1010000]dd/mm/yyyy hh:mm", 45'000.5) == "15/03/2023 12:00");
  CHECK(displayed_number("dd/mm/yyyy", 61) == "01/03/1900");
  CHECK(displayed_number("[$-2010401]dd/mm/yyyy", 45'000) ==
        "\u0661\u0665/\u0660\u0663/\u0662\u0660\u0662\u0663");
  CHECK(displayed_number("hh:mm:ss", (13 * 3600 + 5 * 60 + 59) / 86'400.0) == "13:05:59");
  CHECK(displayed_number("[h]:mm:ss", 1'000.5) == "24012:00:00");
  CHECK(displayed_number("[h]:mm:ss", 61 / 86'400.0) == "0:01:01");
  CHECK(displayed_number("", 1234.5) == "1234.5");
}

TEST_CASE("a number is rounded from its decimal digits, half away from zero") {
  CHECK(displayed_number("0.00", 250.855) == "250.86");
  CHECK(displayed_number("0.00", 1.005) == "1.01");
  CHECK(displayed_number("0.00", 9.995) == "10.00");
  CHECK(displayed_number("0", 0.5) == "1");
  CHECK(displayed_number("0", 0.4999) == "0");
  CHECK(displayed_number("0.000", 0.0004) == "0.000");
  CHECK(displayed_number("0.000", 0.0005) == "0.001");
  CHECK(displayed_number("0.00", 0.0005) == "0.00");
  CHECK(displayed_number("#,##0", 999'999.5) == "1,000,000");
  CHECK(displayed_number("0.00", 0.1 + 0.2) == "0.30");
}
