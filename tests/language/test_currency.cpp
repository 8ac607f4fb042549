#include "language/currency.h"

#include "language/message_catalog.h"
#include "support/arabic.h"
#include "support/catch.h"

using language::Language;

TEST_CASE("currencies have the digits of ISO 4217") {
  for (const char* code : {"SAR", "AED", "EGP", "QAR", "MAD", "DZD", "YER", "LBP", "USD", "EUR"}) {
    CHECK(language::currency_decimals(code) == 2);
  }
  for (const char* code : {"KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD"}) {
    CHECK(language::currency_decimals(code) == 3);
  }
  CHECK(language::currency_decimals("kwd") == 3);
  CHECK(language::currency_decimals("JPY") == 0);
  CHECK(language::currency_decimals("CLF") == 4);
  CHECK(language::currency_decimals("???") == 2);
}

TEST_CASE("only codes of ISO 4217 are currencies") {
  CHECK(language::is_currency("SAR"));
  CHECK(language::is_currency("IQD"));
  for (const char* code : {"", "sar", "SA", "SARR", "QQQ", "S\xC3\x84R", "12A"}) {
    CHECK_FALSE(language::is_currency(code));
  }
}

TEST_CASE("a currency's symbol is from the messages in Arabic and the code in English") {
  const language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  CHECK(messages.text(Language::kArabic, language::currency_symbol("SAR")) ==
        arabic("prose", "sign_sar"));
  CHECK(messages.text(Language::kArabic, language::currency_symbol("USD")) == "USD");
  CHECK(messages.text(Language::kEnglish, language::currency_symbol("SAR")) == "SAR");
}

TEST_CASE("a currency's name is in the language") {
  CHECK(language::currency_name(Language::kEnglish, "SAR") == "Saudi Riyals");
  CHECK(language::currency_name(Language::kEnglish, "KWD") == "Kuwaiti Dinars");
  CHECK(language::currency_name(Language::kEnglish, "USD") == "US Dollars");
  CHECK(language::currency_name(Language::kEnglish, "AED") == "UAE Dirhams");
  CHECK(language::currency_name(Language::kEnglish, "EUR") == "Euros");
  CHECK(language::currency_name(Language::kEnglish, "JPY") == "Japanese Yen");
  CHECK(language::currency_name(Language::kArabic, "SAR") == arabic("prose", "name_sar"));
  CHECK(language::currency_name(Language::kArabic, "EGP") == arabic("prose", "name_egp"));
  CHECK(language::currency_name(Language::kArabic, "QQQ") == "QQQ");
  CHECK(language::currency_name(Language::kArabic, "").empty());
}

TEST_CASE("a currency's code is read in any spelling that databases have") {
  CHECK(language::normalize_currency_code(" kwd\r\n") == "KWD");
  CHECK(language::normalize_currency_code("SAR") == "SAR");
  CHECK(language::normalize_currency_code(" \t").empty());
  CHECK(language::normalize_currency_code("").empty());
}
