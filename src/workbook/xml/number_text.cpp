#include "workbook/xml/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <vector>

namespace workbook {
namespace {

constexpr std::size_t kMaxDigits = 400;  // of a double and its decimals

/// The next token: a quoted text, a bracket, a character with the one that it escapes, or a
/// character.
std::string_view take_token(std::string_view& format) {
  std::size_t size = 1;
  if (format.front() == '"' || format.front() == '[') {
    const char end = format.front() == '"' ? '"' : ']';
    size = std::min(format.find(end, 1), format.size() - 1) + 1;
  } else if (format.front() == '\\' || format.front() == '_' || format.front() == '*') {
    size = std::min<std::size_t>(2, format.size());
  }
  const std::string_view token = format.substr(0, size);
  format.remove_prefix(size);
  return token;
}

/// The sections of a format, for positive numbers, negative ones and zero.
std::vector<std::vector<std::string_view>> sections_of(std::string_view format) {
  std::vector<std::vector<std::string_view>> sections(1);
  while (!format.empty()) {
    const std::string_view token = take_token(format);
    if (token == ";") {
      sections.emplace_back();
    } else {
      sections.back().push_back(token);
    }
  }
  return sections;
}

bool is_digit_placeholder(std::string_view token) {
  return token == "0" || token == "#" || token == "?";
}

std::string fixed(double value, int decimals) {
  std::array<char, kMaxDigits> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::fixed, decimals);
  return {text.data(), end.ptr};
}

std::string general(double value) {
  constexpr int kGeneralDigits = 10;
  std::array<char, kMaxDigits> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::general, kGeneralDigits);
  return {text.data(), end.ptr};
}

/// "1234.50" grouped and in the digits of the format.
std::string in_digits(const std::string& number, bool is_grouped, bool is_arabic_indic) {
  const std::size_t whole = std::min(number.find('.'), number.size());
  std::string text;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char c = number[i];
    if (is_grouped && i > 0 && i < whole && (whole - i) % 3 == 0) {
      text += is_arabic_indic ? "\u066C" : ",";
    }
    if (!is_arabic_indic) {
      text += c;
    } else if (c == '.') {
      text += "\u066B";
    } else {
      text += '\xD9';  // U+0660 to U+0669
      text += static_cast<char>(0xA0 + (c - '0'));
    }
  }
  return text;
}

/// Renders one section for the magnitude of a number.
class SectionText {
 public:
  SectionText(const std::vector<std::string_view>& tokens, double magnitude)
      : tokens_(tokens), magnitude_(magnitude) {
    constexpr std::string_view kArabicIndicDigits = "[$-2";
    for (const std::string_view token : tokens) {
      if (token == "%") magnitude_ *= 100;
      is_arabic_indic_ = is_arabic_indic_ || (token.starts_with(kArabicIndicDigits) &&
                                              token.size() == std::size("[$-2000401]") - 1);
    }
  }

  [[nodiscard]] std::string text() && {
    while (at_ < tokens_.size()) {
      const std::string_view token = tokens_[at_];
      if (is_digit_placeholder(token)) {
        add_number();
      } else {
        add(token);
        ++at_;
      }
    }
    return std::move(text_);
  }

 private:
  /// The digits of the number, from the first of their placeholders.
  void add_number() {
    int whole_zeros = 0;
    int decimals = 0;
    bool is_grouped = false;
    bool is_fraction = false;
    for (; at_ < tokens_.size(); ++at_) {
      const std::string_view token = tokens_[at_];
      if (token == ".") {
        is_fraction = true;
      } else if (token == ",") {
        is_grouped = true;
      } else if (!is_digit_placeholder(token)) {
        break;
      } else if (is_fraction) {
        ++decimals;
      } else if (token != "#") {
        ++whole_zeros;
      }
    }
    std::string number = fixed(magnitude_, decimals);
    const std::size_t whole = std::min(number.find('.'), number.size());
    const auto missing =
        static_cast<std::ptrdiff_t>(whole_zeros) - static_cast<std::ptrdiff_t>(whole);
    number.insert(0, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, missing)), '0');
    text_ += in_digits(number, is_grouped, is_arabic_indic_);
  }

  void add(std::string_view token) {
    constexpr double kHoursPerDay = 24;
    constexpr std::string_view kDateParts = "dmyhs";
    const char first = token.front();
    if (first == '"') {
      text_ += token.substr(1, token.size() - 2);
    } else if (token == "[h]") {
      text_ += in_digits(fixed(std::floor(magnitude_ * kHoursPerDay), 0), false, is_arabic_indic_);
    } else if (first == '\\' || first == '_') {
      text_ += token.substr(1);
    } else if (kDateParts.find(first) != std::string_view::npos) {
      text_ += in_digits("0", false, is_arabic_indic_);
    } else if (first != '[' && first != '*') {
      text_ += token;
    }
  }

  const std::vector<std::string_view>& tokens_;
  double magnitude_;
  bool is_arabic_indic_ = false;
  std::size_t at_ = 0;
  std::string text_;
};

}  // namespace

std::string number_text(std::string_view format, double value) {
  if (format.empty() || format == "@" || format == "General") return general(value);
  const auto sections = sections_of(format);
  const bool has_own_sign = value < 0 && sections.size() > 1;
  const std::size_t section = has_own_sign ? 1 : value == 0 && sections.size() > 2 ? 2 : 0;
  const std::string text = SectionText(sections[section], std::abs(value)).text();
  return value < 0 && !has_own_sign ? "-" + text : text;
}

}  // namespace workbook
