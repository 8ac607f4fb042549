#include "model/definition/sql_quotes.h"

#include <algorithm>
#include <string>

namespace model {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// The position of a quote on a further line, preceded by white space and comments only.
std::size_t continuation(std::string_view sql, std::size_t at) {
  bool has_line_feed = false;
  while (at < sql.size()) {
    if (is_sql_space(sql[at])) {
      has_line_feed = has_line_feed || sql[at] == '\n' || sql[at] == '\r';
      ++at;
    } else if (sql.substr(at).starts_with("--")) {
      at = std::min(sql.find('\n', at), sql.size());
    } else {
      break;
    }
  }
  return has_line_feed && at < sql.size() && sql[at] == '\'' ? at : kNone;
}

}  // namespace

bool is_sql_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_sql_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_sql_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_sql_identifier(char c) {
  return starts_sql_identifier(c) || is_sql_digit(c) || c == '$';
}

std::size_t end_of_quoted(std::string_view sql, std::size_t at, bool has_backslash) {
  const char quote = sql[at];
  for (++at; at < sql.size(); ++at) {
    if (has_backslash && sql[at] == '\\') {
      ++at;
    } else if (sql[at] == quote && at + 1 < sql.size() && sql[at + 1] == quote) {
      ++at;
    } else if (sql[at] == quote) {
      return at + 1;
    }
  }
  return kNone;
}

std::size_t end_of_escape_string(std::string_view sql, std::size_t at) {
  std::size_t end = kNone;
  for (; at != kNone; at = continuation(sql, end)) {
    end = end_of_quoted(sql, at, true);
    if (end == kNone) return kNone;
  }
  return end;
}

std::size_t end_of_q_quoted(std::string_view sql, std::size_t at) {
  const std::size_t delimiter = at + 1;
  if (delimiter >= sql.size() || is_sql_space(sql[delimiter])) return kNone;
  std::size_t begin = delimiter + 1;
  const auto continues_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;  // of UTF-8
  };
  while (begin < sql.size() && continues_character(sql[begin])) ++begin;
  std::string end{sql.substr(delimiter, begin - delimiter)};
  constexpr std::string_view kOpening = "[{(<";
  constexpr std::string_view kClosing = "]})>";
  const std::size_t pair = kOpening.find(end);
  if (pair != std::string_view::npos) end = kClosing[pair];
  end += '\'';
  const std::size_t close = sql.find(end, begin);
  return close == kNone ? kNone : close + end.size();
}

std::size_t end_of_dollar_quoted(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  while (end < sql.size() && continues_sql_identifier(sql[end]) && sql[end] != '$') ++end;
  if (end >= sql.size() || sql[end] != '$' || is_sql_digit(sql[at + 1])) return at;
  const std::string_view tag = sql.substr(at, end + 1 - at);
  const std::size_t close = sql.find(tag, end + 1);
  return close == kNone ? kNone : close + tag.size();
}

std::string with_doubled_quotes(std::string_view literal) {
  const char quote = literal.front();
  std::string text;
  for (std::size_t at = 0; at < literal.size();) {
    const std::string_view rest = literal.substr(at);
    if (is_sql_space(rest.front())) {
      text += rest.front();
      ++at;
    } else if (rest.front() != quote) {  // a comment
      at += std::min(rest.find('\n'), rest.size());
    } else {
      const std::size_t end = end_of_quoted(literal, at, true);
      for (; at < end; ++at) {
        const bool is_escape = literal[at] == '\\';
        const bool is_escaped_quote = is_escape && literal[at + 1] == quote;
        text += is_escaped_quote ? quote : literal[at];
        if (is_escape) text += literal[++at];
      }
    }
  }
  return text;
}

std::size_t end_of_bracketed(std::string_view sql, std::size_t at, bool is_doubled) {
  std::size_t end = sql.find(']', at);
  while (is_doubled && end < sql.size() && sql.substr(end).starts_with("]]")) {
    end = sql.find(']', end + 2);
  }
  return end == kNone ? kNone : end + 1;
}

}  // namespace model
