#include <cstdint>
#include <limits>
#include <string>

#include "base/parse_integer.h"
#include "support/catch.h"

using base::parse_integer;

TEST_CASE("an integer is parsed from the whole text or not at all") {
  CHECK(parse_integer<int>("0") == 0);
  CHECK(parse_integer<int>("-0") == 0);
  CHECK(parse_integer<int>("-7") == -7);
  CHECK(parse_integer<int>("007") == 7);
  CHECK_FALSE(parse_integer<int>(std::string_view{}));
  for (const char* text : {"", "-", "+", "+7", "--7", "-+7", " 7", "7 ", "7.0", "7e1", "7x", "x7",
                           "0x7", "1,000", "\xD9\xA7", "7\xD9\xA7"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer<int>(text));
  }
  CHECK_FALSE(parse_integer<int>(std::string_view{"7\0", 2}));
  CHECK(parse_integer<int>(std::string_view{"789"}.substr(0, 2)) == 78);  // reads no further
}

TEST_CASE("a number beyond the type's limits is absent") {
  const auto min = std::numeric_limits<std::int64_t>::min();
  const auto max = std::numeric_limits<std::int64_t>::max();
  CHECK(parse_integer<std::int64_t>("9223372036854775807") == max);
  CHECK(parse_integer<std::int64_t>("-9223372036854775808") == min);
  CHECK_FALSE(parse_integer<std::int64_t>("9223372036854775808"));
  CHECK_FALSE(parse_integer<std::int64_t>("-9223372036854775809"));
  CHECK(parse_integer<std::uint64_t>("18446744073709551615") ==
        std::numeric_limits<std::uint64_t>::max());
  CHECK_FALSE(parse_integer<std::uint64_t>("18446744073709551616"));
  CHECK(parse_integer<std::uint16_t>("65535") == 65'535);
  CHECK_FALSE(parse_integer<std::uint16_t>("65536"));
  CHECK(parse_integer<int>(std::string(1'000, '0') + "5") == 5);
  CHECK_FALSE(parse_integer<int>(std::string(1'000, '5')));
}

TEST_CASE("an unsigned integer has no sign") {
  CHECK(parse_integer<unsigned>("7") == 7U);
  CHECK_FALSE(parse_integer<unsigned>("-7"));
  CHECK_FALSE(parse_integer<unsigned>("-0"));
  CHECK_FALSE(parse_integer<unsigned>("+7"));
}

TEST_CASE("hexadecimal digits are of either case, without a prefix") {
  CHECK(parse_integer<unsigned char>("fF", 16) == 255);
  CHECK(parse_integer<unsigned char>("00", 16) == 0);
  for (const char* text : {"", "100", "-1", "0x", "1g", "g1", " 1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer<unsigned char>(text, 16));
  }
}
