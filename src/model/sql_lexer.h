#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace model {

/// A piece of SQL as its author meant it. Views into the SQL.
struct SqlToken {
  enum class Kind : std::uint8_t {
    kBlank,  // white space, or a comment
    kWord,   // an identifier or keyword without quotes
    kName,   // ":name"; its text is without the colon
    kOpen,   // "[["
    kClose,  // "]]"
    kEnd,    // ";"
    kOther,  // literals, quoted identifiers, operators, digits
  };

  Kind kind = Kind::kOther;
  std::string_view text;
  std::size_t line = 1;
};

/// The tokens of a SQL text in the dialects of our sources: literals with doubled quotes, with
/// backslashes behind E, or between dollars; identifiers in quotes, backticks or brackets, where a
/// bracket right behind a name is a subscript; `::` casts. Throws base::Error with a phrase where a
/// token does not end, or where a placeholder is written in another way than `:name`.
[[nodiscard]] std::vector<SqlToken> sql_tokens(std::string_view sql);

/// A fault of the SQL on one of its lines, to be thrown.
[[noreturn]] void throw_sql_fault(const char* key, std::size_t line);

}  // namespace model
