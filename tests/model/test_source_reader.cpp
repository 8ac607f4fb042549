#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "json/write.h"
#include "language/message_catalog.h"
#include "model/catalogue_folder.h"
#include "support/catch.h"

TEST_CASE("a source's path may come from the environment or from a file") {
  const CatalogueFolder folder;
  folder.write("secret", "/data/from-file.db\n");
  const std::string file = (folder.path() / "secret").string();
  CHECK(
      folder.errors_of("sources/s.json", R"({"kind": "sqlite", "path": {"file": ")" + file + "\"}}")
          .empty());
  CHECK(folder.load().catalogue->source("s")->path == "/data/from-file.db");
  CHECK(folder.errors_of("sources/s.json",
                         R"({"kind": "sqlite", "path": {"env": "GORMIC_BI_NOT_SET"}})") ==
        "sources/s.json: path.env model.no_such_variable");
  CHECK(folder.errors_of("sources/s.json", R"({"kind": "sqlite", "path": {}})") ==
        "sources/s.json: path model.not_reference");
}

TEST_CASE(
    "a secret loses its byte order mark and trailing line breaks, and an empty one is an error") {
  struct Secret {
    std::string bytes;  // of the file or the variable
    std::string error;  // of the catalogue; empty where the secret is `text`
    std::string text;
    bool may_be_variable = true;
  };
  const std::string arabic = "\xD8\xB3\xD8\xB1";
  const std::vector<Secret> secrets{
      {"secret", "", "secret"},
      {"secret\n", "", "secret"},
      {"secret\r\n\r\n", "", "secret"},
      {" in blanks \t\n", "", " in blanks \t"},
      {"\xEF\xBB\xBFsecret\n", "", "secret"},
      {"\xEF\xBB\xBF" + arabic, "", arabic},
      {"two\nlines\n", "", "two\nlines"},
      {"", "model.secret_empty", ""},
      {"\n", "model.secret_empty", ""},
      {"\xEF\xBB\xBF\r\n", "model.secret_empty", ""},
      {"\xFF\xFEs\x01", "model.secret_not_utf8", ""},
      {"s\xE9"
       "cret",
       "model.secret_not_utf8", ""},  // Latin-1
      {"\xFE\xFF\x01s", "model.secret_not_utf8", ""},
      {std::string("s\0e\0c\0", 6), "model.secret_not_utf8", "", false},
      {std::string("\xFF\xFEs\0", 4), "model.secret_not_utf8", "", false}};
  const CatalogueFolder folder;
  const auto errors_of = [&](const std::string& reference) {
    return folder.errors_of("sources/s.json",
                            R"({"kind": "postgres", "password": )" + reference + "}");
  };
  const auto check = [&](const Secret& secret, const std::string& kind, const std::string& errors) {
    INFO(base::hex(secret.bytes) + " in a " + kind);
    CHECK(errors ==
          (secret.error.empty() ? "" : "sources/s.json: password." + kind + " " + secret.error));
    if (!errors.empty()) return;
    CHECK(folder.load().catalogue->source("s")->options[0].value.text() == secret.text);
  };
  for (const Secret& secret : secrets) {
    folder.write("secret", secret.bytes);
    check(secret, "file", errors_of(R"({"file": "secret"})"));
    if (!secret.may_be_variable) continue;
    ::setenv("GORMIC_BI_TEST_SECRET", secret.bytes.c_str(), 1);
    check(secret, "env", errors_of(R"({"env": "GORMIC_BI_TEST_SECRET"})"));
    ::unsetenv("GORMIC_BI_TEST_SECRET");
  }
  // The file changes, or is deleted, while the server runs.
  folder.write("secret", "good");
  REQUIRE(errors_of(R"({"file": "secret"})").empty());
  const auto catalogue = folder.load().catalogue;
  const model::SecretRef& reference = catalogue->source("s")->options[0].value;
  folder.write("secret", "");
  CHECK_THROWS_AS(reference.text(), base::Error);
  folder.write("secret", "\xEF\xBB\xBFnext");
  CHECK(reference.text() == "next");
  std::filesystem::remove(folder.path() / "secret");
  CHECK_THROWS_AS(reference.text(), base::Error);
}

TEST_CASE("a server source refers to its secrets, and a changed file is read again") {
  const CatalogueFolder folder;
  folder.write("secret", "first\n");
  const std::string file = (folder.path() / "secret").string();
  CHECK(folder
            .errors_of(
                "sources/s.json",
                R"({"kind": "postgres", "host": "db", "port": 5433, "user": "reports",
          "password": {"file": ")" +
                    file +
                    R"("}, "sslMode": "verify-full", "connections": 4, "connectTimeout": "3s"})")
            .empty());
  const auto catalogue = folder.load().catalogue;
  const model::SourceDefinition& source = *catalogue->source("s");
  CHECK(source.max_connections == 4);
  CHECK(source.connect_timeout == std::chrono::seconds{3});
  REQUIRE(source.options.size() == 5);
  CHECK(source.options[1].name == "port");
  CHECK(source.options[1].value.text() == "5433");
  CHECK(source.options[3].value.text() == "first");
  folder.write("secret", "second");
  CHECK(source.options[3].value.text() == "second");
  CHECK(source.identity().find("second") == std::string::npos);
  CHECK(folder
            .errors_of("sources/s.json",
                       R"({"kind": "postgres", "sslRootCert": "tls/ca.crt", "sslKey": "/k"})")
            .empty());
  const auto certain = folder.load().catalogue;
  const auto& files = certain->source("s")->options;
  REQUIRE(files.size() == 2);
  CHECK(files[0].value.text() == (folder.path() / "tls/ca.crt").string());
  CHECK(files[1].value.text() == "/k");
  CHECK(folder
            .errors_of("sources/s.json",
                       R"({"kind": "postgres", "password": {"file": "sources/../secret"}})")
            .empty());
  CHECK(folder.load().catalogue->source("s")->options[0].value.text() == "second");

  CHECK(folder.errors_of("sources/s.json", R"({"kind": "postgres", "path": "x", "port": true})") ==
        "sources/s.json: port model.not_object | sources/s.json: port model.not_reference | "
        "sources/s.json: path model.unknown_member");
  CHECK(folder.errors_of("sources/s.json", R"({"kind": "odbc", "dialect": "db3"})") ==
        "sources/s.json: connection model.missing | sources/s.json: dialect model.not_one_of");
}

