#include "language/language.h"

#include "support/catch.h"

using language::Language;
using language::negotiate_language;

TEST_CASE("only the codes of the contract are languages") {
  CHECK(language::parse_language("ar") == Language::kArabic);
  CHECK(language::parse_language("en") == Language::kEnglish);
  for (const char* code : {"", "AR", "ar-SA", "fr", "en-XA", "test"}) {
    CHECK_FALSE(language::parse_language(code).has_value());
  }
  CHECK(language::code(Language::kArabic) == "ar");
  CHECK(language::code(Language::kEnglish) == "en");
}

TEST_CASE("Accept-Language chooses by weight, then by position") {
  CHECK(negotiate_language("ar") == Language::kArabic);
  CHECK(negotiate_language("AR-sa") == Language::kArabic);
  CHECK(negotiate_language("fr, ar;q=0.3") == Language::kArabic);
  CHECK(negotiate_language("en;q=0.8, ar;q=0.9") == Language::kArabic);
  CHECK(negotiate_language("ar;q=0.8,\ten;q=0.801") == Language::kEnglish);
  CHECK(negotiate_language("ar, en") == Language::kArabic);
  CHECK(negotiate_language("en, ar") == Language::kEnglish);
  CHECK(negotiate_language("ar-EG;q=0.2, en;q=0.4, ar;q=0.6") == Language::kArabic);
}

TEST_CASE("Accept-Language supports the asterisk and a weight of zero") {
  CHECK(negotiate_language("*") == Language::kEnglish);
  CHECK(negotiate_language("ar, *") == Language::kArabic);
  CHECK(negotiate_language("*, ar;q=0.5") == Language::kEnglish);
  CHECK(negotiate_language("en;q=0, *") == Language::kArabic);
  CHECK(negotiate_language("ar;q=0") == Language::kEnglish);
  CHECK(negotiate_language("ar;q=0, *") == Language::kEnglish);
}

TEST_CASE("a malformed Accept-Language means English, or its well-formed part") {
  for (const char* header : {"", ",", ";", "arabic", "ar;q=2", "ar;q=", "ar;q=0.1234", "ar;q=-1",
                             "ar;q=x", "ar;q=0x1", "ar;weight=1", "fr, de;q=0.5"}) {
    INFO(header);
    CHECK(negotiate_language(header) == Language::kEnglish);
  }
  CHECK(negotiate_language("en;q=9, ar;q=0.1") == Language::kArabic);
}

TEST_CASE("a localized text falls back to the other language") {
  const language::Localized both{.en = "Sales", .ar = "\u0645\u0628\u064A\u0639\u0627\u062A"};
  CHECK(both.get(Language::kEnglish) == "Sales");
  CHECK(both.get(Language::kArabic) == both.ar);
  CHECK(language::Localized{.en = "Sales", .ar = ""}.get(Language::kArabic) == "Sales");
  CHECK(language::Localized{.en = "", .ar = both.ar}.get(Language::kEnglish) == both.ar);
}
