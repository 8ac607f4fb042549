#include "language/display_width.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "support/arabic.h"
#include "support/catch.h"

using language::display_width;
using language::Typeface;
using language::Weight;

namespace {

/// The tables have more digits than Adobe's metrics.
bool is_near(double width, double expected) { return std::abs(width - expected) < 0.01; }

}  // namespace

TEST_CASE("a Latin text is as wide as its letters in Arial") {
  CHECK(display_width("") == 0);
  CHECK(is_near(display_width("0123456789"), 10));
  // Adobe's metrics of Helvetica, which Arial shares: thousandths of the font's size, a digit 556.
  CHECK(is_near(display_width("Invoice No."), 5002 / 556.0));
  CHECK(is_near(display_width("WMA@"), (944 + 833 + 667 + 1015) / 556.0));
  CHECK(is_near(display_width("WMA@", Weight::kBold), (944 + 833 + 722 + 975) / 556.0));
  CHECK(is_near(display_width("(1,234.50)"), 6 + (333 * 2 + 278 * 2) / 556.0));
  CHECK(is_near(display_width("15.5%"), 3 + (278 + 889) / 556.0));
  CHECK(is_near(display_width("caf\u00E9 \u0160\u2026\u20AC"),
                (500 + 556 + 278 + 556 + 278 + 667 + 1000 + 556) / 556.0));
  CHECK(display_width("Total\nexcl. VAT\n") == display_width("excl. VAT"));
  CHECK(is_near(display_width(std::string(100'000, '8')), 100'000));
}

TEST_CASE("a letter of an unknown typeface is at least one digit wide") {
  CHECK(is_near(display_width("Willi", Weight::kRegular, Typeface::kOther), 4 + 944 / 556.0));
  CHECK(is_near(display_width("ill", Weight::kBold, Typeface::kOther), 3.3));
  CHECK(language::typeface_of("Arial") == Typeface::kArial);
  CHECK(language::typeface_of("liberation sans") == Typeface::kArial);
  CHECK(language::typeface_of("Arial Narrow") == Typeface::kOther);
  CHECK(language::typeface_of("Tahoma") == Typeface::kOther);
}

// Widths by HarfBuzz, in DejaVu Sans; of East Asian letters and emoji by Unicode's annex 11.
TEST_CASE("Arabic is measured by its joined shapes") {
  for (const json::Value& one : *arabic("width").elements()) {
    const json::Value::Array& row = *one.elements();
    const std::string& text = *row[0].string();
    INFO(text << ": " << *row[2].string());
    const double measured = std::stod(row[1].number()->text);
    CHECK(display_width(text) >= measured - 0.01);
    CHECK(display_width(text) <= 1.15 * measured + 0.35);
    CHECK(display_width(text, Weight::kBold) >= display_width(text));
  }
}

TEST_CASE("no character is wider than its bytes allow, in any typeface") {
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c == '\n' || (c >= 0xD800 && c < 0xE000)) continue;
    std::string text;
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else {
      const int last = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      constexpr unsigned kLeads[] = {0xC0, 0xE0, 0xF0};
      text += static_cast<char>(kLeads[last - 1] | (c >> (6 * last)));
      for (int i = last - 1; i >= 0; --i) {
        text += static_cast<char>(0x80U | ((c >> (6 * i)) & 0x3FU));
      }
    }
    const double width = display_width(text, Weight::kBold, Typeface::kOther);
    if (width > language::kWidestLetter * static_cast<double>(text.size()) ||
        width < display_width(text, Weight::kBold)) {
      FAIL("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
  }
}

TEST_CASE("no text is wider than the cheap bound of its width") {
  std::mt19937 random(16);
  std::vector<std::string> letters{" ", "W", "@", "i", "\u00C6", "\u2026", "\u4e2d", "\U0001F600"};
  for (unsigned c = 0x620; c < 0x6D4; ++c) {
    letters.push_back(
        {static_cast<char>(0xC0U | (c >> 6U)), static_cast<char>(0x80U | (c & 0x3FU))});
  }
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t length = random() % 40; length > 0; --length) {
      text += letters[random() % letters.size()];
    }
    const double width = display_width(text, Weight::kRegular, Typeface::kOther);
    CAPTURE(text, width);
    REQUIRE(language::max_display_width(text) >= width);
  }
  // A 64th of a digit is rounded up for each letter.
  const std::string latin = "WMA@, 20 pieces";
  CHECK(language::max_display_width(latin) <=
        display_width(latin, Weight::kRegular, Typeface::kOther) +
            static_cast<double>(latin.size()) / 64);
}
