#include "workbook/xml/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
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

/// The value with so many decimals, rounded half away from zero from its 15 significant digits, as
/// spreadsheets do; it is not negative.
std::string fixed(double value, int decimals) {
  constexpr int kSignificantDigits = 15;
  std::array<char, kMaxDigits> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::scientific, kSignificantDigits - 1);
  std::string digits{text.data(), end.ptr};
  const std::size_t mark = digits.find('e');
  if (mark == std::string::npos) return digits;  // not finite
  const int exponent = std::stoi(digits.substr(mark + 1));
  digits = digits.front() + digits.substr(2, mark - 2);
  digits.insert(0, static_cast<std::size_t>(std::max(0, -exponent)), '0');
  const auto whole = static_cast<std::size_t>(std::max(0, exponent)) + 1;
  const std::size_t kept = whole + static_cast<std::size_t>(decimals);
  const bool rounds_up = kept < digits.size() && digits[kept] >= '5';
  digits.resize(kept, '0');
  if (rounds_up) {
    std::size_t at = kept;
    while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
    if (at > 0) ++digits[at - 1];
    if (at == 0) digits.insert(0, 1, '1');
  }
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
  return digits;
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

/// The fields of a date and time, from a serial number of days.
class Moment {
 public:
  explicit Moment(double serial)
      : seconds_(std::llround(serial * kSecondsPerDay)),
        date_(kFirstDay + std::chrono::days{seconds_ / kSecondsPerDay}) {}

  /// `part` is d, m, y, h or s; `is_minute` tells the two meanings of m apart.
  [[nodiscard]] std::int64_t field(char part, bool is_minute) const {
    const std::int64_t second = seconds_ % kSecondsPerDay;
    if (part == 'd') return static_cast<unsigned>(date_.day());
    if (part == 'm' && !is_minute) return static_cast<unsigned>(date_.month());
    if (part == 'y') return static_cast<int>(date_.year());
    if (part == 'h') return second / 3600;
    return part == 'm' ? second / 60 % 60 : second % 60;
  }
  [[nodiscard]] std::int64_t elapsed_hours() const { return seconds_ / 3600; }

 private:
  static constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;
  static constexpr std::chrono::sys_days kFirstDay{std::chrono::December / 30 / 1899};

  std::int64_t seconds_;
  std::chrono::year_month_day date_;
};

/// What the text of a number is for.
enum class Purpose : std::uint8_t { kWidth, kDisplay };

/// Renders one section for the magnitude of a number.
class SectionText {
 public:
  SectionText(const std::vector<std::string_view>& tokens, double magnitude, Purpose purpose)
      : tokens_(tokens), magnitude_(magnitude), purpose_(purpose) {
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
      } else if (is_date_part(token)) {
        add_date_part();
      } else {
        add(token);
        ++at_;
      }
    }
    return std::move(text_);
  }

 private:
  static bool is_date_part(std::string_view token) {
    return std::string_view{"dmyhs"}.find(token) != std::string_view::npos;
  }

  /// The digits of the number, from the first of their placeholders.
  void add_number() {
    int whole_zeros = 0;
    int decimals = 0;
    bool is_grouped = false;
    bool is_fraction = false;
    const std::size_t first = at_;
    bool is_padding = true;  // zeros are shown as blanks
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
      is_padding = is_padding && token == "?";
    }
    if (is_padding && magnitude_ == 0 && purpose_ == Purpose::kDisplay) {
      text_.append(at_ - first, ' ');
      return;
    }
    std::string number = fixed(magnitude_, decimals);
    const std::size_t whole = std::min(number.find('.'), number.size());
    const auto missing =
        static_cast<std::ptrdiff_t>(whole_zeros) - static_cast<std::ptrdiff_t>(whole);
    number.insert(0, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, missing)), '0');
    text_ += in_digits(number, is_grouped, is_arabic_indic_);
  }

  /// A run of one letter, such as "yyyy".
  void add_date_part() {
    const char part = tokens_[at_].front();
    std::size_t size = 0;
    for (; at_ < tokens_.size() && tokens_[at_].front() == part; ++at_) ++size;
    std::string digits(size, '0');
    if (purpose_ == Purpose::kDisplay) {
      const bool is_minute = last_part_ == 'h' || next_part() == 's';
      digits = std::to_string(Moment(magnitude_).field(part, is_minute));
      if (digits.size() < size) digits.insert(0, size - digits.size(), '0');
    }
    last_part_ = part;
    text_ += in_digits(digits, false, is_arabic_indic_);
  }

  /// The first letter of a date or time from here on; 0 without one.
  [[nodiscard]] char next_part() const {
    const auto next = std::find_if(tokens_.begin() + static_cast<std::ptrdiff_t>(at_),
                                   tokens_.end(), is_date_part);
    return next == tokens_.end() ? '\0' : next->front();
  }

  void add(std::string_view token) {
    const char first = token.front();
    if (first == '"') {
      text_ += token.substr(1, token.size() - 2);
    } else if (token == "[h]") {
      last_part_ = 'h';
      const std::string hours = std::to_string(Moment(magnitude_).elapsed_hours());
      text_ += in_digits(hours, false, is_arabic_indic_);
    } else if (first == '_' && purpose_ == Purpose::kDisplay) {
      text_ += ' ';
    } else if (first == '\\' || first == '_') {
      text_ += token.substr(1);
    } else if (first != '[' && first != '*') {
      text_ += token;
    }
  }

  const std::vector<std::string_view>& tokens_;
  double magnitude_;
  Purpose purpose_;
  bool is_arabic_indic_ = false;
  std::size_t at_ = 0;
  char last_part_ = '\0';  // of a date or time
  std::string text_;
};

std::string render(std::string_view format, double value, Purpose purpose) {
  if (format.empty() || format == "@" || format == "General") return general(value);
  const auto sections = sections_of(format);
  const bool has_own_sign = value < 0 && sections.size() > 1;
  const std::size_t section = has_own_sign ? 1 : value == 0 && sections.size() > 2 ? 2 : 0;
  const std::string text = SectionText(sections[section], std::abs(value), purpose).text();
  return value < 0 && !has_own_sign ? "-" + text : text;
}

}  // namespace

std::string number_text(std::string_view format, double value) {
  return render(format, value, Purpose::kWidth);
}

std::string displayed_number(std::string_view format, double value) {
  std::string text = render(format, value, Purpose::kDisplay);
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  text.erase(0, first);
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace workbook
