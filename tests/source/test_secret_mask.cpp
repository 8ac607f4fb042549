#include "source/driver/secret_mask.h"

#include "support/catch.h"

using model::SecretRef;
using model::SourceDefinition;
using model::SourceKind;
using source::SecretMask;

namespace {

SourceDefinition definition(SourceKind kind, std::vector<model::SourceOption> options) {
  SourceDefinition source;
  source.kind = kind;
  source.options = std::move(options);
  return source;
}

SecretMask odbc_mask(const std::string& connection) {
  return SecretMask{definition(SourceKind::kOdbc, {{"", SecretRef{connection}}})};
}

SecretMask postgres_mask(const std::string& connection) {
  return SecretMask{definition(SourceKind::kPostgres, {{"dbname", SecretRef{connection}}})};
}

}  // namespace

TEST_CASE("nothing of an error is shown where the connection string has more than one reading") {
  const std::string error = "could not translate host name \"pa\" to address";
  const std::string hidden = "*** (hidden: the connection settings may be malformed)";
  for (const char* text :
       {"x", "Driver=x.so pa;Server=db", "Driver=x.so;Server=db;UID=reader PWD=pa'ss word",
        "Driver={x.so;PWD=pa", "Driver={x}y;PWD=pa", "Server=db;PWD=a{b}", "Server=db;Port=pa",
        "Server=db,pa;PWD=x", "Driver=x.so,Server=db,PWD=pa", "Server=db;;PWD"}) {
    CAPTURE(text);
    CHECK(odbc_mask(text).apply(error) == hidden);
  }
  for (const char* text :
       {"host=h;password=pa", "host=h password='pa", "host=h password='p\\'a'", "host=h password",
        "host='h password=pa'", "host=h x y=pa", "host=h port=pa", "host=h sslmode=pa",
        "postgresql://u:a/pa@h/d", "postgresql://u:pa:1/d", "postgresql://u:x@pa@h/d",
        "postgresql://u:pa%z@h/d", "postgresql://u:x?pa@h/d", "postgresql://u:x@h/d?pa"}) {
    CAPTURE(text);
    CHECK(postgres_mask(text).apply(error) == hidden);
  }
}

TEST_CASE("the secrets of a connection string that has one reading are masked, and nothing else") {
  CHECK(odbc_mask("Driver={My driver};Server=db\\one,1433;UID=reader;PWD={p;w}; Encrypt = yes;")
            .apply("My driver: login 'reader' on db\\one,1433 with p;w failed") ==
        "My driver: login 'reader' on db\\one,1433 with *** failed");
  CHECK(odbc_mask("Driver=x.so;hunter2=hunter3").apply("hunter2 is no keyword, hunter3 no value") ==
        "*** is no keyword, *** no value");
  CHECK(postgres_mask(" host=h.local  port=1 user=reader\npassword='p w' sslmode=require")
            .apply("h.local, port 1: password p w of reader: SSL is required") ==
        "h.local, port 1: password *** of reader: SSL is required");
  const SecretMask uri = postgres_mask("postgresql://reader:p%20w@h:1/sales?sslmode=require");
  CHECK(uri.apply("reader on h, port 1, sales: p w, p%20w") ==
        "reader on h, port 1, sales: ***, ***");
  CHECK(postgres_mask("hunter2").apply("no database \"hunter2\"") == "no database \"***\"");
}

TEST_CASE("a secret that is a part of another leaves nothing of it") {
  const SecretMask mask{definition(
      SourceKind::kPostgres, {{"password", SecretRef{"abc"}}, {"sslkey", SecretRef{"abcdef"}}})};
  CHECK(mask.apply("abcdef and abc") == "*** and ***");
}

TEST_CASE("the password of its own member is masked, and the other members are not") {
  const SecretMask mask{definition(SourceKind::kPostgres, {{"host", SecretRef{"db.local"}},
                                                           {"port", SecretRef{"5432"}},
                                                           {"user", SecretRef{"reader"}},
                                                           {"password", SecretRef{"p w"}}})};
  const std::string text =
      "connection to server at \"db.local\", port 5432 failed: FATAL:  password authentication "
      "failed for user \"reader\"";
  CHECK(mask.apply(text) == text);
  CHECK(mask.apply("bad p w here") == "bad *** here");
}

TEST_CASE("where a secret cannot be read, nothing of an error is shown") {
  const SecretMask mask{
      definition(SourceKind::kPostgres, {{"password", SecretRef::from_file("/nowhere/at/all")}})};
  CHECK(mask.apply("anything") == "*** (hidden: the connection settings may be malformed)");
}
