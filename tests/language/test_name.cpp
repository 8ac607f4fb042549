#include "language/name.h"

#include "base/utf8.h"
#include "language/text.h"
#include "support/arabic.h"
#include "support/catch.h"

using language::sanitize_file_name;
using language::SheetNames;

TEST_CASE("every system accepts the file names") {
  CHECK(sanitize_file_name("Sales 2025", ".xlsx") == "Sales 2025.xlsx");
  CHECK(sanitize_file_name(" a \t\r\n b ", ".xlsx") == "a b.xlsx");
  CHECK(sanitize_file_name("../../etc/passwd", ".xlsx") == "-..-etc-passwd.xlsx");
  CHECK(sanitize_file_name("a<b>c:d\"e/f\\g|h?i*j", ".xlsx") == "a-b-c-d-e-f-g-h-i-j.xlsx");
  CHECK(sanitize_file_name("x\r\nSet-Cookie: y", ".xlsx") == "x Set-Cookie- y.xlsx");
  CHECK(sanitize_file_name("a\x01\x7F\u0085", ".xlsx") == "a.xlsx");
  CHECK(sanitize_file_name("...hidden. . ", ".xlsx") == "hidden.xlsx");
  CHECK(sanitize_file_name("", ".xlsx") == "_.xlsx");
  CHECK(sanitize_file_name("\u202E\u200B .", ".xlsx") == "_.xlsx");
  CHECK(sanitize_file_name("\uE000\uFDD0z", ".xlsx") == "z.xlsx");
}

TEST_CASE("Arabic file names stay Arabic") {
  for (const json::Value& one : *arabic("file_names").elements()) {
    const json::Value::Array& row = *one.elements();
    CHECK(sanitize_file_name(*row[0].string(), ".xlsx") == *row[1].string());
  }
}

TEST_CASE("device names of Windows are changed") {
  for (const char* name : {"CON", "nul", "Com1", "lpt9", "AUX.report", "con .x", "COM\u00B9"}) {
    INFO(name);
    CHECK(sanitize_file_name(name, ".xlsx") == "_" + std::string{name} + ".xlsx");
  }
  CHECK(sanitize_file_name("console", ".xlsx") == "console.xlsx");
  CHECK(sanitize_file_name("COM10", ".xlsx") == "COM10.xlsx");
}

TEST_CASE("a long file name keeps its extension and whole letters") {
  std::string beh;
  for (int i = 0; i < 200; ++i) beh += "\u0628\u064E";
  const std::string name = sanitize_file_name(beh, ".xlsx");
  CHECK(name.size() == 57 * 4 + 5);  // 119 characters, since a letter keeps its marks
  CHECK(name.ends_with("\u0628\u064E.xlsx"));
  CHECK(sanitize_file_name("aaaa. bbb", ".xlsx", 11) == "aaaa.xlsx");
  CHECK(sanitize_file_name("abc", ".xlsx", 6) == "a.xlsx");
}

TEST_CASE("a file name has at most 120 characters and ends after a word") {
  const auto stem_of = [](std::string_view text) {
    const std::string name = sanitize_file_name(text, ".xlsx");
    CHECK(name.ends_with(".xlsx"));
    CHECK(base::utf16_length(name) <= 120);
    return name.substr(0, name.size() - 5);
  };
  std::string words;
  for (int i = 0; i < 30; ++i) words += "Statement ";
  CHECK(stem_of(words) == words.substr(0, 109));  // 11 words
  std::string dashed = words;
  std::ranges::replace(dashed, ' ', '-');
  CHECK(stem_of(dashed) == dashed.substr(0, 109));
  std::ranges::replace(dashed, '-', '_');
  CHECK(stem_of(dashed) == dashed.substr(0, 109));
  CHECK(stem_of("Report " + std::string(200, 'x')) == "Report " + std::string(108, 'x'));
  CHECK(stem_of(std::string(115, 'x')) == std::string(115, 'x'));
  CHECK(stem_of(std::string(116, 'x')) == std::string(115, 'x'));
  CHECK(stem_of(std::string(110, 'x') + " yyyy z") == std::string(110, 'x') + " yyyy");
  CHECK(stem_of(std::string(110, 'x') + " yyyyy") == std::string(110, 'x'));
  std::string emoji;
  std::string ideographs;
  for (int i = 0; i < 200; ++i) {
    emoji += "\U0001F600";
    ideographs += "\u6587";
  }
  CHECK(stem_of(emoji) == emoji.substr(0, 4 * 57));            // two units each
  CHECK(stem_of(ideographs) == ideographs.substr(0, 3 * 83));  // 255 bytes with the extension
  for (const json::Value& one : *arabic("long_file_names").elements()) {
    const json::Value::Array& row = *one.elements();
    CHECK(stem_of(*row[0].string()) == *row[1].string());
  }
}

