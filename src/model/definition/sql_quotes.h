#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace model {

// Each returns the position after the closing quote of the literal or name whose opening quote is
// at `at`, or npos if it has no end.

/// `'...'`. A quote in it is doubled or, if `has_backslash`, follows a backslash.
[[nodiscard]] std::size_t end_of_quoted(std::string_view sql, std::size_t at, bool has_backslash);
/// PostgreSQL's `'...'` after an E, including its continuations on further lines, in which
/// backslashes are escapes, too.
[[nodiscard]] std::size_t end_of_escape_string(std::string_view sql, std::size_t at);
/// Oracle's `'[...]'` after a q: up to the counterpart of its first character and a quote.
[[nodiscard]] std::size_t end_of_q_quoted(std::string_view sql, std::size_t at);
/// PostgreSQL's `$tag$...$tag$`; `at` itself if no such tag begins there.
[[nodiscard]] std::size_t end_of_dollar_quoted(std::string_view sql, std::size_t at);
/// `[...]`. If `is_doubled`, a closing bracket in it is doubled.
[[nodiscard]] std::size_t end_of_bracketed(std::string_view sql, std::size_t at, bool is_doubled);

/// The literal with each `\'` as a doubled quote, and without the comments before continuations on
/// further lines.
[[nodiscard]] std::string with_doubled_quotes(std::string_view literal);

/// Whether a character is white space in SQL.
[[nodiscard]] bool is_sql_space(char c);
/// Whether a character may begin, or continue, an unquoted identifier in every dialect.
[[nodiscard]] bool starts_sql_identifier(char c);
[[nodiscard]] bool continues_sql_identifier(char c);
[[nodiscard]] bool is_sql_digit(char c);

}  // namespace model
