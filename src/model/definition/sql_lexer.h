#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "model/definition/sql_syntax.h"

namespace model {

/// A piece of SQL as its author meant it. Views into the SQL.
struct SqlToken {
  enum class Kind : std::uint8_t {
    kSpace,
    kComment,
    kHint,         // "/*+ ... */", a comment for the database's optimizer
    kWord,         // an identifier or keyword without quotes
    kQuoted,       // a literal or an identifier in quotes of any kind
    kEscaped,      // one with escapes, whose quotes are to be doubled (SqlSyntax::doubles_quotes)
    kPlaceholder,  // ":name"; its text is without the colon
    kOpen,         // "[["
    kClose,        // "]]"
    kEnd,          // ";"
    kOther,        // operators, numbers
  };

  Kind kind = Kind::kOther;
  std::string_view text;
  std::size_t line = 1;

  /// Whether it separates others and says nothing.
  [[nodiscard]] bool is_trivia() const {
    return kind == Kind::kSpace || kind == Kind::kComment || kind == Kind::kHint;
  }
};

/// What a lexer found until the end, or until an error, which begins behind the last token.
struct SqlTokens {
  std::vector<SqlToken> tokens;
  std::optional<base::Message> error;
};

/// The tokens of a SQL text, none of which is empty. An error where a token does not end, where a
/// placeholder is written in another way than `:name`, or where a colon may be a separator, too.
[[nodiscard]] SqlTokens tokenize_sql(std::string_view sql, const SqlSyntax& syntax);

/// Whether two words are the same but for capitals; `small` is in small letters.
[[nodiscard]] bool is_keyword(std::string_view word, std::string_view small);

/// An error of the SQL on one of its lines, to be thrown.
[[noreturn]] void throw_sql_error(const char* key, std::size_t line);

}  // namespace model
