#include "support/catch.h"
#include "source/exact.h"

using source::exact;
using source::Exact;

TEST_CASE("decimal text is read exactly, within fifteen digits") {
  CHECK(exact("1234.50") == Exact{123450, 2});
  CHECK(exact("-0.05") == Exact{-5, 2});
  CHECK(exact("+7") == Exact{7, 0});
  CHECK(exact(".5") == Exact{5, 1});
  CHECK(exact("000123456789012345") == Exact{123456789012345, 0});
  CHECK(exact("999999999999999") == Exact{999999999999999, 0});
  CHECK_FALSE(exact("1000000000000000"));
  CHECK(exact("1.5000000000000000000000") == Exact{150000000000000, 14});
  CHECK(exact("0.00000000000000000") == Exact{0, 14});
  CHECK_FALSE(exact("1.5000000000000000000001"));
  for (const char* text : {"", "-", ".", "1.2.3", "1e5", "12,5", "0x1", " 1", "NaN"}) {
    INFO(text);
    CHECK_FALSE(exact(text));
  }
}

TEST_CASE("a double is a decimal where it is the one nearest to it") {
  CHECK(exact(12.5, 2) == Exact{1250, 2});
  CHECK(exact(0.1, 2) == Exact{10, 2});
  CHECK(exact(-1234567.89, 2) == Exact{-123456789, 2});
  CHECK(exact(12.346, 3) == Exact{12346, 3});
  CHECK_FALSE(exact(12.505, 2));
  CHECK_FALSE(exact(0.1 + 0.2, 2));
  CHECK_FALSE(exact(1e15, 2));
}

TEST_CASE("what a division gives is a number, as near as a cell holds it") {
  CHECK(source::nearest("3.3333333333333333") == 3.3333333333333333);
  CHECK(source::nearest("-0.66666666666666666667") == -0.66666666666666666667);
  CHECK(source::nearest("+123456789.1234567890") == 123456789.123456789);
  CHECK_FALSE(source::nearest("1234567890.1234567890"));  // a sixth decimal would be lost
  CHECK_FALSE(source::nearest("1234567890123456789"));
  for (const char* text : {"", "-", "1e5", "NaN", "inf", "1.2.3"}) {
    INFO(text);
    CHECK_FALSE(source::nearest(text));
  }
}

TEST_CASE("decimal text is known, of however many digits") {
  for (const char* text : {"0", "-1", "+1.5", ".5", "5.", "-12345678901234567890.12345678901"}) {
    INFO(text);
    CHECK(source::is_decimal(text));
  }
  for (const char* text : {"", "-", ".", "1.2.3", "1e5", "12,5", "--1", " 1"}) {
    INFO(text);
    CHECK_FALSE(source::is_decimal(text));
  }
}