TEST_CASE("column titles are distinct to Excel and to readers") {
  language::ColumnTitles titles;
  CHECK(titles.add("Net Amount") == "Net Amount");
  CHECK(titles.add("NET AMOUNT") == "NET AMOUNT (2)");
  CHECK(titles.add("Net\u00A0Amount\u200F") == "Net\u00A0Amount\u200F (3)");
  CHECK(titles.add("net amount (2)") == "net amount (2) (2)");
  CHECK(titles.add("Stra\u00DFe") == "Stra\u00DFe");
  CHECK(titles.add("STRASSE") == "STRASSE (2)");
  CHECK(titles.add("E\u0301te\u0301") == "E\u0301te\u0301");
  CHECK(titles.add("\u00C9T\u00C9") == "\u00C9T\u00C9 (2)");
  CHECK(titles.add("\u0130") == "\u0130");
  CHECK(titles.add("i\u0307") == "i\u0307 (2)");
  const std::string longest(200, 'x');
  CHECK(titles.add(longest + "y") == longest);
  CHECK(titles.add(longest + "z") == longest + " (2)");
  CHECK(titles.add(std::string(199, 'y') + " z") == std::string(199, 'y'));
}

TEST_CASE("Excel accepts the sheet names") {
  SheetNames names;
  CHECK(names.add("Q1 [2025]: a*b?c/d\\e") == "Q1 -2025-- a-b-c-d-e");
  CHECK(names.add("'quoted'") == "quoted");
  CHECK(names.add("it's") == "it's");
  CHECK(names.add("") == "_");
  CHECK(names.add("\x01") == "_ (2)");
  CHECK(names.add("History") == "History_");
  CHECK(names.add("<Sales>|\"x\"") == "<Sales>|\"x\"");
  CHECK(names.add("\xC3") == "\uFFFD");
  CHECK(names.add("History - " + std::string(40, 'x')) == "History - " + std::string(21, 'x'));
  CHECK(SheetNames{}.add("History " + std::string(22, '-') + " x") == "History_");
}

TEST_CASE("Excel shows a sheet name that looks like its escape as it is") {
  SheetNames names;
  CHECK(names.add("_x0041_") == "_x005F_x0041_");
  CHECK(names.add("_x0041_x00Ff_") == "_x005F_x0041_x005F_x00Ff_");
  CHECK(names.add("__x0041__") == "__x005F_x0041__");
  CHECK(names.add("_x004_ _x00g1_ _X0041_ _x0041") == "_x004_ _x00g1_ _X0041_ _x0041");
  CHECK(names.add("_x0041_") == "_x005F_x0041_ (2)");
}

TEST_CASE("sheet names differ without regard to case") {
  SheetNames names;
  CHECK(names.add("Sales") == "Sales");
  CHECK(names.add("SALES") == "SALES (2)");
  CHECK(names.add("sales (2)") == "sales (2) (2)");
  CHECK(names.add("Sales") == "Sales (3)");
}

TEST_CASE("sheet names are 31 UTF-16 units at most, the number included") {
  SheetNames names;
  const std::string forty(40, 'x');
  CHECK(names.add(forty) == std::string(31, 'x'));
  CHECK(names.add(forty) == std::string(27, 'x') + " (2)");
  CHECK(names.add(std::string(26, 'y') + "' 1234567") == std::string(26, 'y'));
  CHECK(names.add(std::string(30, 'z') + "'z") == std::string(30, 'z'));
  std::string emoji;
  for (int i = 0; i < 20; ++i) emoji += "\U0001F600";
  CHECK(base::utf16_length(names.add(emoji)) == 30);
  CHECK(base::utf16_length(names.add(emoji)) <= 31);
}

TEST_CASE("a sheet name that is too long ends after a word") {
  SheetNames names;
  CHECK(names.add("Customer statement of account 2026") == "Customer statement of account");
  CHECK(names.add("Customer statement of account 2027") == "Customer statement (2)");
  CHECK(names.add("VAT return of the group - output tax") == "VAT return of the group");
  CHECK(names.add("Salaries and allowances of the employees") == "Salaries and allowances");
  CHECK(names.add("Reconciliation of balances - Bank of Riyadh") == "Reconciliation of balances");
  CHECK(names.add("Reconciliation (banks - all of them, by account)") == "Reconciliation");
  CHECK(names.add("Branch A - Olaya street and the old market") == "Branch A - Olaya street");
  CHECK(names.add("A " + std::string(40, 'x')) == "A " + std::string(29, 'x'));
  for (const json::Value& one : *arabic("sheet_names").elements()) {
    const json::Value::Array& row = *one.elements();
    CHECK(names.add(*row[0].string()) == *row[1].string());
  }
}
