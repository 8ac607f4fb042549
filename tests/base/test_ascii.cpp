#include <limits>

#include "base/ascii.h"
#include "support/catch.h"

TEST_CASE("only ASCII letters change their case") {
  CHECK(base::to_lower('A') == 'a');
  CHECK(base::to_lower('Z') == 'z');
  CHECK(base::to_upper('a') == 'A');
  CHECK(base::to_upper('z') == 'Z');
  int changed = 0;
  for (int i = std::numeric_limits<char>::min(); i <= std::numeric_limits<char>::max(); ++i) {
    const char c = static_cast<char>(i);
    changed += base::to_lower(c) != c ? 1 : 0;
    changed += base::to_upper(c) != c ? 1 : 0;
    if (!base::is_letter(c)) {
      CHECK(base::to_lower(c) == c);
      CHECK(base::to_upper(c) == c);
    }
  }
  CHECK(changed == 52);
}

TEST_CASE("a text keeps all but its ASCII letters when its case changes") {
  CHECK(base::to_lower("").empty());
  CHECK(base::to_upper("").empty());
  CHECK(base::to_lower("@AZ[`az{ 09") == "@az[`az{ 09");
  CHECK(base::to_upper("@AZ[`az{ 09") == "@AZ[`AZ{ 09");
  // U+00C9, U+0130 and U+0644, then a byte that is not UTF-8.
  CHECK(base::to_lower("\xC3\x89\xC4\xB0\xD9\x84\xFF") == "\xC3\x89\xC4\xB0\xD9\x84\xFF");
  CHECK(base::to_upper("\xC3\xA9\xC4\xB1\xFF") == "\xC3\xA9\xC4\xB1\xFF");
}

TEST_CASE("texts that differ in the case of ASCII letters alone are equal") {
  using base::equal_ignoring_case;
  CHECK(equal_ignoring_case("", ""));
  CHECK(equal_ignoring_case("Content-Length", "cONTENT-lENGTH"));
  CHECK_FALSE(equal_ignoring_case("a", ""));
  CHECK_FALSE(equal_ignoring_case("close", "closed"));
  CHECK_FALSE(equal_ignoring_case("@", "`"));  // they differ in bit 5, as letters do
  CHECK_FALSE(equal_ignoring_case("[", "{"));
  CHECK_FALSE(equal_ignoring_case("\xC3\x89", "\xC3\xA9"));  // U+00C9 and U+00E9
  CHECK_FALSE(equal_ignoring_case("k", "\xE2\x84\xAA"));     // U+212A, the Kelvin sign
}

TEST_CASE("letters and digits are those of ASCII") {
  for (const char c : {'0', '9', 'a', 'z', 'A', 'Z'}) CHECK(base::is_alphanumeric(c));
  for (const char c : {'/', ':', '@', '[', '`', '{', '\xE9', '\0'}) {
    CHECK_FALSE(base::is_alphanumeric(c));
    CHECK_FALSE(base::is_hex_digit(c));
  }
  CHECK_FALSE(base::is_letter('5'));
  for (const char c : {'0', '9', 'a', 'f', 'A', 'F'}) CHECK(base::is_hex_digit(c));
  for (const char c : {'g', 'G'}) CHECK_FALSE(base::is_hex_digit(c));
}

TEST_CASE("a text is ASCII if each of its bytes is, wherever it stands") {
  CHECK(base::is_ascii(""));
  for (std::size_t size = 1; size <= 20; ++size) {
    std::string text(size, '\x7F');
    CHECK(base::is_ascii(text));
    for (std::size_t i = 0; i < size; ++i) {
      std::string other = text;
      other[i] = '\x80';
      CHECK_FALSE(base::is_ascii(other));
    }
  }
}
