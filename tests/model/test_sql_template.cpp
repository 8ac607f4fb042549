#include <array>
#include <map>

#include "base/error.h"
#include "support/catch.h"
#include "model/definition/sql_template.h"

namespace {

using model::SqlDialect;
using model::SqlTemplate;

std::string shown(const std::variant<SqlTemplate::Text, SqlTemplate::Placeholder>& piece) {
  if (const auto* text = std::get_if<SqlTemplate::Text>(&piece)) return text->sql;
  const auto& name = std::get<SqlTemplate::Placeholder>(piece);
  return name.is_list ? "<" + name.name + "...>" : "<" + name.name + ">";
}

/// The pieces with `<name>`, `<list...>` and `{section}`.
std::string shown(const SqlTemplate& sql) {
  std::string text;
  for (const SqlTemplate::Piece& piece : sql.pieces()) {
    if (const auto* section = std::get_if<SqlTemplate::OptionalSection>(&piece)) {
      text += "{";
      for (const auto& inner : section->pieces) text += shown(inner);
      text += "}";
    } else if (const auto* plain = std::get_if<SqlTemplate::Text>(&piece)) {
      text += plain->sql;
    } else {
      text += shown(std::get<SqlTemplate::Placeholder>(piece));
    }
  }
  return text;
}

/// The pieces, or "open_quote 3 '": the error, its line, and the symbol at which dialects differ.
std::string read(const std::string& sql, SqlDialect dialect) {
  try {
    return shown(SqlTemplate{sql, dialect});
  } catch (const base::Error& error) {
    const base::Message& message = *error.user_message();
    std::string text = message.key.substr(std::string{"model.sql_"}.size());
    for (const auto& [name, value] : message.arguments) {
      const auto* number = std::get_if<std::int64_t>(&value);
      text += ' ' + (number != nullptr ? std::to_string(*number) : std::get<std::string>(value));
    }
    return text;
  }
}

std::string pieces(const std::string& sql) { return read(sql, SqlDialect::kSqlite); }
std::string of_postgres(const std::string& sql) { return read(sql, SqlDialect::kPostgres); }

constexpr std::array<std::pair<const char*, SqlDialect>, 9> kDialects{
    {{"sqlite", SqlDialect::kSqlite},
     {"postgres", SqlDialect::kPostgres},
     {"postgres-odbc", SqlDialect::kPostgresOverOdbc},
     {"mysql", SqlDialect::kMySql},
     {"mariadb", SqlDialect::kMariaDb},
     {"sqlserver", SqlDialect::kSqlServer},
     {"oracle", SqlDialect::kOracle},
     {"ansi", SqlDialect::kAnsi},
     {"unknown", SqlDialect::kUnknown}}};

/// How each dialect reads a SQL text; "" is for all dialects that are not named.
using Readings = std::map<std::string, std::string>;

void check(const std::string& sql, const Readings& expected) {
  for (const auto& [name, dialect] : kDialects) {
    const auto own = expected.find(name);
    const std::string& wanted = own == expected.end() ? expected.at("") : own->second;
    INFO(name << ": " << sql);
    CHECK(read(sql, dialect) == wanted);
  }
}

/// The same readings for several dialects.
Readings each(const std::vector<std::pair<std::vector<std::string>, std::string>>& groups) {
  Readings readings;
  for (const auto& [names, text] : groups) {
    for (const std::string& name : names) readings[name] = text;
  }
  return readings;
}

}  // namespace

TEST_CASE("names, lists and optional sections of a SQL text are found") {
  CHECK(pieces("SELECT a FROM t WHERE b = :b AND c IN (:c) [[ AND d=:d OR e in ( :e )]]") ==
        "SELECT a FROM t WHERE b = <b> AND c IN (<c...>) { AND d=<d> OR e in ( <e...> )}");
  CHECK(pieces("SELECT f(:a), (:b), x IN (:c, :d)") == "SELECT f(<a>), (<b>), x IN (<c>, <d>)");
  CHECK(pieces("SELECT :a;\n -- end\n") == "SELECT <a> \n  \n");
  const SqlTemplate sql{"SELECT 1\nWHERE [[ a = :a ]] OR b IN (:b) OR b = :b", SqlDialect::kSqlite};
  CHECK_FALSE(sql.placeholders().at("a").outside_section);
  CHECK(sql.placeholders().at("a").line == 2);
  CHECK(sql.placeholders().at("b").outside_section);
  CHECK(sql.placeholders().at("b").outside_list);
}

