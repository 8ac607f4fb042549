#include "source/sql/value_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>

#include "support/catch.h"

using model::Type;
using source::Cell;
using source::ExactDecimal;
using source::Number;
using source::NumberRule;
using source::Reading;
using source::Storage;

namespace {

Cell null() { return {}; }
Cell integer(std::int64_t value) { return {Storage::kInteger, value, 0, {}}; }
Cell real(double value) { return {Storage::kReal, 0, value, {}}; }
Cell text(std::string_view value) { return {Storage::kText, 0, 0, value}; }
Cell blob(std::string_view value) { return {Storage::kBlob, 0, 0, value}; }

/// "12.5", "(empty)" or "(undecided)"
std::string number(const Cell& cell, const NumberRule& rule = {}) {
  Number number;
  switch (source::read_number(cell, rule, number)) {
    case Reading::kEmpty:
      return "(empty)";
    case Reading::kUndecided:
      return "(undecided)";
    case Reading::kRead:
      break;
  }
  return source::format_number(number);
}

std::string seconds(const Cell& cell) {
  Number number;
  return source::read_seconds(cell, number) == Reading::kRead ? source::format_number(number) : "";
}

/// The key that `ValueReader` reads for a column of the type, with '?' before an undecided value.
std::string key(Type type, const Cell& cell) {
  static const language::TimeZone kRiyadh{"Asia/Riyadh"};
  model::Column column;
  column.type = type;
  const source::ValueReader reader{column, kRiyadh};
  std::string key;
  const Reading reading = reader.read(cell, {}, key);
  return (reading == Reading::kUndecided ? "?" : "") + key;
}

std::string key_of(std::string_view digits) {
  Number number;
  REQUIRE(source::read_number(text(digits), {}, number) == Reading::kRead);
  return source::sort_key(number);
}

/// The significant digits and the exponent as the C library rounds them.
std::string printed(double value) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.14e", value);
  return buffer.data();
}

}  // namespace

TEST_CASE("NULL, empty texts and white space alone are empty to every type") {
  for (const Cell& cell : {null(), text(""), text("  "), text("\t\r\n \u00A0\v\f"), blob("")}) {
    CHECK(source::is_empty(cell));
    CHECK(number(cell) == "(empty)");
    for (const auto& [name, type] : model::types()) CHECK(key(type, cell).empty());
  }
  for (const Cell& cell : {integer(0), real(0), text("0"), text("\u200F"), blob("\x01")}) {
    CHECK_FALSE(source::is_empty(cell));
  }
}

