#include "server/http/content_disposition.h"
#include "support/catch.h"

using server::attachment;

TEST_CASE("a download keeps its name in every language") {
  CHECK(attachment("invoices 2026.xlsx") ==
        "attachment; filename=\"invoices 2026.xlsx\"; filename*=UTF-8''invoices%202026.xlsx");
  // U+0641 U+0648, then a date.
  CHECK(attachment("\xD9\x81\xD9\x88-2026.xlsx") ==
        "attachment; filename=\"report.xlsx\"; filename*=UTF-8''%D9%81%D9%88-2026.xlsx");
  CHECK(attachment("VAT \xD9\x81\xD9\x88.xlsx") ==
        "attachment; filename=\"VAT _.xlsx\"; filename*=UTF-8''VAT%20%D9%81%D9%88.xlsx");
}

TEST_CASE("a file name cannot leave its quotes") {
  const std::string value = attachment("a\"; x=\\y\r\n.xlsx");
  CHECK(value ==
        "attachment; filename=\"a_; x=_y_.xlsx\"; "
        "filename*=UTF-8''a%22%3B%20x%3D%5Cy%0D%0A.xlsx");
}
