#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "model/definition/sql_syntax.h"

namespace model {

/// A token of SQL. Refers to the text that it was read from.
struct SqlToken {
  enum class Kind : std::uint8_t {
    kSpace,
    kComment,
    kHint,         // "/*+ ... */", a comment for the database's optimizer
    kWord,         // an identifier or keyword without quotes
    kQuoted,       // a literal or an identifier in quotes of any kind
    kEscaped,      // the same with backslash escapes to rewrite (SqlSyntax::doubles_quotes)
    kPlaceholder,  // ":name"; its text is without the colon
    kOpen,         // "[["
    kClose,        // "]]"
    kEnd,          // ";"
    kOther,        // operators, numbers
  };

  Kind kind = Kind::kOther;
  std::string_view text;
  std::size_t line = 1;

  /// Whether it only separates other tokens.
  [[nodiscard]] bool is_trivia() const {
    switch (kind) {
      case Kind::kSpace:
      case Kind::kComment:
      case Kind::kHint:
        return true;
      case Kind::kWord:
      case Kind::kQuoted:
      case Kind::kEscaped:
      case Kind::kPlaceholder:
      case Kind::kOpen:
      case Kind::kClose:
      case Kind::kEnd:
      case Kind::kOther:
        break;
    }
    return false;
  }
};

/// The tokens up to the end, or up to an error, which begins after the last token.
struct SqlTokens {
  std::vector<SqlToken> tokens;
  std::optional<base::Message> error;
};

/// Splits SQL into tokens, none of them empty. Errors are a token without an end, a placeholder
/// that is not written as `:name`, and a colon that might also be a separator.
[[nodiscard]] SqlTokens tokenize_sql(std::string_view sql, const SqlSyntax& syntax);

/// Whether a word is a keyword in any case; `small` is the keyword in lower case.
[[nodiscard]] bool is_keyword(std::string_view word, std::string_view small);

/// Throws base::Error with this message key and line.
[[noreturn]] void throw_sql_error(const char* key, std::size_t line);

}  // namespace model
