// A database counts placeholders itself, which reveals where our SQL lexer was wrong.

#include <functional>

#include "base/error.h"
#include "database/connection.h"
#include "language/message_catalog.h"
#include "source/all_types.h"
#include "source/sql/placeholders.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace {

using source::BoundValue;
using source::Query;

const BoundValue kOne{std::int64_t{1}, model::Type::kInteger};

Query query_of(std::string sql, std::size_t values) {
  return {std::move(sql), std::vector<BoundValue>(values, kOne)};
}

/// "2 for 1": the numbers counted and bound, where they differ.
std::string fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    if (!error.user_message() || error.user_message()->key != "source.parameters_do_not_fit")
      return error.what();
    const auto number = [&](std::size_t i) {
      return std::to_string(std::get<std::int64_t>(error.user_message()->arguments.at(i).second));
    };
    return number(0) + " for " + number(1);
  }
  return "";
}

std::string fault_of_run(source::Session& session, const Query& query) {
  return fault_of([&] {
    static_cast<void>(session.open(query, {language::TimeZone{}, std::chrono::seconds{5}, {}}));
  });
}
std::string fault_of_check(source::Session& session, const Query& query) {
  return fault_of([&] { static_cast<void>(session.describe(query, {})); });
}

}  // namespace

TEST_CASE("SQLite runs no statement in which it counts other parameters than we do") {
  const TempDir temp_dir;
  model::SourceDefinition definition;
  definition.path = temp_dir.path() / "a.db";
  { const database::Connection make{definition.path, database::Mode::kReadWrite}; }
  source::SourceRegistry sources;
  const auto session = sources.session(definition, {});
  for (const auto& fault : {fault_of_run, fault_of_check}) {
    CHECK(fault(*session, query_of("SELECT ? AS a", 1)).empty());
    CHECK(fault(*session, query_of("SELECT '?' AS a", 1)) == "0 for 1");
    CHECK(fault(*session, query_of("SELECT ? AS a -- ?", 2)) == "1 for 2");
    CHECK(fault(*session, query_of("SELECT ? AS a, ?", 1)) == "2 for 1");
    CHECK(fault(*session, query_of("SELECT ? AS a, :b, :b, ?", 4)) == "3 for 4");
    CHECK(fault(*session, query_of("SELECT ?7 AS a", 1)) == "7 for 1");
  }
}

TEST_CASE("a mismatch of parameters is reported in both languages") {
  const language::MessageCatalog messages;
  try {
    source::require_placeholder_count(2, query_of("", 1));
    FAIL();
  } catch (const base::Error& error) {
    CHECK(dynamic_cast<const base::TransientError*>(&error) == nullptr);
    for (const auto language : {language::Language::kEnglish, language::Language::kArabic}) {
      CHECK(messages.text(language, *error.user_message()).find("dialect") != std::string::npos);
    }
  }
}

TEST_CASE("only a setting that changes the meaning of a query is reported") {
  Query query = query_of("SELECT 1", 0);
  source::require_settings("ANSI_QUOTES", query);
  query.settings = {"NO_BACKSLASH_ESCAPES"};
  source::require_settings("ANSI_QUOTES,STRICT_ALL_TABLES", query);
  try {
    source::require_settings("ANSI_QUOTES,NO_BACKSLASH_ESCAPES", query);
    FAIL();
  } catch (const base::Error& error) {
    CHECK(*error.user_message() ==
          base::Message{"source.backslashes_differ",
                        {{"setting", std::string{"NO_BACKSLASH_ESCAPES"}}}});
  }
}

TEST_CASE("no source runs a statement in which it counts other parameters than we do",
          "[.][databases]") {
  AllTypes all_types;
  for (const std::string& name : all_types.sources()) {
    const auto session = all_types.registry().session(*all_types.catalogue().source(name), {});
    const source::Dialect& dialect = session->dialect();
    const std::string first = dialect.placeholder(1, model::Type::kInteger);
    const std::string second = dialect.placeholder(2, model::Type::kInteger);
    for (const auto& fault : {fault_of_check, fault_of_run}) {
      INFO(name);
      const auto open = [&](const std::string& sql, std::size_t values) {
        // A session that failed is dropped, as in a job.
        const auto own = all_types.registry().session(*all_types.catalogue().source(name), {});
        return fault(*own, query_of(sql, values));
      };
      CHECK(open("SELECT " + first + " AS a", 1).empty());
      CHECK(open("SELECT " + first + " AS a, " + second + " AS b", 2).empty());
      CHECK(open("SELECT 1 AS a", 1) == "0 for 1");
      // SQLite's ODBC driver counts before it asks SQLite, and rejects this itself.
      const std::string miscounted = open("SELECT " + first + " AS a /* " + second + " */", 2);
      INFO(miscounted);
      CHECK((miscounted == "1 for 2" || miscounted.ends_with("parameter marker count incorrect")));
      CHECK(open("SELECT " + first + " AS a, '" + second + "' AS b", 2) == "1 for 2");
      CHECK(open("SELECT " + first + " AS a, " + second + " AS b", 1) == "2 for 1");
      // Where placeholders have numbers, the server itself reports a missing one in the middle.
      CHECK_FALSE(open("SELECT '" + first + "' AS a, " + second + " AS b", 2).empty());
    }
  }
}
