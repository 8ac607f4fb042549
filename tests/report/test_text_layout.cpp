#include "report/text_layout.h"

#include "base/utf8.h"
#include "language/name.h"
#include "support/catch.h"
#include "workbook/xml/sheet_name.h"

using report::header_part;

TEST_CASE("a part of a header is one line of at most 70 UTF-16 units") {
  CHECK(header_part("").empty());
  CHECK(header_part(" a\n\x01 b ") == "a b");
  CHECK(header_part("R&D _x0041_") == "R&&D _x005F_x0041_");
  CHECK(header_part(std::string(70, 'x')) == std::string(70, 'x'));
  CHECK(header_part(std::string(71, 'x')) == std::string(70, 'x'));
  CHECK(header_part(std::string(69, '1')) == " " + std::string(69, '1'));
  CHECK(header_part(std::string(70, '1')) == " " + std::string(69, '1'));
  CHECK(header_part(std::string(300, '&')) == std::string(70, '&'));
  CHECK(header_part(std::string(69, 'x') + "&") == std::string(69, 'x'));
}

TEST_CASE("a part of a header is cut between letters") {
  CHECK(header_part(std::string(69, 'x') + "\u0628\u064E") == std::string(69, 'x'));
  CHECK(header_part(std::string(68, 'x') + "\u0628\u064E\u0628") ==
        std::string(68, 'x') + "\u0628\u064E");
  std::string faces;
  for (int i = 0; i < 40; ++i) faces += "\U0001F600";
  CHECK(base::utf16_length(header_part("x" + faces)) == 69);
}

TEST_CASE("the workbook accepts each sheet name that is made") {
  const std::string pieces[] = {"",
                                "a",
                                " ",
                                "'",
                                "_x005F_",
                                "_x0041_",
                                "History",
                                "[",
                                "\xC3",
                                "\u202E",
                                "\u0634\u064E",
                                "\x01",
                                "\n",
                                "-",
                                "A",
                                "\uFFFF",
                                "&",
                                "\U0001F600",
                                "123456789012345678901234567"};
  language::SheetNames names;
  std::vector<std::string> taken;
  for (const std::string& first : pieces) {
    for (const std::string& second : pieces) {
      for (const char* mark : {"", " (English)"}) {
        const std::string name = names.add(first + second + first, mark);
        INFO(name);
        CHECK_NOTHROW(workbook::check_sheet_name(name, taken));
        taken.push_back(name);
      }
    }
  }
}
