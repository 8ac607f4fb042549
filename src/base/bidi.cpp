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

}  // namespace

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
