#include "model/definition/sql_syntax.h"

namespace model {
namespace {

using Syntax = SqlSyntax;

/// https://sqlite.org/lang_expr.html, lang_comment.html and lang_keywords.html
Syntax sqlite() {
  Syntax syntax;
  syntax.has_backticks = true;
  syntax.brackets = Syntax::Brackets::kNames;
  return syntax;
}

/// PostgreSQL's manual, section 4.1, "Lexical Structure"
Syntax postgres() {
  Syntax syntax;
  syntax.has_escape_strings = true;
  syntax.brackets = Syntax::Brackets::kSubscripts;
  syntax.nesting = Syntax::Nesting::kNested;
  syntax.at = Syntax::At::kPlain;
  syntax.dollar = Syntax::Dollar::kQuotes;
  syntax.question = Syntax::Question::kOperator;
  return syntax;
}

Syntax postgres_over_odbc() {
  Syntax syntax = postgres();
  syntax.doubles_quotes = true;
  syntax.question = Syntax::Question::kPlaceholderOrOperator;
  return syntax;
}

Syntax with_backslash(Syntax syntax) {
  syntax.has_backslash = true;
  return syntax;
}

/// standard_conforming_strings = off, which PostgreSQL supports up to version 18.
std::vector<SqlSetting> postgres_settings(const Syntax& syntax) {
  return {{"standard_conforming_strings", with_backslash(syntax)}};
}

/// MySQL's manual, chapter 9, "Language Structure"
Syntax mysql() {
  Syntax syntax;
  syntax.has_backslash = true;
  syntax.has_backslash_in_double_quotes = true;
  syntax.doubles_quotes = true;
  syntax.has_backticks = true;
  syntax.has_hash_comments = true;
  syntax.dashes_need_space = true;
  syntax.executable = Syntax::Executable::kMySql;
  syntax.at = Syntax::At::kPlain;
  return syntax;
}

Syntax mariadb() {
  Syntax syntax = mysql();
  syntax.executable = Syntax::Executable::kMariaDb;
  return syntax;
}

/// Values of sql_mode.
std::vector<SqlSetting> mysql_settings(const Syntax& syntax) {
  Syntax ansi_quotes = syntax;
  ansi_quotes.has_backslash_in_double_quotes = false;
  Syntax no_backslash = ansi_quotes;
  no_backslash.has_backslash = false;
  return {{"ANSI_QUOTES", ansi_quotes}, {"NO_BACKSLASH_ESCAPES", no_backslash}};
}

/// Transact-SQL reference: "Constants", "Database identifiers", "Slash star"
Syntax sql_server() {
  Syntax syntax;
  syntax.identifier_symbols = "@#";
  syntax.brackets = Syntax::Brackets::kDoubledNames;
  syntax.nesting = Syntax::Nesting::kNested;
  syntax.at = Syntax::At::kSystem;
  syntax.dollar = Syntax::Dollar::kPlain;
  return syntax;
}

/// Oracle's SQL Language Reference, chapter 2: "Literals", "Comments", "Database Object Names"
Syntax oracle() {
  Syntax syntax;
  syntax.has_q_quotes = true;
  syntax.has_line_hints = true;
  syntax.identifier_symbols = "#";
  syntax.at = Syntax::At::kLink;
  return syntax;
}

Syntax ansi() {
  Syntax syntax;
  syntax.has_backticks = true;
  syntax.brackets = Syntax::Brackets::kSubscripts;
  syntax.nesting = Syntax::Nesting::kRefused;
  syntax.dollar = Syntax::Dollar::kQuotes;
  syntax.question = Syntax::Question::kPlaceholderOrOperator;
  return syntax;
}

/// Other databases: some have backslash escapes in literals, and comments that begin with "#".
Syntax loose_ansi() {
  Syntax syntax = with_backslash(ansi());
  syntax.has_backslash_in_double_quotes = true;
  syntax.has_hash_comments = true;
  return syntax;
}

}  // namespace

SqlReadings sql_readings(SqlDialect dialect) {
  switch (dialect) {
    case SqlDialect::kSqlite:
      return {{sqlite()}, {}};
    case SqlDialect::kPostgres:
      return {{postgres()}, postgres_settings(postgres())};
    case SqlDialect::kPostgresOverOdbc:
      return {{postgres_over_odbc()}, postgres_settings(postgres_over_odbc())};
    case SqlDialect::kMySql:
      return {{mysql()}, mysql_settings(mysql())};
    case SqlDialect::kMariaDb:
      return {{mariadb()}, mysql_settings(mariadb())};
    case SqlDialect::kSqlServer:
      return {{sql_server()}, {}};
    case SqlDialect::kOracle:
      return {{oracle()}, {}};
    case SqlDialect::kAnsi:
      return {{ansi(), loose_ansi()}, {}};
    case SqlDialect::kUnknown:
      return {{ansi(), loose_ansi(), sqlite(), postgres_over_odbc(), mysql(), mariadb(),
               sql_server(), oracle()},
              {}};
  }
  return {};
}

}  // namespace model
