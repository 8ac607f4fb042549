#include <fstream>
#include <iterator>
#include <string>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "workbook/direction.h"
#include "workbook/xml/skeleton.h"
#include "workbook/workbook.h"

using namespace workbook;

namespace {

/// A PNG of one pixel.
const unsigned char kPixel[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00,
    0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xF0, 0x1F, 0x00, 0x05, 0x00, 0x01, 0xFF, 0x89, 0x99,
    0x3D, 0x1D, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

void push(RowWriter& rows, int count) {
  for (int i = 0; i < count; ++i) {
    rows.begin_row();
    rows.integer(i);
    rows.end_row();
  }
}

}  // namespace

TEST_CASE("layout cells among the streamed rows are refused") {
  const TempDir temp_dir;
  for (const std::uint32_t row : {4U, 5U, 6U}) {
    Workbook book(temp_dir.path(), {});
    Sheet& sheet = book.add_sheet("x", kLtr);
    push(sheet.stream(4, {{}}), 3);
    sheet.text({row, 2}, "x", StyleId::kDefault);
    CHECK_THROWS_AS(book.save(temp_dir.path() / "x.xlsx"), base::Error);
  }
  Workbook book(temp_dir.path(), {});
  Sheet& sheet = book.add_sheet("x", kLtr);
  push(sheet.stream(4, {{}}), 3);
  sheet.text({3, 0}, "above", StyleId::kDefault);
  sheet.text({7, 0}, "below", StyleId::kDefault);
  CHECK(book.save(temp_dir.path() / "x.xlsx").rows == 3);
}

TEST_CASE("layout that Excel would repair is refused") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  Sheet& sheet = book.add_sheet("x", kLtr);
  const Range two = {{0, 0}, {1, 1}};
  CHECK_THROWS_AS(sheet.table(two, "t", {{"a"}, {"a"}}), base::Error);
  CHECK_THROWS_AS(sheet.table(two, "t", {{"a"}, {" "}}), base::Error);
  CHECK_THROWS_AS(sheet.table(two, "t", {{"a"}}), base::Error);
  CHECK_THROWS_AS(sheet.table({{0, 0}, {0, 1}}, "t", {{"a"}, {"b"}}), base::Error);
  CHECK_THROWS_AS(sheet.number({0, 0}, 1e308 * 10, StyleId::kDefault), base::Error);
  CHECK_THROWS_AS(sheet.text({kRowLimit, 0}, "x", StyleId::kDefault), base::Error);
  CHECK_THROWS_AS(sheet.text({0, 0}, "x", static_cast<StyleId>(7)), base::Error);
  CHECK_THROWS_AS(sheet.column(0, 0, 256, StyleId::kDefault), base::Error);
  CHECK_THROWS_AS(sheet.header({std::string(300, 'x'), {}, {}}), base::Error);
  CHECK_THROWS_AS(Image("not an image"), base::Error);
}

TEST_CASE("an image is in the file, marked as decoration") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "x.xlsx";
  Workbook book(temp_dir.path(), {});
  {
    const std::string bytes(std::begin(kPixel), std::end(kPixel));
    book.add_sheet("x", kLtr).image({0, 0}, 5, Image(bytes), 2);
  }
  static_cast<void>(book.save(file));
  bool has_image = false;
  bool is_decorative = false;
  for (const SkeletonPart& part : read_skeleton(file)) {
    has_image |= part.bytes == std::string(std::begin(kPixel), std::end(kPixel));
    is_decorative |= part.bytes.find("decorative\" val=\"1\"") != std::string::npos ||
                     part.bytes.find("<adec:decorative") != std::string::npos;
  }
  CHECK(has_image);
  CHECK(is_decorative);
}