TEST_CASE("a placeholder before IS NULL is found, whatever is between them") {
  const auto is_tested = [](const std::string& sql) {
    return std::get<SqlTemplate::Placeholder>(SqlTemplate{sql, SqlDialect::kSqlite}.pieces().at(1))
        .is_null_test;
  };
  CHECK(is_tested("SELECT :a IS NULL"));
  CHECK(is_tested("SELECT :a is not null"));
  CHECK(is_tested("SELECT :a /* b */ -- c\n IS NULL"));
  CHECK_FALSE(is_tested("SELECT :a ISNULL"));
  CHECK_FALSE(is_tested("SELECT :a"));
}

TEST_CASE("names in literals, quoted identifiers and comments are text") {
  CHECK(pieces("SELECT ':a', 'it''s :b', \":c \"\":d\", `:e`, [f :g]") ==
        "SELECT ':a', 'it''s :b', \":c \"\":d\", `:e`, [f :g]");
  CHECK(pieces("SELECT 1 -- :a '\n/* :b ' [[ */ + :c") == "SELECT 1  \n  + <c>");
  CHECK(pieces("SELECT a::date, :b::int, x := 1") == "SELECT a::date, <b>::int, x := 1");
  CHECK(of_postgres("SELECT E'it\\'s :a', e'\\\\', 'C:\\', :b") ==
        "SELECT E'it\\'s :a', e'\\\\', 'C:\\', <b>");
  CHECK(of_postgres("SELECT $$ :a ' $$, $x$ :b $$ $x$, v$s") ==
        "SELECT $$ :a ' $$, $x$ :b $$ $x$, v$s");
  CHECK(pieces("SELECT '\xD8\xA3:a', \xD8\xA3 AS \xD8\xA3") ==
        "SELECT '\xD8\xA3:a', \xD8\xA3 AS \xD8\xA3");
}

