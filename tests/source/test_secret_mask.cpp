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

TEST_CASE("what a database quotes of a malformed connection string is masked") {
  const SecretMask mask = odbc_mask("Driver=x.so;Server=db;UID=reader PWD=pa'ss word;Database=d");
  CHECK(mask.apply("Access denied for user 'reader PWD=pa'ss word'@'10.0.0.1' (using password: NO)")
            .find("ss word") == std::string::npos);
  CHECK(mask.apply("Unknown server host 'db' (-2)") == "Unknown server host 'db' (-2)");
  CHECK(mask.apply("Can't open lib 'x.so' : file not found") ==
        "Can't open lib 'x.so' : file not found");
  CHECK(postgres_mask("host=h;password=hunter2")
            .apply("could not translate host name \"h;password=hunter2\" to address") ==
        "could not translate host name \"***\" to address");
}

TEST_CASE("a part of a secret is masked even where it is short") {
  const SecretMask mask = postgres_mask("postgresql://u:a/b1@h/d");
  CHECK(mask.apply("invalid integer value \"a\" for connection option \"port\"") ==
        "invalid integer value \"***\" for connection option \"port\"");
  CHECK(mask.apply("database \"b1@h/d\" does not exist") == "database \"***\" does not exist");
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
  CHECK(mask.apply("anything") == "***");
}
