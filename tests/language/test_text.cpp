#include "language/text.h"

#include "base/utf8.h"
#include "support/arabic.h"
#include "support/catch.h"

using language::truncate_utf16;
using language::truncate_utf8;

TEST_CASE("texts are normalized to composed characters") {
  CHECK(language::nfc("plain") == "plain");
  CHECK(language::nfc("e\u0301") == "\u00E9");
  CHECK(language::nfc("\u0627\u0654") == "\u0623");
  CHECK(language::nfc("\uFDFC\uFEFB") == "\uFDFC\uFEFB");  // NFKC would decompose them
}

TEST_CASE("the script of a text tells whether a language's readers can read it") {
  using language::Language;
  const std::string arabic = "\u0631\u0642\u0645";
  CHECK(language::is_in_script_of(Language::kArabic, arabic + " IBAN no."));
  CHECK(language::is_in_script_of(Language::kArabic, "IBAN 2"));
  CHECK(language::is_in_script_of(Language::kArabic, "%"));
  CHECK_FALSE(language::is_in_script_of(Language::kArabic, "Number"));
  CHECK(language::is_in_script_of(Language::kEnglish, "Number " + arabic));
  CHECK_FALSE(language::is_in_script_of(Language::kEnglish, arabic));
}

TEST_CASE("digits that people type become western ones") {
  CHECK(language::to_latin_digits("12.5") == "12.5");
  for (const json::Value& one : *arabic("digits").elements()) {
    const json::Value::Array& row = *one.elements();
    CHECK(language::to_latin_digits(*row[0].string()) == *row[1].string());
  }
}

TEST_CASE("a text is cut between letters") {
  CHECK(truncate_utf16("abcdef", 6) == "abcdef");
  CHECK(truncate_utf16("abcdef", 5) == "abcde");
  CHECK(truncate_utf16("abcdef", 0).empty());
  // Beh, and meem with its mark: the mark is not left over.
  CHECK(truncate_utf16("\u0628\u0645\u064E", 2) == "\u0628");
  CHECK(truncate_utf16("\u0628\u0645\u064E", 3) == "\u0628\u0645\u064E");
  // An emoji has two units, and a family of them is one letter.
  CHECK(truncate_utf16("a\U0001F600", 2) == "a");
  CHECK(truncate_utf16("a\U0001F468\u200D\U0001F469", 5) == "a");
  CHECK(truncate_utf16("\r\nx", 2) == "\r\n");
}

TEST_CASE("bytes are counted where bytes are the limit") {
  CHECK(truncate_utf8("\u0628\u0645\u0633", 5) == "\u0628\u0645");
  CHECK(truncate_utf8("\u0628\u0645\u0633", 6) == "\u0628\u0645\u0633");
  CHECK(truncate_utf8("\u0628\u0645\u064E", 4) == "\u0628");
  CHECK(truncate_utf8("\u0628", 1).empty());
}

TEST_CASE("a letter with very many marks is cut between the marks") {
  std::string zalgo = "a";
  for (int i = 0; i < 40'000; ++i) zalgo += "\u0301";
  const auto cut = truncate_utf16(zalgo, 32'767);
  CHECK(base::utf16_length(cut) == 32'767);
  CHECK(base::is_utf8(cut));
}

TEST_CASE("a text of spaces and marks is invisible") {
  for (const char* text : {"", " ", "\u200F \u00A0", "\u202E\u2069", "\uFEFF\t"}) {
    CHECK(language::is_invisible(text));
  }
  CHECK_FALSE(language::is_invisible("\u200F\u0628"));
}

TEST_CASE("right-to-left letters are detected") {
  CHECK(language::has_right_to_left("ABC \u0634"));
  CHECK(language::has_right_to_left("\u05D0"));
  CHECK_FALSE(language::has_right_to_left("ABC 123 (\u20AC)"));
  CHECK_FALSE(language::has_right_to_left("\u0661\u0662"));  // digits run left to right
}

TEST_CASE("the first strong character decides the direction of a text") {
  using language::text_direction;
  using language::TextDirection;
  for (const char* text : {"", "12", "(\u20AC) - 5%", "\u0661\u0662"}) {
    CHECK(text_direction(text) == TextDirection::kNone);
  }
  for (const char* text : {"a", "Z \u0634", "1) \u00C9 \u0634", "\u200E1 \u0634"}) {
    CHECK(text_direction(text) == TextDirection::kLeftToRight);
  }
  for (const char* text : {"\u0634 a", "1) \u0645 a", "\u061B", "\u05D0", "\uFEFB"}) {
    CHECK(text_direction(text) == TextDirection::kRightToLeft);
  }
}

TEST_CASE("bidi controls are removed and joiners stay") {
  CHECK(language::without_bidi_controls("a\u202Eb\u2066c\u2069") == "abc");
  CHECK(language::without_bidi_controls("\u0628\u200C\u0628\u200D\u200E") ==
        "\u0628\u200C\u0628\u200D\u200E");
}

TEST_CASE("a name of prose stays one when it is a part of other prose") {
  using language::in_prose;
  using language::Language;
  for (const char* name :
       {"\u0634\u0631\u0643\u0629 3M", "3M \u0634", "ABC", "5", "\u0634 (A)", "\u200F\u0634 A"}) {
    for (const Language language : {Language::kArabic, Language::kEnglish}) {
      const std::string once = in_prose(language, name);
      CHECK(in_prose(language, once) == once);
    }
  }
  CHECK(in_prose(Language::kEnglish, "\u202E\u0634\u2066 A") == "\u200E\u202B\u0634 A\u202C\u200E");
  CHECK(in_prose(Language::kArabic, "").empty());
}

TEST_CASE("a code keeps its digits among Arabic-Indic ones") {
  CHECK(language::to_arabic_indic_digits("200-123-456 7") == "200-123-456 \u0667");
  CHECK(language::to_arabic_indic_digits("-7 1/2") == "-\u0667 \u0661/\u0662");
  CHECK(language::has_arabic_indic_digits("\u0628 \u0667"));
  CHECK_FALSE(language::has_arabic_indic_digits("\u0645 7"));
  CHECK_FALSE(language::has_arabic_indic_digits("\xD9"));
}