TEST_CASE("a literal ends where its database ends it") {
  check("SELECT 'it''s :a', :b", {{"", "SELECT 'it''s :a', <b>"}});
  // Backslash and quote.
  check("SELECT 'it\\'s :a', :b", each({{{"mysql", "mariadb"}, "SELECT 'it''s :a', <b>"},
                                        {{""}, "open_quote 1"},
                                        {{"ansi", "unknown"}, "differs_quote 1 '"}}));
  check("SELECT 'C:\\', :b, ':c'", each({{{""}, "SELECT 'C:\\', <b>, ':c'"},
                                         {{"mysql", "mariadb"}, "open_quote 1"},
                                         {{"ansi", "unknown"}, "differs_quote 1 '"}}));
  check("SELECT 'C:\\\\', :b, 'a\\b'", {{"", "SELECT 'C:\\\\', <b>, 'a\\b'"}});
  check("SELECT \"it\\\"s :a\", :b", each({{{"mysql", "mariadb"}, "SELECT \"it\"\"s :a\", <b>"},
                                           {{""}, "open_quote 1"},
                                           {{"ansi", "unknown"}, "differs_quote 1 \""}}));
  check("SELECT \"it\"\"s :a\", :b", {{"", "SELECT \"it\"\"s :a\", <b>"}});
  CHECK(read("SELECT N'it\\'s :a', _utf8mb4'\\'', x'41', 'a' 'b\\' :c', :d",
             SqlDialect::kMariaDb) == "SELECT N'it''s :a', _utf8mb4'''', x'41', 'a' 'b'' :c', <d>");
  // PostgreSQL's E and its continuation on a further line.
  check("SELECT E'it\\'s :a', :b",
        each({{{"postgres"}, "SELECT E'it\\'s :a', <b>"},
              {{"postgres-odbc", "mysql", "mariadb"}, "SELECT E'it''s :a', <b>"},
              {{""}, "open_quote 1"},
              {{"ansi", "unknown"}, "differs_quote 1 '"}}));
  CHECK(of_postgres("SELECT E'a'\n  '\\' :a', :b") == "SELECT E'a'\n  '\\' :a', <b>");
  CHECK(of_postgres("SELECT e'a' -- it's\n\n'\\' :a', :b") ==
        "SELECT e'a' -- it's\n\n'\\' :a', <b>");
  CHECK(of_postgres("SELECT 'a'\n'\\', :b") == "SELECT 'a'\n'\\', <b>");
  CHECK(of_postgres("SELECT E'a', '\\', :b") == "SELECT E'a', '\\', <b>");
  CHECK(of_postgres("SELECT ae'\\', U&'\\', B'1', :b") == "SELECT ae'\\', U&'\\', B'1', <b>");
  CHECK(of_postgres("SELECT :e'\\', :b") == "SELECT <e>'\\', <b>");
  // PostgreSQL's dollars.
  check("SELECT $$ it's :a $$, :b",
        each({{{"postgres", "postgres-odbc", "ansi"}, "SELECT $$ it's :a $$, <b>"},
              {{"sqlite", "mysql", "mariadb", "oracle"}, "other_placeholder 1"},
              {{"sqlserver"}, "open_quote 1"},
              {{"unknown"}, "differs_quote 1 $"}}));
  CHECK(of_postgres("SELECT $\xD8\xA3$ :a $b$ $\xD8\xA3$, a$b$c, 1$$ :a $$, :b") ==
        "SELECT $\xD8\xA3$ :a $b$ $\xD8\xA3$, a$b$c, 1$$ :a $$, <b>");
  // Oracle's q.
  for (const char* text :
       {"q'[it's :a]'", "Q'{it's :a}'", "q'(it's :a)'", "q'<it's :a>'", "q'!it's :a!'",
        "nq'[:a ]] ]'", "NQ'|:a ' ||'", "Nq'a:a 'a'", "q''it's :a''", "q'\xD8\xA3':a\xD8\xA3'"}) {
    const std::string sql = std::string{"SELECT "} + text + ", :b";
    CHECK(read(sql, SqlDialect::kOracle) == std::string{"SELECT "} + text + ", <b>");
  }
  check("SELECT q'[it's :a]', :b", each({{{"oracle"}, "SELECT q'[it's :a]', <b>"},
                                         {{""}, "close_without_open 1"},
                                         {{"unknown"}, "differs_quote 1 '"}}));
  CHECK(read("SELECT iq'[', :b", SqlDialect::kOracle) == "SELECT iq'[', <b>");
  CHECK(read("SELECT q'[a', :b", SqlDialect::kOracle) == "open_quote 1");
  CHECK(read("SELECT q' a ', :b", SqlDialect::kOracle) == "open_quote 1");
  CHECK(read("SELECT q'", SqlDialect::kOracle) == "open_quote 1");
}

TEST_CASE("a driver that may not know escapes gets no quote after a backslash") {
  const auto of_driver = [](const std::string& sql) {
    return read(sql, SqlDialect::kPostgresOverOdbc);
  };
  CHECK(of_driver("SELECT E'a''b\\'c\\\\', :d") == "SELECT E'a''b''c\\\\', <d>");
  CHECK(of_driver("SELECT e'\\\\\\'\\n', :d") == "SELECT e'\\\\''\\n', <d>");
  CHECK(of_driver("SELECT E'a' -- it's\n\n  '\\'b\\1', :d") == "SELECT E'a' \n\n  '''b\\1', <d>");
  CHECK(of_driver("SELECT 'a\\', U&'\\0041', \"\\\", :d") ==
        "SELECT 'a\\', U&'\\0041', \"\\\", <d>");
  for (const SqlDialect dialect : {SqlDialect::kMySql, SqlDialect::kMariaDb}) {
    CHECK(read("SELECT 'a\\'b\\\\', \"c\\\"d'\\'\", `\\`, '\\\"', :e", dialect) ==
          "SELECT 'a''b\\\\', \"c\"\"d'\\'\", `\\`, '\\\"', <e>");
  }
}

