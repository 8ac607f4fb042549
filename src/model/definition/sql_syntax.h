#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace model {

/// The SQL dialect of a source: given by its kind or, with ODBC, by its "dialect".
enum class SqlDialect : std::uint8_t {
  kSqlite,
  kPostgres,
  kPostgresOverOdbc,  // a question mark is a placeholder
  kMySql,
  kMariaDb,
  kSqlServer,
  kOracle,
  kAnsi,
  kUnknown,  // ODBC without "dialect"
};

/// What the lexers of databases disagree about, as one of them reads it. A value.
struct SqlSyntax {
  enum class Brackets : std::uint8_t {
    kSubscripts,    // and array constructors
    kPlain,         // subscripts that contain no arrays
    kNames,         // [a b]
    kDoubledNames,  // [a]]b] is the name a]b
  };
  /// "/*" inside a comment.
  enum class Nesting : std::uint8_t { kRefused, kIgnored, kNested };
  enum class Executable : std::uint8_t {
    kNone,
    kMySql,    // /*! ... */ is SQL
    kMariaDb,  // so is /*M! ... */
  };
  /// "@".
  enum class At : std::uint8_t {
    kPlaceholder,
    kPlain,   // an operator or the first character of a variable
    kSystem,  // a placeholder, except in @@name
    kLink,    // a placeholder, except in name@link
  };
  /// "$" at the beginning of a token.
  enum class Dollar : std::uint8_t { kPlaceholder, kPlain, kQuotes };
  /// "?".
  enum class Question : std::uint8_t { kPlaceholder, kPlaceholderOrOperator, kOperator };

  bool has_backslash = false;                   // escapes in '...'
  bool has_backslash_in_double_quotes = false;  // escapes in "..."
  bool has_escape_strings = false;              // E'...'
  bool doubles_quotes = false;  // a driver that may not know escapes reads the SQL, too
  bool has_q_quotes = false;    // q'[...]'
  bool has_backticks = false;
  bool has_hash_comments = false;
  bool has_line_hints = false;               // --+
  bool dashes_need_space = false;            // to begin a comment
  std::string_view identifier_symbols = {};  // allowed besides letters, digits, "_" and "$"
  Brackets brackets = Brackets::kPlain;
  Nesting nesting = Nesting::kIgnored;
  Executable executable = Executable::kNone;
  At at = At::kPlaceholder;
  Dollar dollar = Dollar::kPlaceholder;
  Question question = Question::kPlaceholder;
};

/// A server setting that is not the default, and how the server then reads SQL. Which settings a
/// server has is known only after it has been asked.
struct SqlSetting {
  std::string_view name;
  SqlSyntax syntax;
};

/// The ways in which servers of one dialect may read SQL.
struct SqlReadings {
  /// SQL that these read differently is refused. The first one is the dialect's default.
  std::vector<SqlSyntax> alike;
  std::vector<SqlSetting> by_setting;
};

[[nodiscard]] SqlReadings sql_readings(SqlDialect dialect);

}  // namespace model
