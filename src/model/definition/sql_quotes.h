#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace model {

/// Where literals and names in quotes end, whose first quote is at a place of a SQL text: the place
/// behind the last one, or npos where there is none.

/// `'...'`, with a quote written twice or, where there are escapes, behind a backslash.
[[nodiscard]] std::size_t end_of_quoted(std::string_view sql, std::size_t at, bool has_backslash);
/// PostgreSQL's `'...'` behind an E, with the texts on lines below that it goes on with, whose
/// backslashes are escapes, too.
[[nodiscard]] std::size_t end_of_escape_string(std::string_view sql, std::size_t at);
/// Oracle's `'[...]'` behind a q: up to the counterpart of any character and a quote.
[[nodiscard]] std::size_t end_of_q_quoted(std::string_view sql, std::size_t at);
/// PostgreSQL's `$tag$...$tag$`; `at` itself where no such tag begins there.
[[nodiscard]] std::size_t end_of_dollar_quoted(std::string_view sql, std::size_t at);
/// `[...]`, with a closing bracket written twice where that is a way to write one.
[[nodiscard]] std::size_t end_of_bracketed(std::string_view sql, std::size_t at, bool is_doubled);

/// Such a literal with its quotes doubled instead of behind a backslash, and without comments
/// before what goes on below.
[[nodiscard]] std::string with_doubled_quotes(std::string_view literal);

/// White space of SQL.
[[nodiscard]] bool is_sql_space(char c);
/// What begins an identifier without quotes in every dialect, and what goes on with it.
[[nodiscard]] bool starts_sql_identifier(char c);
[[nodiscard]] bool continues_sql_identifier(char c);
[[nodiscard]] bool is_sql_digit(char c);

}  // namespace model
