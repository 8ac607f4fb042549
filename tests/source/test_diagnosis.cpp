#include "support/catch.h"
#include "source/diagnosis.h"

using source::diagnosis;

TEST_CASE("what a database says of a fault is one line, without the values that it quotes") {
  CHECK(diagnosis("42P01", "relation \"sales\" does not exist\nLINE 1\n") ==
        "42P01 relation \"sales\" does not exist LINE 1");
  CHECK(diagnosis("22P02", "invalid input syntax for type integer: \"Fatima\"") ==
        "22P02 invalid input syntax for type integer:");
  CHECK(diagnosis("22018", "Conversion failed when converting the varchar value 'Fatima'") ==
        "22018 Conversion failed when converting the varchar value");
  CHECK(diagnosis("22012", "division by zero") == "22012 division by zero");
  CHECK(diagnosis("", "server closed the connection\n\tunexpectedly\n") ==
        "server closed the connection \tunexpectedly");
}

TEST_CASE("a connection is lost where the standard says so, or where PostgreSQL ends a session") {
  CHECK(source::is_of_connection("08006"));
  CHECK(source::is_of_connection("57P01"));
  CHECK_FALSE(source::is_of_connection("57014"));
  CHECK_FALSE(source::is_of_connection("42P01"));
}
