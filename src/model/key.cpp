#include "model/key.h"

#include <algorithm>

namespace model {
namespace {

constexpr std::size_t kUid = 128;
constexpr std::size_t kKey = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_small(c) || (c >= 'A' && c <= 'Z'); }
bool is_mark(char c) { return c == '.' || c == '_' || c == '-'; }

}  // namespace

bool is_uid(std::string_view text) {
  return !text.empty() && text.size() <= kUid && !is_mark(text.front()) &&
         std::ranges::all_of(text,
                             [](char c) { return is_letter(c) || is_digit(c) || is_mark(c); });
}

bool is_file_uid(std::string_view text) {
  return is_uid(text) &&
         std::ranges::none_of(text, [](char c) { return is_letter(c) && !is_small(c); });
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kKey && is_small(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}

bool is_result_column(std::string_view text) {
  return !text.empty() && text.size() <= kUid &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace model