TEST_CASE("a quoted name ends where its database ends it") {
  check("SELECT [a]]b :c], :d FROM t", each({{{"sqlserver"}, "SELECT [a]]b :c], <d> FROM t"},
                                             {{"sqlite"}, "close_without_open 1"},
                                             {{""}, "close_without_open 1"},
                                             {{"unknown"}, "differs_quote 1 ["}}));
  check("SELECT [it's :a], :b", each({{{"sqlserver", "sqlite"}, "SELECT [it's :a], <b>"},
                                      {{""}, "open_quote 1"},
                                      {{"unknown"}, "differs_quote 1 ["}}));
  check("SELECT [Order Lines].[Total] FROM [Order Lines] WHERE [a] = :a",
        {{"", "SELECT [Order Lines].[Total] FROM [Order Lines] WHERE [a] = <a>"}});
  check("SELECT `it's`` :a`, :b",
        each({{{"mysql", "mariadb", "sqlite", "ansi"}, "SELECT `it's`` :a`, <b>"},
              {{""}, "open_quote 1"},
              {{"unknown"}, "differs_quote 1 `"}}));
  check("SELECT \"it's :a\", :b", {{"", "SELECT \"it's :a\", <b>"}});
  check("SELECT a$b, \xD8\xA3, _c FROM t WHERE v$s = :v$s",
        {{"", "SELECT a$b, \xD8\xA3, _c FROM t WHERE v$s = <v$s>"}});
}

TEST_CASE("a comment ends where its database ends it") {
  check("SELECT 1 -- :a '\n, :b", {{"", "SELECT 1  \n, <b>"}});
  check("SELECT 1 -- :a '\r\n, :b", {{"", "SELECT 1  \r\n, <b>"}});
  check("SELECT 1 -- :a '\r, :b\n", {{"", "lone_return 1"}});
  check("SELECT 1 --\n, :b -- c", {{"", "SELECT 1  \n, <b>  "}});
  check("SELECT 1\n# :a '\n, :b", each({{{"mysql", "mariadb"}, "SELECT 1\n \n, <b>"},
                                        {{""}, "open_quote 2"},
                                        {{"ansi", "unknown"}, "differs_comment 2 #"}}));
  check("SELECT 5--:b\n", each({{{"mysql", "mariadb"}, "SELECT 5--<b>\n"},
                                {{""}, "SELECT 5 \n"},
                                {{"unknown"}, "differs_comment 1 --"}}));
  check("SELECT 5--\x01:b\n, :c", {{"", "SELECT 5 \n, <c>"}});
  check("SELECT 1 /* :a ' [[ */ + :b", {{"", "SELECT 1   + <b>"}});
  check("SELECT 1 /* :a /* ' */ + :b",
        each({{{"postgres", "postgres-odbc", "sqlserver"}, "open_comment 1"},
              {{""}, "SELECT 1   + <b>"},
              {{"ansi"}, "nested_comment 1"},
              {{"unknown"}, "differs_comment 1 /*"}}));
  check("SELECT 1 /* :a /* ' */ :c /*/*/ */ */ */ + :b",
        each({{{"postgres", "postgres-odbc", "sqlserver"}, "SELECT 1   + <b>"},
              {{""}, "SELECT 1   <c>   */ */ */ + <b>"},
              {{"ansi"}, "nested_comment 1"},
              {{"unknown"}, "differs_comment 1 /*"}}));
  check("SELECT 1 /* a", {{"", "open_comment 1"}});
  check("SELECT 1 /*/ :a */ + :b", {{"", "SELECT 1   + <b>"}});
}

