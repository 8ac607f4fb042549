#include "server/http/media_type.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace server {
namespace {

std::string trim_and_lower(std::string_view text) {
  constexpr std::string_view kWhitespace = " \t";
  const std::size_t begin = std::min(text.find_first_not_of(kWhitespace), text.size());
  return base::to_lower(text.substr(begin, text.find_last_not_of(kWhitespace) + 1 - begin));
}

/// Removes and returns the text up to the next semicolon outside of quotes.
std::string_view consume_part(std::string_view& text) {
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

std::string unquote(std::string text) {
  for (const char quote : {'"', '\''}) {
    const bool is_quoted = text.size() > 1 && text.front() == quote && text.back() == quote;
    if (is_quoted) return trim_and_lower(std::string_view{text}.substr(1, text.size() - 2));
  }
  return text;
}

}  // namespace

MediaType MediaType::parse(std::string_view text) {
  MediaType type;
  type.name = trim_and_lower(consume_part(text));
  while (!text.empty()) {
    const std::string_view part = consume_part(text);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || trim_and_lower(part.substr(0, equals)) != "charset")
      continue;
    std::string charset = unquote(trim_and_lower(part.substr(equals + 1)));
    if (!charset.empty()) type.charsets.push_back(std::move(charset));
  }
  return type;
}

}  // namespace server
