// A data model's SQL; the first byte says the dialect. Accepted SQL has no placeholder, section or
// second statement left when it is sent to the database, and SQLite counts the same placeholders.
#include <array>

#include "base/error.h"
#include "database/connection.h"
#include "model/definition/sql_lexer.h"
#include "model/definition/sql_template.h"
#include "support/temp_dir.h"
#include "target.h"

namespace {

using model::SqlDialect;
using model::SqlTemplate;
using Kind = model::SqlToken::Kind;

constexpr std::array kDialects{
    SqlDialect::kSqlite, SqlDialect::kPostgres, SqlDialect::kPostgresOverOdbc,
    SqlDialect::kMySql,  SqlDialect::kMariaDb,  SqlDialect::kSqlServer,
    SqlDialect::kOracle, SqlDialect::kAnsi,     SqlDialect::kUnknown};

/// With a value for each placeholder, and with all sections.
class Statement {
 public:
  Statement(const SqlTemplate& sql, std::string value) : value_(std::move(value)) {
    for (const auto& piece : sql.pieces()) {
      std::visit([&](const auto& one) { add(one); }, piece);
    }
  }

  std::string text;
  int names = 0;

 private:
  void add(const SqlTemplate::Text& piece) { text += piece.sql; }
  void add(const SqlTemplate::Placeholder& /*piece*/) {
    text += value_;
    ++names;
  }
  void add(const SqlTemplate::OptionalSection& section) {
    for (const auto& piece : section.pieces) {
      std::visit([&](const auto& one) { add(one); }, piece);
    }
  }

  const std::string value_;
};

void hold_to_syntax(const std::string& sql, const model::SqlSyntax& syntax) {
  const model::SqlTokens read = model::tokenize_sql(sql, syntax);
  fuzz::require(!read.error);
  for (const model::SqlToken& token : read.tokens) {
    fuzz::require(!token.text.empty() && token.kind != Kind::kPlaceholder &&
                  token.kind != Kind::kOpen && token.kind != Kind::kClose &&
                  token.kind != Kind::kEnd);
  }
}

void hold_to_sqlite(const Statement& statement) {
  static const TempDir kScratch;
  static database::Connection database{kScratch.path() / "a.db", database::Mode::kReadWrite};
  try {
    fuzz::require(database.prepare(statement.text).parameters() == statement.names);
  } catch (const base::Error&) {
    // It is not SQL.
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const SqlDialect dialect = kDialects.at(data[0] % kDialects.size());
  const std::string sql = fuzz::text_of(data + 1, size - 1);
  if (sql.find('\0') != std::string::npos) return 0;
  try {
    const SqlTemplate read{sql, dialect};
    const std::string sent = Statement(read, "(NULL)").text;
    for (const model::SqlSyntax& syntax : model::sql_readings(dialect).alike) {
      hold_to_syntax(sent, syntax);
    }
    if (dialect == SqlDialect::kSqlite) hold_to_sqlite(Statement(read, "?"));
  } catch (const base::Error& error) {
    fuzz::require(error.user_message() && error.user_message()->key.starts_with("model.sql_"));
    fuzz::require(error.user_message()->arguments.at(0).first == "line");
  }
  return 0;
}
