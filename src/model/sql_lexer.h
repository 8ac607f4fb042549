#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "model/sql_syntax.h"

namespace model {

/// A piece of SQL as its author meant it. Views into the SQL.
struct SqlToken {
  enum class Kind : std::uint8_t {
    kBlank,
    kComment,
    kHint,     // "/*+ ... */", a comment for the database's optimizer
    kWord,     // an identifier or keyword without quotes
    kQuoted,   // a literal or an identifier in quotes of any kind
    kEscaped,  // one with escapes, whose quotes are to be doubled (SqlSyntax::doubles_quotes)
    kName,     // ":name"; its text is without the colon
    kOpen,     // "[["
    kClose,    // "]]"
    kEnd,      // ";"
    kOther,    // operators, numbers
  };

  Kind kind = Kind::kOther;
  std::string_view text;
  std::size_t line = 1;

  /// Whether it separates others and says nothing.
  [[nodiscard]] bool is_blank() const {
    return kind == Kind::kBlank || kind == Kind::kComment || kind == Kind::kHint;
  }
};

/// What a lexer found until the end, or until an error, which begins behind the last token.
struct SqlTokens {
  std::vector<SqlToken> tokens;
  std::optional<base::Message> fault;
};

/// The tokens of a SQL text, none of which is empty. An error where a token does not end, where a
/// placeholder is written in another way than `:name`, or where a colon may be a separator, too.
[[nodiscard]] SqlTokens sql_tokens(std::string_view sql, const SqlSyntax& syntax);

/// Whether two words are the same but for capitals; `small` is in small letters.
[[nodiscard]] bool is_word(std::string_view word, std::string_view small);

/// An error of the SQL on one of its lines, to be thrown.
[[noreturn]] void throw_sql_fault(const char* key, std::size_t line);

}  // namespace model