TEST_CASE("comments that MySQL runs are SQL there") {
  check("SELECT 1 /*! + :a */ + :b", each({{{"mysql", "mariadb"}, "SELECT 1 /*! + <a> */ + <b>"},
                                           {{""}, "SELECT 1   + <b>"},
                                           {{"unknown"}, "differs_comment 1 /*!"}}));
  check("SELECT 1 /*M!100100 + :a */ + :b",
        each({{{"mariadb"}, "SELECT 1 /*M!100100 + <a> */ + <b>"},
              {{""}, "SELECT 1   + <b>"},
              {{"unknown"}, "differs_comment 1 /*M"}}));
  const auto of_mysql = [](const std::string& sql) { return read(sql, SqlDialect::kMySql); };
  CHECK(of_mysql("SELECT /*!50110 SQL_NO_CACHE*/ :a") == "SELECT /*!50110 SQL_NO_CACHE*/ <a>");
  CHECK(of_mysql("SELECT 1 /*! + /* :a */ 2 -- :b\n */") == "SELECT 1 /*! +   2  \n */");
  CHECK(of_mysql("SELECT\n/*! 1\n") == "open_comment 2");
  // A version that skips it would end it elsewhere.
  CHECK(of_mysql("SELECT 1\n/*!99999 , '*/' */") == "nested_comment 2");
  CHECK(of_mysql("SELECT 1\n/*!99999 , '/*' */") == "nested_comment 2");
  CHECK(of_mysql("SELECT 1\n/*!99999 , 2 -- */\n */") == "nested_comment 2");
  CHECK(of_mysql("SELECT 1 /*! /*! 2 */ */") == "nested_comment 1");
}

TEST_CASE("optimizer hints, and comments that no driver can misread, are sent to the database") {
  check("SELECT /*+ INDEX(t \"a b\") :x it's */ a FROM t WHERE b = :b",
        {{"", "SELECT /*+ INDEX(t \"a b\") :x it's */ a FROM t WHERE b = <b>"}});
  check("SELECT --+ FULL(t) :x\n a, :b",
        each({{{"oracle"}, "SELECT --+ FULL(t) :x\n a, <b>"},
              {{"mysql", "mariadb"}, "SELECT --+ FULL(t) <x>\n a, <b>"},
              {{""}, "SELECT  \n a, <b>"},
              {{"unknown"}, "differs_comment 1 --"}}));
  check("/* maxscale route to master */ SELECT :a /* 50 % (of b), _c=1 */",
        {{"", "/* maxscale route to master */ SELECT <a> /* 50 % (of b), _c=1 */"}});
  check("SELECT 1 /* it's\n:a\n*/ + :b /* \xD8\xA3 */ /* a -- b */",
        {{"", "SELECT 1  \n\n + <b>    "}});
}

TEST_CASE("a colon begins a placeholder where an operand may follow") {
  // PostgreSQL's slices.
  const std::string slices = "SELECT a[1:2], b[lo:hi], c[:2], d[f(x) :n], e[lo :n], f[1::n]";
  check(slices, each({{{""}, slices}, {{"unknown", "sqlite", "sqlserver"}, slices}}));
  CHECK(of_postgres("SELECT a[:c], a[1: :d], a[:lo:hi], a[f(:e)], a[b[:g]:h]") ==
        "SELECT a[<c>], a[1: <d>], a[<lo>:hi], a[f(<e>)], a[b[<g>]:h]");
  CHECK(of_postgres("SELECT a[(SELECT 1 [[ WHERE b = :b ]]) :n], a[CASE WHEN x THEN :c END]") ==
        "SELECT a[(SELECT 1 { WHERE b = <b> } ) :n], a[CASE WHEN x THEN <c> END]");
  CHECK(of_postgres("SELECT ARRAY[:a, :b], ARRAY[[:c], [:d]]") ==
        "SELECT ARRAY[<a>, <b>], ARRAY[[<c>], [<d>]]");
  check("SELECT a[:c]", each({{{""}, "SELECT a[<c>]"},
                              {{"sqlite", "sqlserver"}, "SELECT a[:c]"},
                              {{"unknown"}, "differs_quote 1 ["}}));
  // Keys of JSON objects, and times.
  check("SELECT JSON_OBJECT('status':status, 'a' : :a, 'b' :c, \"k\":v, 'd':1)",
        {{"", "SELECT JSON_OBJECT('status':status, 'a' : <a>, 'b' :c, \"k\":v, 'd':1)"}});
  check("SELECT '08:05:09', TIME '08:05' WHERE a > :a",
        {{"", "SELECT '08:05:09', TIME '08:05' WHERE a > <a>"}});
  check("SELECT a FROM t LIMIT:n", {{"", "SELECT a FROM t LIMIT <n>"}});
  check("SELECT CASE WHEN a=:a THEN:b ELSE:c END",
        {{"", "SELECT CASE WHEN a=<a> THEN <b> ELSE <c> END"}});
  check("SELECT TOP (5) :a, -:b, (:c), :d::int, x:=:e",
        {{"", "SELECT TOP (5) <a>, -<b>, (<c>), <d>::int, x:=<e>"}});
  check("SELECT JSON_OBJECT(k:v)", {{"", "ambiguous_colon 1"}});
  check("SELECT f(x):v", {{"", "ambiguous_colon 1"}});
  check("SELECT\n1:v", {{"", "ambiguous_colon 2"}});
  check("SELECT :a:v", {{"", "ambiguous_colon 1"}});
}

