#include "base/error.h"
#include "catch.h"
#include "model/sql_template.h"

namespace {

using model::SqlTemplate;

std::string shown(const std::variant<SqlTemplate::Text, SqlTemplate::Name>& piece) {
  if (const auto* text = std::get_if<SqlTemplate::Text>(&piece)) return text->sql;
  const auto& name = std::get<SqlTemplate::Name>(piece);
  return name.is_list ? "<" + name.name + "...>" : "<" + name.name + ">";
}

/// The pieces with `<name>`, `<list...>` and `{section}`.
std::string shown(const SqlTemplate& sql) {
  std::string text;
  for (const SqlTemplate::Piece& piece : sql.pieces()) {
    if (const auto* section = std::get_if<SqlTemplate::Section>(&piece)) {
      text += "{";
      for (const auto& inner : section->pieces) text += shown(inner);
      text += "}";
    } else if (const auto* plain = std::get_if<SqlTemplate::Text>(&piece)) {
      text += plain->sql;
    } else {
      text += shown(std::get<SqlTemplate::Name>(piece));
    }
  }
  return text;
}

std::string pieces(const std::string& sql) { return shown(SqlTemplate{sql}); }

std::string fault(const std::string& sql) {
  try {
    return pieces(sql);
  } catch (const base::Error& error) {
    return error.phrase()->key + " " +
           std::to_string(std::get<std::int64_t>(error.phrase()->arguments.at(0).second));
  }
}

}  // namespace

TEST_CASE("names, lists and optional sections of a SQL text are found") {
  CHECK(pieces("SELECT a FROM t WHERE b = :b AND c IN (:c) [[ AND d=:d OR e in ( :e )]]") ==
        "SELECT a FROM t WHERE b = <b> AND c IN (<c...>) { AND d=<d> OR e in ( <e...> )}");
  CHECK(pieces("SELECT f(:a), (:b), x IN (:c, :d)") == "SELECT f(<a>), (<b>), x IN (<c>, <d>)");
  CHECK(pieces("SELECT :a;\n -- end\n") == "SELECT <a>\n  \n");
  const SqlTemplate sql{"SELECT 1\nWHERE [[ a = :a ]] OR b IN (:b) OR b = :b"};
  CHECK_FALSE(sql.names().at("a").outside_section);
  CHECK(sql.names().at("a").line == 2);
  CHECK(sql.names().at("b").outside_section);
  CHECK(sql.names().at("b").outside_list);
}

TEST_CASE("what looks like a name inside of text, quotes and comments is none") {
  CHECK(pieces("SELECT ':a', 'it''s :b', \":c \"\":d\", `:e`, [f :g]") ==
        "SELECT ':a', 'it''s :b', \":c \"\":d\", `:e`, [f :g]");
  CHECK(pieces("SELECT 1 -- :a '\n/* :b ' [[ */ + :c") == "SELECT 1  \n  + <c>");
  CHECK(pieces("SELECT a::date, :b::int, x := 1") == "SELECT a::date, <b>::int, x := 1");
  CHECK(pieces("SELECT E'it\\'s :a', e'\\\\', 'C:\\', :b") ==
        "SELECT E'it\\'s :a', e'\\\\', 'C:\\', <b>");
  CHECK(pieces("SELECT $$ :a ' $$, $x$ :b $$ $x$, v$s") == "SELECT $$ :a ' $$, $x$ :b $$ $x$, v$s");
  CHECK(pieces("SELECT '\xD8\xA3:a', \xD8\xA3 AS \xD8\xA3") ==
        "SELECT '\xD8\xA3:a', \xD8\xA3 AS \xD8\xA3");
}

TEST_CASE("brackets are sections, names or subscripts") {
  CHECK(pieces("SELECT a[1], b[c[2]], d[1:2], ARRAY[[1],[2]]") ==
        "SELECT a[1], b[c[2]], d[1:2], ARRAY[[1],[2]]");
  CHECK(pieces("SELECT 1 [[ AND a[b[:c]] = 1 ]]") == "SELECT 1 { AND a[b[<c>]] = 1 }");
  CHECK(fault("SELECT [a]]]") == "model.sql_close_without_open 1");
}

TEST_CASE("a SQL text that would not do what it says is refused with its line") {
  CHECK(fault("SELECT 1;\nSELECT 2") == "model.sql_second_statement 2");
  CHECK(fault("SELECT 1; DROP TABLE t") == "model.sql_second_statement 1");
  CHECK(fault("\n\nSELECT 'a") == "model.sql_open_quote 3");
  CHECK(fault("SELECT \"a") == "model.sql_open_quote 1");
  CHECK(fault("SELECT [a") == "model.sql_open_quote 1");
  CHECK(fault("SELECT $a$ b") == "model.sql_open_quote 1");
  CHECK(fault("SELECT 1 /* a") == "model.sql_open_comment 1");
  CHECK(fault("SELECT 1 /* a /* b */ + :c */") == "model.sql_nested_comment 1");
  CHECK(fault("SELECT 1\n[[ AND a = :a") == "model.sql_open_section 2");
  CHECK(fault("SELECT 1 [[ a [[ :a ]] ]]") == "model.sql_nested_section 1");
  CHECK(fault("SELECT 1 ]]") == "model.sql_close_without_open 1");
  CHECK(fault("SELECT 1 [[ AND a ]]") == "model.sql_empty_section 1");
  CHECK(fault("SELECT ?") == "model.sql_other_placeholder 1");
  CHECK(fault("SELECT ?1") == "model.sql_other_placeholder 1");
  CHECK(fault("SELECT @a") == "model.sql_other_placeholder 1");
  CHECK(fault("SELECT $a") == "model.sql_other_placeholder 1");
  CHECK(fault("SELECT $1") == "model.sql_other_placeholder 1");
  CHECK(fault("SELECT :1") == "model.sql_other_placeholder 1");
  CHECK(fault("") == "model.sql_empty 1");
  CHECK(fault(" -- nothing\n;") == "model.sql_empty 1");
}
