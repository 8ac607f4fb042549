#include "source/sql/exact_decimal.h"
#include "support/catch.h"

using source::ExactDecimal;
using source::to_exact;

TEST_CASE("decimal text is read exactly, within fifteen digits") {
  CHECK(to_exact("1234.50") == ExactDecimal{123450, 2});
  CHECK(to_exact("-0.05") == ExactDecimal{-5, 2});
  CHECK(to_exact("+7") == ExactDecimal{7, 0});
  CHECK(to_exact(".5") == ExactDecimal{5, 1});
  CHECK(to_exact("000123456789012345") == ExactDecimal{123456789012345, 0});
  CHECK(to_exact("999999999999999") == ExactDecimal{999999999999999, 0});
  CHECK_FALSE(to_exact("1000000000000000"));
  CHECK(to_exact("1.5000000000000000000000") == ExactDecimal{150000000000000, 14});
  CHECK(to_exact("0.00000000000000000") == ExactDecimal{0, 14});
  CHECK_FALSE(to_exact("1.5000000000000000000001"));
  for (const char* text : {"", "-", ".", "1.2.3", "1e5", "12,5", "0x1", " 1", "NaN"}) {
    INFO(text);
    CHECK_FALSE(to_exact(text));
  }
}

TEST_CASE("a double is a decimal where it is the nearest double to it") {
  CHECK(to_exact(12.5, 2) == ExactDecimal{1250, 2});
  CHECK(to_exact(0.1, 2) == ExactDecimal{10, 2});
  CHECK(to_exact(-1234567.89, 2) == ExactDecimal{-123456789, 2});
  CHECK(to_exact(12.346, 3) == ExactDecimal{12346, 3});
  CHECK_FALSE(to_exact(12.505, 2));
  CHECK_FALSE(to_exact(0.1 + 0.2, 2));
  CHECK_FALSE(to_exact(1e15, 2));
}

TEST_CASE("a quotient is the nearest number that a cell holds") {
  CHECK(source::nearest_double("3.3333333333333333") == 3.3333333333333333);
  CHECK(source::nearest_double("-0.66666666666666666667") == -0.66666666666666666667);
  CHECK(source::nearest_double("+123456789.1234567890") == 123456789.123456789);
  CHECK_FALSE(source::nearest_double("1234567890.1234567890"));  // a sixth decimal would be lost
  CHECK_FALSE(source::nearest_double("1234567890123456789"));
  for (const char* text : {"", "-", "1e5", "NaN", "inf", "1.2.3"}) {
    INFO(text);
    CHECK_FALSE(source::nearest_double(text));
  }
}

TEST_CASE("decimal text of any length is recognized") {
  for (const char* text : {"0", "-1", "+1.5", ".5", "5.", "-12345678901234567890.12345678901"}) {
    INFO(text);
    CHECK(source::is_decimal(text));
  }
  for (const char* text : {"", "-", ".", "1.2.3", "1e5", "12,5", "--1", " 1"}) {
    INFO(text);
    CHECK_FALSE(source::is_decimal(text));
  }
}