TEST_CASE("a data model's SQL is read as its source reads it") {
  const CatalogueFolder folder;
  const auto errors_by = [&](const std::string& source, const std::string& sql) {
    folder.write("sources/s.json", source);
    const std::string own = "SELECT a FROM t WHERE b = :p AND c <> " + sql;
    const std::string members =
        R"("access": {"scope": "none"}, "parameters": [{"key": "p", "type": "string", "values": {"sql": )";
    folder.write("models/m.json",
                 CatalogueFolder::model(members + json::write(json::Value{own}) + "}}]"));
    return folder.errors_of("models/m.sql", own);
  };
  const auto both = [](const std::string& key) {
    return "models/m.json: parameters[0].values.sql model.sql_" + key +
           " | models/m.sql model.sql_" + key;
  };
  const auto odbc = [](const std::string& dialect) {
    return R"({"kind": "odbc", "connection": "DSN=x")" +
           (dialect.empty() ? "" : R"(, "dialect": ")" + dialect + '"') + "}";
  };
  const std::string sqlite = R"({"kind": "sqlite", "path": "s.db"})";
  const std::string postgres = R"({"kind": "postgres"})";
  for (const auto& [sql, valid_for, refused] :
       std::vector<std::tuple<std::string, std::set<std::string>, std::string>>{
           {"'it\\'s' AND d = :p", {"mysql", "mariadb"}, "open_quote"},
           {"[it's :q]", {"sqlite", "sqlserver"}, "open_quote"},
           {"q'[it's :q]'", {"oracle"}, "close_without_open"},
           {"E'it\\'s :q'", {"postgres", "mysql", "mariadb"}, "open_quote"}}) {
    for (const char* dialect : {"sqlite", "postgres", "mysql", "mariadb", "sqlserver", "oracle"}) {
      INFO(sql << " by " << dialect);
      const bool is_valid = valid_for.contains(dialect);
      CHECK(errors_by(odbc(dialect), sql) == (is_valid ? "" : both(refused)));
    }
    INFO(sql);
    CHECK(errors_by(sqlite, sql) == (valid_for.contains("sqlite") ? "" : both(refused)));
    CHECK(errors_by(postgres, sql) == (valid_for.contains("postgres") ? "" : both(refused)));
    CHECK(errors_by(odbc(""), sql) == both("differs_quote"));
  }
  CHECK(errors_by(postgres, "1 AND j ? 'k'").empty());
  CHECK(errors_by(odbc("postgres"), "1 AND j ? 'k'") == both("question_mark"));
  CHECK(errors_by(sqlite, "1 AND j = ?") == both("other_placeholder"));
  CHECK(errors_by(odbc(""), "1 # it's\n") == both("differs_comment"));
  CHECK(errors_by(odbc(""), "1 AND 2 > @n") == both("differs"));
  CHECK(errors_by(odbc(""), "'it''s :q' AND \"d e\" = 5 -- it's\n").empty());
  // Without a valid source the SQL of no dialect is refused.
  CHECK(errors_by(odbc("db3"), "'it\\'s'") == "sources/s.json: dialect model.not_one_of");
  folder.write("sources/s.json", sqlite);
  folder.write("models/m.sql", "SELECT '");
  CHECK(folder.errors_of("models/m.json", R"({"uid": "m", "title": "M", "source": "gone",
            "columns": [{"key": "a", "type": "string"}]})") ==
        "models/m.json: source model.no_such_source | models/m.sql model.sql_open_quote");
  CHECK(folder.errors_of("models/m.sql", "SELECT 'it\\'s' AS a") ==
        "models/m.json: source model.no_such_source");
}

TEST_CASE(
    "an error about SQL that databases read differently shows how to write it for all of them") {
  const language::MessageCatalog messages;
  for (const char* sql : {"SELECT 1 # a", "SELECT 1--a", "SELECT 1 /*! a */", "SELECT 'it\\'s'",
                          "SELECT [it's]", "SELECT @a", "SELECT $$ ' $$"}) {
    try {
      static_cast<void>(model::SqlTemplate{sql, model::SqlDialect::kUnknown});
      FAIL(sql);
    } catch (const base::Error& error) {
      for (const auto language : {language::Language::kEnglish, language::Language::kArabic}) {
        CHECK_THAT(messages.text(language, *error.user_message()),
                   Catch::Matchers::ContainsSubstring(R"("dialect": "mysql")"));
      }
    }
  }
}
