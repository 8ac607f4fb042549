#include "language/display_width.h"

#include "support/arabic.h"
#include "support/catch.h"

TEST_CASE("a Latin text is as wide as it is long") {
  CHECK(language::display_width("") == 0);
  CHECK(language::display_width("Invoice No.") == 11);
  CHECK(language::display_width("caf\xC3\xA9") == 4);
  CHECK(language::display_width("Total\nexcl. VAT\n") == 9);
  CHECK(language::display_width(std::string(100'000, 'x')) == 100'000);
}

TEST_CASE("Arabic is measured by its joined shapes") {
  for (const json::Value& one : *arabic("width").elements()) {
    const json::Value::Array& row = *one.elements();
    INFO(*row[0].string() << ": " << *row[2].string());
    CHECK(language::display_width(*row[0].string()) == row[1].integer());
    CHECK(language::display_width(*row[0].string()) <= static_cast<int>(row[0].string()->size()));
  }
}

TEST_CASE("a text is shortened to the available width") {
  CHECK(language::ellipsize("Invoice", 7) == "Invoice");
  CHECK(language::ellipsize("Invoice", 6) == "Invoi\u2026");
  CHECK(language::ellipsize("\u4e2d\u4e2d\u4e2d", 5) == "\u4e2d\u4e2d\u2026");
  CHECK(language::ellipsize("Invoice", 0) == "I\u2026");
}
