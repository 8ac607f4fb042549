#include <string>
#include <utility>

#include "base/percent_encoding.h"
#include "support/catch.h"

TEST_CASE("a byte is percent-encoded with capitals") {
  CHECK(base::percent_encode('\0') == "%00");
  CHECK(base::percent_encode('/') == "%2F");
  CHECK(base::percent_encode('\xFF') == "%FF");
}

TEST_CASE("all but letters, digits and what is kept is percent-encoded") {
  CHECK(base::percent_encode("", "").empty());
  CHECK(base::percent_encode("azAZ09", "") == "azAZ09");
  CHECK(base::percent_encode("a/b c", "/") == "a/b%20c");
  CHECK(base::percent_encode("\xD8\xA8", "") == "%D8%A8");
  CHECK(base::percent_encode("%d8", "") == "%25d8");
  CHECK(base::percent_encode(std::string_view{"a\0", 2}, "") == "a%00");
}

TEST_CASE("what is already encoded stays when an encoding is completed") {
  CHECK(base::complete_percent_encoding("", "").empty());
  CHECK(base::complete_percent_encoding("%d8 %D8", "") == "%d8%20%D8");
  for (const auto& [text, encoded] : {std::pair{"%", "%25"}, std::pair{"%2", "%252"},
                                      std::pair{"%zz", "%25zz"}, std::pair{"%%41", "%25%41"}}) {
    CHECK(base::complete_percent_encoding(text, "") == encoded);
  }
}

TEST_CASE("percent-decoding leaves what is not encoded") {
  CHECK(base::percent_decode("").empty());
  CHECK(base::percent_decode("a+b") == "a+b");
  CHECK(base::percent_decode("%d8%A8") == "\xD8\xA8");
  CHECK(base::percent_decode("%2541") == "%41");  // once
  CHECK(base::percent_decode("%00") == std::string(1, '\0'));
  CHECK(base::percent_decode("%fF") == "\xFF");
  for (const char* text : {"%", "%4", "%zz", "%4z", "% 4", "%-1", "%+1", "%0x"}) {
    CAPTURE(text);
    CHECK(base::percent_decode(text) == text);
  }
  CHECK(base::percent_decode("%%41") == "%A");
  CHECK(base::percent_decode(std::string_view{"%41"}.substr(0, 2)) == "%4");
}