TEST_CASE("two brackets open an optional section, whatever precedes them") {
  check("SELECT a FROM orders[[ WHERE b = :b ]]", {{"", "SELECT a FROM orders { WHERE b = <b> }"}});
  check("SELECT a FROM (SELECT 1)[[ WHERE b = :b ]]",
        {{"", "SELECT a FROM (SELECT 1) { WHERE b = <b> }"}});
  check("SELECT a FROM \"x\"[[ WHERE b = :b]]", {{"", "SELECT a FROM \"x\" { WHERE b = <b>}"}});
  check("SELECT a FROM [x][[ WHERE b = :b]]", {{"", "SELECT a FROM [x] { WHERE b = <b>}"}});
  check("SELECT a FROM t WHERE a = 1[[AND b = :b]][[AND c = :c]]ORDER BY a",
        {{"", "SELECT a FROM t WHERE a = 1 {AND b = <b>} {AND c = <c>} ORDER BY a"}});
  check("SELECT 1-[[-:a]]-2", {{"", "SELECT 1- {-<a>} -2"}});
  check("SELECT ARRAY[[1],[2]]",
        each({{{"postgres", "postgres-odbc", "ansi"}, "SELECT ARRAY[[1],[2]]"},
              {{""}, "close_without_open 1"},
              {{"unknown"}, "differs 1 [["}}));
  check("SELECT array [[ WHERE a = :a ]]",
        each({{{"postgres", "postgres-odbc", "ansi"}, "SELECT array [[ WHERE a = <a> ]]"},
              {{""}, "SELECT array { WHERE a = <a> }"},
              {{"unknown"}, "differs 1 [["}}));
  CHECK(of_postgres("SELECT a[b[1]][2] [[ WHERE a[b[1]]=:a]]") ==
        "SELECT a[b[1]][2] { WHERE a[b[1]]=<a>}");
  CHECK(read("SELECT 1 [[ WHERE [a] = :a AND [b] = [c] ]]", SqlDialect::kSqlServer) ==
        "SELECT 1 { WHERE [a] = <a> AND [b] = [c] }");
  // Transact-SQL's name is "c]".
  CHECK(read("SELECT 1\n[[ WHERE :a = [c]]]", SqlDialect::kSqlServer) == "open_section 2");
  CHECK(read("SELECT 1 [[ WHERE :a = [c]]]", SqlDialect::kSqlite) == "SELECT 1 { WHERE <a> = [c]}");
}

