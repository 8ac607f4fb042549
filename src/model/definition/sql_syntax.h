#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace model {

/// How a source reads SQL: by its kind, through ODBC by its "dialect".
enum class SqlDialect : std::uint8_t {
  kSqlite,
  kPostgres,
  kPostgresOverOdbc,  // where a question mark is a placeholder
  kMySql,
  kMariaDb,
  kSqlServer,
  kOracle,
  kAnsi,
  kUnknown,  // ODBC without "dialect"
};

/// What the lexers of databases disagree about. A value.
struct SqlSyntax {
  enum class Brackets : std::uint8_t {
    kSubscripts,    // and array constructors
    kPlain,         // subscripts that hold no arrays
    kNames,         // [a b]
    kDoubledNames,  // [a]]b] is the name a]b
  };
  /// Of "/*" inside of a comment.
  enum class Nesting : std::uint8_t { kRefused, kIgnored, kNested };
  enum class Executable : std::uint8_t {
    kNone,
    kMySql,    // /*! ... */ is SQL
    kMariaDb,  // and so is /*M! ... */
  };
  /// Of "@".
  enum class At : std::uint8_t {
    kPlaceholder,
    kPlain,   // an operator, or the beginning of a variable
    kSystem,  // a placeholder, but for @@name
    kLink,    // a placeholder, but for name@link
  };
  /// Of "$" where a token begins.
  enum class Dollar : std::uint8_t { kPlaceholder, kPlain, kQuotes };
  /// Of "?".
  enum class Question : std::uint8_t { kPlaceholder, kPlaceholderOrOperator, kOperator };

  bool has_backslash = false;                   // escapes in '...'
  bool has_backslash_in_double_quotes = false;  // escapes in "..."
  bool has_escape_strings = false;              // E'...'
  bool doubles_quotes = false;                  // since a driver reads it that may not know escapes
  bool has_q_quotes = false;                    // q'[...]'
  bool has_backticks = false;
  bool has_hash_comments = false;
  bool has_line_hints = false;               // --+
  bool dashes_need_space = false;            // for a comment
  std::string_view identifier_symbols = {};  // of identifiers, besides letters, digits, "_" and "$"
  Brackets brackets = Brackets::kPlain;
  Nesting nesting = Nesting::kIgnored;
  Executable executable = Executable::kNone;
  At at = At::kPlaceholder;
  Dollar dollar = Dollar::kPlaceholder;
  Question question = Question::kPlaceholder;
};

/// How a server reads SQL whose setting is not the default; known once it is asked.
struct SqlSetting {
  std::string_view name;
  SqlSyntax syntax;
};

/// The ways in which one dialect may read a SQL text.
struct SqlReadings {
  /// SQL on which these differ is refused. The first one is the dialect's own.
  std::vector<SqlSyntax> alike;
  std::vector<SqlSetting> by_setting;
};

[[nodiscard]] SqlReadings sql_readings(SqlDialect dialect);

}  // namespace model
