#include "source/driver/sql_error.h"
#include "support/catch.h"

using source::format_sql_error;

TEST_CASE("a database error is one line, without the values that it quotes") {
  CHECK(format_sql_error("42P01", "relation \"sales\" does not exist\nLINE 1\n") ==
        "42P01 relation \"sales\" does not exist LINE 1");
  CHECK(format_sql_error("22P02", "invalid input syntax for type integer: \"Fatima\"") ==
        "22P02 invalid input syntax for type integer:");
  CHECK(format_sql_error("22018", "Conversion failed when converting the varchar value 'Fatima'") ==
        "22018 Conversion failed when converting the varchar value");
  CHECK(format_sql_error("22012", "division by zero") == "22012 division by zero");
  CHECK(format_sql_error("", "server closed the connection\n\tunexpectedly\n") ==
        "server closed the connection \tunexpectedly");
}

TEST_CASE("a connection error has the standard's class, or is PostgreSQL's end of a session") {
  CHECK(source::is_connection_error("08006"));
  CHECK(source::is_connection_error("57P01"));
  CHECK_FALSE(source::is_connection_error("57014"));
  CHECK_FALSE(source::is_connection_error("42P01"));
}
