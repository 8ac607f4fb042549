#include "model/reader/key.h"

#include <algorithm>

namespace model {
namespace {

constexpr std::size_t kMaxUidLength = 128;
constexpr std::size_t kMaxKeyLength = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower_case(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower_case(c) || (c >= 'A' && c <= 'Z'); }
bool is_separator(char c) { return c == '.' || c == '_' || c == '-'; }

}  // namespace

bool is_uid(std::string_view text) {
  return !text.empty() && text.size() <= kMaxUidLength && !is_separator(text.front()) &&
         std::ranges::all_of(text,
                             [](char c) { return is_letter(c) || is_digit(c) || is_separator(c); });
}

bool is_file_uid(std::string_view text) {
  return is_uid(text) &&
         std::ranges::none_of(text, [](char c) { return is_letter(c) && !is_lower_case(c); });
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kMaxKeyLength && is_lower_case(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}

bool is_result_column(std::string_view text) {
  return !text.empty() && text.size() <= kMaxUidLength &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace model
