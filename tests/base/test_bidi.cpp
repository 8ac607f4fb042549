#include "base/bidi.h"

#include <string>

#include "support/catch.h"

TEST_CASE("controls that turn or break the text around them are found") {
  for (const char* control :
       {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069",
        "\u2028", "\u2029", "\u0085", "\x07", "\x1b", "\x7f"}) {
    CAPTURE(control);
    CHECK(base::control_length(control) == std::string{control}.size());
    CHECK(base::has_control("a" + std::string{control} + "b"));
  }
  for (const char* mark : {"\u200E", "\u200F", "\u061C"}) {
    CHECK(base::control_length(mark) == std::string{mark}.size());
    CHECK_FALSE(base::has_control("a" + std::string{mark}));
  }
  for (const char* text : {"a", "\u0641\u0631\u0639", "\u2019", "\u00A0", "\U0001F600", ""}) {
    CHECK(base::control_length(text) == 0);
    CHECK_FALSE(base::has_control(text));
  }
}
