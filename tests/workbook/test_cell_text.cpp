#include <string>

#include "base/error.h"
#include "base/utf8.h"
#include "support/catch.h"
#include "workbook/xml/cell_text.h"
#include "workbook/sheet.h"
#include "workbook/xml/sheet_name.h"

using namespace workbook;

TEST_CASE("a clean text is unchanged") {
  const std::string arabic =
      "\u0634\u0631\u0643\u0629 ABC (\u0627\u0644\u0645\u062d\u062f\u0648\u062f\u0629) _x_";
  CHECK(needs_no_escaping(arabic));
  const CellText cell = sanitize_cell_text(arabic);
  CHECK(cell.text == arabic);
  CHECK_FALSE(cell.is_repaired);
  CHECK_FALSE(cell.is_truncated);
}

TEST_CASE("of bidi controls only the embeddings of prose stay") {
  const std::string arabic = "\u200E\u202B\u0634\u0631\u0643\u0629 3M\u202C\u200E";
  const std::string latin = "\u200F\u202AABC \u0634\u202C\u200F";
  const CellText prose = sanitize_cell_text("Party: " + arabic + ", " + latin + " " + arabic);
  CHECK(prose.text == "Party: " + arabic + ", " + latin + " " + arabic);
  CHECK_FALSE(prose.is_repaired);
  for (const char* stray :
       {"\u202Ba\u202C", "\u200E\u202Ba", "\u200E\u202Ba\u202C", "\u200E\u202Ba\u202C\u200F",
        "\u200E\u202Ea\u202C\u200E", "\u200E\u202B\u2067a\u202C\u200E", "\u200E\u202Ba\u2069\u200E",
        "\u200E\u202B\u200E\u202Ba\u202C"}) {
    const CellText cell = sanitize_cell_text(stray);
    CAPTURE(cell.text);
    CHECK(cell.is_repaired);
    CHECK(cell.text.find("\u202B") == std::string::npos);
    CHECK(cell.text.find("\u202C") == std::string::npos);
  }
}

