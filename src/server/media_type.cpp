#include "server/media_type.h"

#include <algorithm>
#include <utility>

namespace server {
namespace {

std::string small(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  std::string result{text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin)};
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

/// The text up to the next semicolon that no quotes hold, which it loses.
std::string_view take_part(std::string_view& text) {
  bool in_quotes = false;
  std::size_t end = 0;
  for (; end < text.size() && (in_quotes || text[end] != ';'); ++end) {
    if (text[end] == '"') in_quotes = !in_quotes;
    if (text[end] == '\\' && in_quotes) ++end;
  }
  const std::string_view part = text.substr(0, std::min(end, text.size()));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string unquoted(std::string text) {
  for (const char quote : {'"', '\''}) {
    const bool is_quoted = text.size() > 1 && text.front() == quote && text.back() == quote;
    if (is_quoted) return small(std::string_view{text}.substr(1, text.size() - 2));
  }
  return text;
}

}  // namespace

MediaType MediaType::parse(std::string_view text) {
  MediaType type;
  type.name = small(take_part(text));
  while (!text.empty()) {
    const std::string_view part = take_part(text);
    const std::size_t sign = part.find('=');
    if (sign == std::string_view::npos || small(part.substr(0, sign)) != "charset") continue;
    std::string charset = unquoted(small(part.substr(sign + 1)));
    if (!charset.empty()) type.charsets.push_back(std::move(charset));
  }
  return type;
}

}  // namespace server
