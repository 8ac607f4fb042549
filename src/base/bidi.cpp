#include "base/bidi.h"

namespace base {
namespace {

constexpr std::size_t kBytes = 3;  // of each control and mark in UTF-8

/// A control at `at`, by the last byte of its UTF-8; '\0': none.
char control(std::string_view text, std::size_t at) {
  if (text.size() < at + kBytes || text[at] != '\xE2') return '\0';
  const char last = text[at + 2];
  if (text[at + 1] == '\x80' && last >= '\xAA' && last <= '\xAE') return last;
  return text[at + 1] == '\x81' && last >= '\xA6' && last <= '\xA9' ? last : '\0';
}

bool is_mark(std::string_view character) {
  return character == "\u061C" || character == "\u200E" || character == "\u200F";
}

}  // namespace

std::size_t control_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x20 || first == 0x7F) return 1;
  const auto second = text.size() < 2 ? 0 : static_cast<unsigned char>(text[1]);
  const bool is_c1 = first == 0xC2 && second >= 0x80 && second < 0xA0;
  if (is_c1 || is_mark(text.substr(0, 2))) return 2;
  const std::string_view character = text.substr(0, kBytes);
  const bool is_separator = character == "\u2028" || character == "\u2029";
  return is_separator || is_mark(character) || control(text, 0) != '\0' ? kBytes : 0;
}

bool has_control(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = control_length(text);
    if (length > 0 && !is_mark(text.substr(0, length))) return true;
    text.remove_prefix(length > 0 ? length : 1);
  }
  return false;
}

std::size_t embedding_length(std::string_view text) {
  constexpr char kLeftToRight = '\xAA';
  constexpr char kRightToLeft = '\xAB';
  constexpr char kEnd = '\xAC';
  const std::string_view mark = text.substr(0, kBytes);
  if (mark != "\u200E" && mark != "\u200F") return 0;
  const char begin = control(text, kBytes);
  if (begin != kLeftToRight && begin != kRightToLeft) return 0;
  std::size_t at = 2 * kBytes;
  while (at < text.size() && control(text, at) == '\0') ++at;
  const bool is_closed = control(text, at) == kEnd && text.substr(at + kBytes).starts_with(mark);
  return is_closed ? at + 2 * kBytes : 0;
}

}  // namespace base