TEST_CASE("numbers are read from every storage class, and other values are undecided") {
  CHECK(number(integer(-42)) == "-42");
  CHECK(number(integer(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
  CHECK(number(integer(0)) == "0");
  CHECK(number(real(12.5)) == "12.5");
  CHECK(number(real(-0.0)) == "0");
  CHECK(number(text(" 1234.50 ")) == "1234.5");
  CHECK(number(text("\u00A0007\n")) == "7");
  CHECK(number(text("+.5")) == "0.5");
  CHECK(number(text("-0.00")) == "0");
  CHECK(number(text("12345678901234567890123456789012345678901234567890.5")) ==
        "12345678901234567890123456789012345678901234567890.5");
  CHECK(number(blob("12")) == "12");
  for (const char* word : {"x", "1,234.50", "12.50 SAR", "(12.50)", "1e3", "0x1", "--1", "1 2",
                           "\u0661\u0662", "NaN", "Infinity", "12.5%", "\u200F5"}) {
    INFO(word);
    CHECK(number(text(word)) == "(undecided)");
  }
  CHECK(number(blob("\xFF\x00")) == "(undecided)");
  CHECK(number(real(std::numeric_limits<double>::infinity())) == "(undecided)");
  CHECK(number(real(std::numeric_limits<double>::quiet_NaN())) == "(undecided)");
}

TEST_CASE(
    "binary numbers are the decimals of 15 significant digits, rounded where a rule says so") {
  CHECK(number(real(0.1 + 0.2)) == "0.3");
  CHECK(number(real(0.1 + 0.2 - 0.3)) == "0.0000000000000000555111512312578");
  const NumberRule money{.rounding = 6};
  CHECK(number(real(0.1 + 0.2 - 0.3), money) == "0");
  CHECK(number(real(-(0.1 + 0.2 - 0.3)), money) == "0");
  CHECK(number(real(250.855), money) == "250.855");
  CHECK(number(real(0.0000005), money) == "0.000001");
  CHECK(number(real(-0.0000005), money) == "-0.000001");
  CHECK(number(real(0.00000049), money) == "0");
  CHECK(number(real(9.9999999), money) == "10");
  CHECK(number(real(99.9999994), money) == "99.999999");
  CHECK(number(real(1e300), money).size() == 301);
  CHECK(number(real(1e-300), money) == "0");
  CHECK(number(text("0.0000005"), money) == "0.0000005");  // a text is already decimal

  std::mt19937_64 random{1};
  for (int i = 0; i < 20'000; ++i) {
    double value = 0;
    const std::uint64_t bits = random();
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value) || value == 0) continue;
    Number read;
    REQUIRE(source::read_number(real(value), {}, read) == Reading::kRead);
    const std::string expected = printed(value);
    read.digits.resize(15, '0');
    const std::string mantissa =
        (value < 0 ? "-" : "") + read.digits.substr(0, 1) + "." + read.digits.substr(1);
    INFO(expected);
    REQUIRE(expected.substr(0, expected.find('e')) == mantissa);
    REQUIRE(std::atoi(expected.c_str() + expected.find('e') + 1) == read.exponent - 1);
  }
}

TEST_CASE("a whole number has no fraction, and minor units are divided") {
  const NumberRule whole{.is_whole = true};
  CHECK(number(real(12.4), whole) == "(undecided)");
  CHECK(number(text("12.4"), whole) == "(undecided)");
  CHECK(number(real(12.0), whole) == "12");
  CHECK(number(real(11.9999999999999999), whole) == "12");
  CHECK(number(text("12.000"), whole) == "12");
  CHECK(number(text("1200"), whole) == "1200");
  CHECK(number(real(1e20), whole) == "100000000000000000000");

  model::Column column;
  column.type = Type::kMoney;
  column.minor = true;
  column.currency = "KWD";
  CHECK(number(integer(1050), source::number_rule(column)) == "1.05");
  CHECK(number(real(1050.4), source::number_rule(column)) == "1.0504");
  CHECK(number(text("-7"), source::number_rule(column)) == "-0.007");
  column.currency.clear();
  column.currency_from = "currency";
  CHECK(number(integer(1050), source::number_rule(column, " sar ")) == "10.5");
  CHECK(number(integer(1050), source::number_rule(column, "JPY")) == "1050");
  CHECK(number(integer(1050), source::number_rule(column, "CLF")) == "0.105");
  CHECK(number(integer(1050), source::number_rule(column, "???")) == "(undecided)");
  CHECK(number(null(), source::number_rule(column, "???")) == "(empty)");
  column.minor = false;
  CHECK(number(integer(1050), source::number_rule(column, "???")) == "1050");
}

TEST_CASE("a number within 15 digits is exact, and its nearest double is that of its digits") {
  const auto exact = [](std::string_view digits) {
    Number number;
    REQUIRE(source::read_number(text(digits), {}, number) == Reading::kRead);
    return source::to_exact(number);
  };
  CHECK(exact("1234.50") == ExactDecimal{12345, 1});
  CHECK(exact("-0.05") == ExactDecimal{-5, 2});
  CHECK(exact("0") == ExactDecimal{0, 0});
  CHECK(exact("999999999999999") == ExactDecimal{999999999999999, 0});
  CHECK(exact("120000000000000") == ExactDecimal{120000000000000, 0});
  CHECK_FALSE(exact("1000000000000000"));
  CHECK(exact("0.000000000000001") == ExactDecimal{1, 15});
  CHECK_FALSE(exact("0.0000000000000001"));
  CHECK_FALSE(exact("1.2345678901234567"));

  Number number;
  REQUIRE(source::read_number(text("-1234.5"), {}, number) == Reading::kRead);
  CHECK(source::to_real(number) == -1234.5);
  REQUIRE(source::read_number(real(1e-300), {}, number) == Reading::kRead);
  CHECK(source::to_real(number) == 1e-300);
}

TEST_CASE("keys of numbers are in the order of the numbers") {
  const std::vector<std::string> ascending{"-100000000000000000000",
                                           "-10.1",
                                           "-10",
                                           "-9.99",
                                           "-0.2",
                                           "-0.123",
                                           "-0.12",
                                           "-0.0001",
                                           "0",
                                           "0.0001",
                                           "0.1",
                                           "0.12",
                                           "0.123",
                                           "0.2",
                                           "9.99",
                                           "10",
                                           "10.1",
                                           "100000000000000000000"};
  for (std::size_t i = 1; i < ascending.size(); ++i) {
    INFO(ascending[i]);
    CHECK(key_of(ascending[i - 1]) < key_of(ascending[i]));
  }
  CHECK(key_of("-0") == key_of("0.00"));
  CHECK(key_of("12") == key_of("+0012.000"));

  std::mt19937_64 random{2};
  std::vector<std::int64_t> values;
  for (int i = 0; i < 400; ++i) {
    const auto size = static_cast<int>(random() % 18);
    std::int64_t value = 0;
    for (int digit = 0; digit < size; ++digit) {
      value = value * 10 + static_cast<std::int64_t>(random() % 3);
    }
    values.push_back(random() % 2 == 0 ? value : -value);
  }
  const auto spelled = [](std::int64_t value) {  // a number of millionths
    std::string digits = std::to_string(std::abs(value));
    if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
    digits.insert(digits.size() - 6, 1, '.');
    return (value < 0 ? "-" : "") + digits;
  };
  for (const std::int64_t a : values) {
    const std::string a_key = key_of(spelled(a));
    for (const std::int64_t b : values) {
      const int order = a_key.compare(key_of(spelled(b)));
      REQUIRE((order < 0) == (a < b));
      REQUIRE((order == 0) == (a == b));
    }
  }
}

TEST_CASE("seconds are numbers, clocks and intervals") {
  CHECK(seconds(integer(5400)) == "5400");
  CHECK(seconds(real(0.1 + 0.2)) == "0.3");
  CHECK(seconds(text("1:30:00")) == "5400");
  CHECK(seconds(text(" -0:00:05 ")) == "-5");
  CHECK(seconds(text("1 day 02:00:00")) == "93600");
  CHECK(seconds(text("90.5")) == "90.5");
  CHECK(seconds(text("soon")).empty());
}

TEST_CASE("every type reads a value to one key, however it is spelled") {
  CHECK(key(Type::kBoolean, integer(1)) == "1");
  CHECK(key(Type::kBoolean, real(1)) == "1");
  CHECK(key(Type::kBoolean, text(" YES ")) == "1");
  CHECK(key(Type::kBoolean, text("f")) == "0");
  CHECK(key(Type::kBoolean, integer(2)) == "?2");
  CHECK(key(Type::kDate, text("2026-01-31")) == "2026-01-31");
  CHECK(key(Type::kDate, text("2026-01-31 23:59:59.999")) == "2026-01-31");
  CHECK(key(Type::kDate, text("2026-01-31 22:00:00+00 ")) == "2026-02-01");
  CHECK(key(Type::kDate, text("31.01.2026")) == "?31.01.2026");
  CHECK(key(Type::kDate, integer(20260131)) == "?20260131");
  CHECK(key(Type::kDateTime, text("2026-10-25 00:30:00 +03:00")) == "2026-10-25 00:30:00");
  CHECK(key(Type::kDateTime, text("2026-10-24T21:30:00.750Z")) == "2026-10-25 00:30:00");
  CHECK(key(Type::kDateTime, text("2026-10-25")) == "2026-10-25 00:00:00");
  CHECK(key(Type::kTime, text("08:05")) == "08:05:00");
  CHECK(key(Type::kTime, text("08:05:09.999")) == "08:05:09");
  CHECK(key(Type::kTime, text("24:00")) == "?24:00");
  CHECK(key(Type::kString, text(" x ")) == " x ");
  CHECK(key(Type::kEnum, integer(1)) == "1");
  CHECK(key(Type::kString, real(12)) == "12");
  CHECK(key(Type::kString, real(0.1 + 0.2)) == "0.3");
  CHECK(key(Type::kString, blob("caf\u00E9")) == "caf\u00E9");
  CHECK(key(Type::kString, blob(std::string_view("\x00\xAB", 2))) == "00AB");
  CHECK(key(Type::kDecimal, text("1.50")) == key(Type::kDecimal, real(1.5)));
  CHECK(key(Type::kDuration, text("0:01:30")) == key(Type::kDuration, integer(90)));
}
