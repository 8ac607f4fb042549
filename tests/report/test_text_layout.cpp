#include "report/style/text_layout.h"

#include <cmath>

#include "base/utf8.h"
#include "language/name.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "workbook/xml/sheet_name.h"

using report::header_part;

TEST_CASE("a part of a header is one line of at most 70 UTF-16 units") {
  CHECK(header_part("").empty());
  CHECK(header_part(" a\n\x01 b ") == "a b");
  CHECK(header_part("R&D _x0041_") == "R&&D _x005F_x0041_");
  CHECK(header_part(std::string(70, 'x')) == std::string(70, 'x'));
  CHECK(header_part(std::string(71, 'x')) == std::string(69, 'x') + "\u2026");
  CHECK(header_part(std::string(69, '1')) == " " + std::string(69, '1'));
  CHECK(header_part(std::string(70, '1')) == " " + std::string(68, '1') + "\u2026");
  CHECK(header_part(std::string(300, '&')) == std::string(68, '&') + "\u2026");
  CHECK(header_part(std::string(69, 'x') + "&") == std::string(69, 'x') + "\u2026");
}

TEST_CASE("a part of a header is cut between letters") {
  CHECK(header_part(std::string(69, 'x') + "\u0628\u064E") == std::string(69, 'x') + "\u2026");
  CHECK(header_part(std::string(68, 'x') + "\u0628\u064E\u0628") ==
        std::string(68, 'x') + "\u2026");
  std::string faces;
  for (int i = 0; i < 40; ++i) faces += "\U0001F600";
  CHECK(base::utf16_length(header_part("x" + faces)) == 70);
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

TEST_CASE("a title is as narrow as its lines allow") {
  const TempDir temp_dir;
  workbook::Workbook book(temp_dir.path(), {});
  const report::Theme theme(book, language::Language::kEnglish, {});
  constexpr auto kBold = language::Weight::kBold;
  const auto width = [&](std::string_view text) { return theme.text_width(text, kBold); };
  const auto least = [&](std::string_view text, int lines) {
    return report::least_width(theme, text, kBold, lines);
  };
  const auto is_near = [](double a, double b) { return std::abs(a - b) < 1e-5; };
  CHECK(least("", 2) == 0);
  CHECK(is_near(least("VAT rate", 1), width("VAT rate")));
  CHECK(is_near(least("VAT rate", 2), width("VAT")));
  CHECK(is_near(least("Total incl. VAT", 2), width("incl. VAT")));
  CHECK(is_near(least("Total incl. VAT", 3), width("Total")));
  CHECK(is_near(least("organization", 3), width("organization")));
}