TEST_CASE("other syntax of a database is sent to it unchanged") {
  check("SELECT a ? 'b', :c", each({{{"postgres"}, "SELECT a ? 'b', <c>"},
                                    {{"postgres-odbc", "ansi", "unknown"}, "question_mark 1"},
                                    {{""}, "other_placeholder 1"}}));
  CHECK(of_postgres("SELECT a ?| :b, a ?& :c, a @> :d, a <@ :e, a @? :f, a @@ :g, @x, a #> :h") ==
        "SELECT a ?| <b>, a ?& <c>, a @> <d>, a <@ <e>, a @? <f>, a @@ <g>, @x, a #> <h>");
  check("SELECT @n, @@m, :a",
        each({{{"postgres", "postgres-odbc", "mysql", "mariadb"}, "SELECT @n, @@m, <a>"},
              {{""}, "other_placeholder 1"},
              {{"unknown"}, "differs 1 @"}}));
  CHECK(read("SELECT @`a :b`, @'c :d', @n := @n + :e", SqlDialect::kMySql) ==
        "SELECT @`a :b`, @'c :d', @n := @n + <e>");
  CHECK(read("SELECT @@SPID, a@b, #t.c, $1.50, $action, :a", SqlDialect::kSqlServer) ==
        "SELECT @@SPID, a@b, #t.c, $1.50, $action, <a>");
  CHECK(read("SELECT @a", SqlDialect::kSqlServer) == "other_placeholder 1");
  CHECK(
      read("SELECT a FROM emp@far, \"e\"@far, sys.v$session WHERE a# = :b", SqlDialect::kOracle) ==
      "SELECT a FROM emp@far, \"e\"@far, sys.v$session WHERE a# = <b>");
  CHECK(read("SELECT @a", SqlDialect::kOracle) == "other_placeholder 1");
}

TEST_CASE("a template knows the server settings with which it would be read differently") {
  const auto settings = [](const std::string& sql, SqlDialect dialect) {
    std::string names;
    const SqlTemplate read{sql, dialect};
    for (const std::string_view name : read.settings()) {
      names.append(names.empty() ? "" : " ").append(name);
    }
    return names;
  };
  for (const SqlDialect dialect : {SqlDialect::kMySql, SqlDialect::kMariaDb}) {
    CHECK(settings("SELECT 'it\\'s', :a", dialect) == "NO_BACKSLASH_ESCAPES");
    CHECK(settings("SELECT \"it\\\"s\", :a", dialect) == "ANSI_QUOTES NO_BACKSLASH_ESCAPES");
    CHECK(settings("SELECT 'a\\b', 'it''s', \"it''s\", `\\`, :a", dialect).empty());
  }
  for (const SqlDialect dialect : {SqlDialect::kPostgres, SqlDialect::kPostgresOverOdbc}) {
    CHECK(settings("SELECT 'C:\\', :a", dialect) == "standard_conforming_strings");
    CHECK(settings("SELECT E'it\\'s', 'a\\b', \"\\\", :a", dialect).empty());
  }
  CHECK(settings("SELECT 'C:\\', :a", SqlDialect::kSqlite).empty());
}

TEST_CASE("an ambiguous or malformed SQL text is refused with its line") {
  check("SELECT 1;\nSELECT 2", {{"", "second_statement 2"}});
  check("SELECT 1; DROP TABLE t", {{"", "second_statement 1"}});
  check("\n\nSELECT 'a", {{"", "open_quote 3"}});
  check("SELECT \"a", {{"", "open_quote 1"}});
  CHECK(pieces("SELECT [a") == "open_quote 1");
  CHECK(of_postgres("SELECT $a$ b") == "open_quote 1");
  check("SELECT 1 /* a", {{"", "open_comment 1"}});
  check("SELECT 1\n[[ AND a = :a", {{"", "open_section 2"}});
  check("SELECT 1 [[ a [[ :a ]] ]]", {{"", "nested_section 1"}});
  check("SELECT 1 ]]", {{"", "close_without_open 1"}});
  check("SELECT 1 ]", {{"", "close_without_open 1"}});
  check("SELECT 1 [[ AND a ]]", {{"", "empty_section 1"}});
  CHECK(pieces("SELECT ?") == "other_placeholder 1");
  CHECK(pieces("SELECT ?1") == "other_placeholder 1");
  CHECK(pieces("SELECT @a") == "other_placeholder 1");
  CHECK(pieces("SELECT $a") == "other_placeholder 1");
  CHECK(of_postgres("SELECT $a") == "other_placeholder 1");
  CHECK(of_postgres("SELECT $1") == "other_placeholder 1");
  check("SELECT :1", {{"", "other_placeholder 1"}});
  check("", {{"", "empty 1"}});
  check(" -- nothing\n;", {{"", "empty 1"}});
}