TEST_CASE("only a text that neither sanitizing nor XML changes needs no escaping") {
  const std::string pieces[] = {"a",
                                "&",
                                "<",
                                ">",
                                "_",
                                "_x0041_",
                                "\n",
                                "\x7F",
                                "\x80",
                                "\u0634",
                                "\u200E",
                                "\u202E",
                                "\uFFFD",
                                "\u2066",
                                "\x1F",
                                "\xC3",
                                "\xED\xA0\x80",
                                "\xEF\xBF\xBF",
                                "\U0001F600"};
  for (const std::string& first : pieces) {
    for (const std::string& second : pieces) {
      for (const char* filling : {"", "1234567", "12345678"}) {
        const std::string text = first + filling + second;
        if (needs_no_escaping(text)) CHECK(escape_xml(sanitize_cell_text(text).text) == text);
        CHECK(base::is_utf8(sanitize_cell_text(text).text));
      }
    }
  }
  CHECK_FALSE(needs_no_escaping(std::string(32'768, 'x')));
}

TEST_CASE("a text is truncated at 32,767 UTF-16 units, never between a letter and its marks") {
  CHECK_FALSE(sanitize_cell_text(std::string(32'767, 'x')).is_truncated);
  CHECK(sanitize_cell_text(std::string(32'768, 'x')).text == std::string(32'767, 'x'));

  std::string faces;
  for (int i = 0; i < 20'000; ++i) faces += "\U0001F600";
  CHECK(base::utf16_length(sanitize_cell_text(faces).text) == 32'766);

  const CellText marked = sanitize_cell_text(std::string(32'766, 'x') + "\u0628\u064E\u0628");
  CHECK(marked.text == std::string(32'766, 'x'));
  CHECK(marked.is_truncated);
}

TEST_CASE("a text keeps at most 253 line feeds") {
  CHECK_FALSE(sanitize_cell_text(std::string(253, '\n')).is_truncated);
  CHECK(sanitize_cell_text(std::string(254, '\n')).is_truncated);
  CHECK(sanitize_cell_text("a\r\nb\rc").text == "a\nb\nc");
}

TEST_CASE("only what Excel would decode is escaped") {
  CHECK(sanitize_cell_text("_x0041_").text == "_x005F_x0041_");
  CHECK(sanitize_cell_text("_x00g1_ _x0041 x0041_").text == "_x00g1_ _x0041 x0041_");
  CHECK(sanitize_cell_text("__x0041__").text == "__x005F_x0041__");
}

TEST_CASE("a single line has no breaks and no white space at its ends") {
  CHECK(single_line_escaped(" a \r\n\t b ") == "a b");
  CHECK(single_line_escaped("\n").empty());
  CHECK(single_line_escaped("a\n_x0041_") == "a _x005F_x0041_");
  CHECK(single_line("a\n_x0041_\x01") == "a _x0041_");
}

TEST_CASE("a sheet name that Excel refuses is refused") {
  for (const char* name :
       {"x", "it's", "a (2)", "History_", "\u0634\u0631\u0643\u0629", "_x005F_x0041_", "_x005F_"}) {
    INFO(name);
    CHECK_NOTHROW(check_sheet_name(name, {"y"}));
  }
  for (const char* name : {"",
                           "a[",
                           "a]",
                           "a:",
                           "a*",
                           "a?",
                           "a/",
                           "a\\",
                           "'a",
                           "a'",
                           "'",
                           " a",
                           "a ",
                           "a  b",
                           "a\nb",
                           "a\x01",
                           "\u202Ea",
                           "\xC3",
                           "\uFFFF",
                           "History",
                           "hISTORY",
                           "_x0041_",
                           "_x005F_ _x005f_"}) {
    INFO(name);
    CHECK_THROWS_AS(check_sheet_name(name, {}), base::Error);
  }
}

TEST_CASE("a sheet name has at most 31 UTF-16 units") {
  CHECK_NOTHROW(check_sheet_name(std::string(31, 'x'), {}));
  CHECK_THROWS_AS(check_sheet_name(std::string(32, 'x'), {}), base::Error);
  std::string faces;
  for (int i = 0; i < 15; ++i) faces += "\U0001F600";
  CHECK_NOTHROW(check_sheet_name(faces + "x", {}));
  CHECK_THROWS_AS(check_sheet_name(faces + "\U0001F600", {}), base::Error);
}

TEST_CASE("a second sheet of the same name is refused, ignoring case") {
  CHECK_THROWS_AS(check_sheet_name("data", {"x", "Data"}), base::Error);
  CHECK_NOTHROW(check_sheet_name("data", {"Data (2)", "dat"}));
}

TEST_CASE("user text in a header contains no codes") {
  CHECK(header_text("R&D &P") == "R&&D &&P");
  CHECK(header_text("2026") == " 2026");
  CHECK(header_text("").empty());
  CHECK(header_text(" \u0634 ") == " \u0634 ");
  CHECK_THROWS_AS(header_text("a\x01"), base::Error);
  CHECK_THROWS_AS(header_text("\u202E"), base::Error);
}

TEST_CASE("a text that Excel could take for a value is recognized") {
  for (const char* text : {"0",
                           "1.5",
                           "12/05/2026",
                           "March 2026",
                           "INV-7",
                           "(5)",
                           "5 %",
                           "=A1",
                           "=",
                           "+x",
                           "-x",
                           "@x",
                           "#N/A",
                           "'x",
                           "/x",
                           " x",
                           "true",
                           "TRUE",
                           "False",
                           "true ",
                           "\u0635\u0648\u0627\u0628",
                           "\u062E\u0637\u0623",
                           "\u0661\u0662",
                           "\u0645\u0627\u0631\u0633 \u0662\u0660\u0662\u0666",
                           "\u06F1",
                           "\u2116",
                           "\uFF15",
                           "\u0967"}) {
    INFO(text);
    CHECK(workbook::may_be_value(text));
  }
  for (const char* text : {"", "x", "Riyadh", "Soci\u00E9t\u00E9 G\u00E9n\u00E9rale S.A.", "untrue",
                           "(x)", "\u0627\u0644\u0631\u064A\u0627\u0636",
                           "\u0635\u0648\u0627\u0628\u0627", "a = b", "x\ny"}) {
    INFO(text);
    CHECK_FALSE(workbook::may_be_value(text));
  }
}
