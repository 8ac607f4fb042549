#include "language/pattern.h"

#include "base/error.h"
#include "support/catch.h"

TEST_CASE("a pattern is matched against the whole text") {
  const language::Pattern pattern{"[A-Z]{2}\\d+"};
  CHECK(pattern.matches("AB12"));
  CHECK_FALSE(pattern.matches("AB12x"));
  CHECK_FALSE(pattern.matches("xAB12"));
  CHECK_FALSE(pattern.matches("AB12\n"));
  CHECK(language::Pattern{"\\p{Arabic}+"}.matches("\xD8\xA3\xD8\xA8"));
}

TEST_CASE("a pattern that does not compile, or is too long, is refused with the error's position") {
  for (const std::string& expression :
       {std::string{"("}, std::string{"[a"}, std::string(1'001, 'a')}) {
    INFO(expression.substr(0, 10));
    try {
      const language::Pattern pattern{expression};
      FAIL("compiled");
    } catch (const base::Error& error) {
      CHECK(error.user_message()->key == "language.bad_pattern");
    }
  }
}

TEST_CASE("a match that exceeds the limits of time or stack fails") {
  CHECK_FALSE(language::Pattern{"(a+)+b"}.matches(std::string(40, 'a')));
  CHECK_FALSE(language::Pattern{"(x|y)*z"}.matches(std::string(2'000'000, 'x')));
}
