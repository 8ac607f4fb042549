#include "language/language.h"

#include <algorithm>
#include <limits>

#include "base/ascii.h"
#include "base/parse_integer.h"

namespace language {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

/// Removes the text before the mark, and the mark, from `rest`, and returns the text.
std::string_view next_item(std::string_view& rest, char mark) {
  const auto end = std::min(rest.find(mark), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return without_blanks(part);
}

/// The weight of "q=0.5" in thousandths (RFC 9110, section 12.4.2).
std::optional<int> weight(std::string_view parameter) {
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return std::nullopt;
  std::string digits{parameter.substr(2)};
  if (digits.empty() || digits.size() > 5) return std::nullopt;
  if (digits.size() > 1 && digits[1] != '.') return std::nullopt;
  if (digits.size() > 1) digits.erase(1, 1);
  digits.append(4 - digits.size(), '0');
  const auto value = base::parse_integer<int>(digits);
  return value && *value >= 0 && *value <= 1000 ? value : std::nullopt;
}

/// The preference for a language; the earlier of two equal ones wins.
struct Preference {
  int weight = -1;  // not named
  std::size_t place = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] bool is_named() const { return weight >= 0; }
  [[nodiscard]] bool beats(const Preference& other) const {
    return weight > other.weight || (weight == other.weight && place < other.place);
  }
};

}  // namespace

std::optional<Language> parse_language(std::string_view code) {
  if (code == "ar") return Language::kArabic;
  if (code == "en") return Language::kEnglish;
  return std::nullopt;
}

std::string_view code(Language language) {
  switch (language) {
    case Language::kArabic:
      return "ar";
    case Language::kEnglish:
      return "en";
    case Language::kPseudo:
      break;
  }
  return "en-XA";
}

bool is_right_to_left(Language language) { return language == Language::kArabic; }

Language negotiate_language(std::string_view accept_language) {
  Preference arabic;
  Preference english;
  Preference any;
  for (std::size_t place = 0; !accept_language.empty(); ++place) {
    std::string_view item = next_item(accept_language, ',');
    const std::string_view range = next_item(item, ';');
    const std::optional<int> wanted = item.empty() ? 1000 : weight(without_blanks(item));
    if (!wanted) continue;
    const Preference wish{*wanted, place};
    const std::string_view primary = range.substr(0, range.find('-'));
    if (base::equal_ignoring_case(primary, "ar") && wish.beats(arabic)) arabic = wish;
    if (base::equal_ignoring_case(primary, "en") && wish.beats(english)) english = wish;
    if (range == "*" && wish.beats(any)) any = wish;
  }
  if (!arabic.is_named()) arabic = any;
  if (!english.is_named()) english = any;
  return arabic.weight > 0 && arabic.beats(english) ? Language::kArabic : Language::kEnglish;
}

const std::string& Localized::get(Language language) const {
  const std::string& own = language == Language::kArabic ? ar : en;
  const std::string& other = language == Language::kArabic ? en : ar;
  return own.empty() ? other : own;
}

}  // namespace language
