#include <set>

#include "access_fixture.h"
#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

namespace {

std::int64_t number(const Answer& answer, const std::string& name) {
  return answer.data(name).integer().value_or(-1);
}

/// "count" of an error's body.
std::int64_t count(const Answer& answer) {
  const json::Value body = answer.json();
  const json::Value* error = body.find("error");
  const json::Value* count = error == nullptr ? nullptr : error->find("count");
  return count == nullptr ? -1 : count->integer().value_or(-1);
}

std::size_t listed(const TestServer& it, const std::string& filters) {
  return it.get("/v1/bi/jobs?" + filters).data("jobs").elements()->size();
}

/// The targets of the audit's entries of this action.
std::multiset<std::string> audited(TestServer& it, const std::string& action) {
  std::multiset<std::string> targets;
  it.audit.read({.action = action}, [&](const auto& record) { targets.insert(record.target); });
  return targets;
}

}  // namespace

TEST_CASE("all jobs that match are canceled if they are as many as expected") {
  TestServer it;
  static_cast<void>(it.completed("a.xlsx", "abc"));
  std::multiset<std::string> pending;
  for (int i = 0; i < 3; ++i) pending.insert(it.pending().text());
  const auto cancel = [&](const std::string& query) {
    return it.ask("POST", "/v1/bi/jobs/cancel?" + query);
  };
  const Answer wrong = cancel("dataModel=shop.sales&expect=4");
  CHECK(wrong.status == 409);
  CHECK(wrong.code() == "CONFLICT");
  CHECK(count(wrong) == 3);
  CHECK_THAT(wrong.message(), ContainsSubstring("3 jobs match"));
  CHECK(listed(it, "status=pending") == 3);
  CHECK(audited(it, "job.canceled").empty());

  CHECK(number(cancel("dataModel=shop.sales&expect=3"), "canceled") == 3);
  CHECK(listed(it, "status=canceled") == 3);
  CHECK(listed(it, "status=completed") == 1);
  CHECK(audited(it, "job.canceled") == pending);
  CHECK(number(cancel("dataModel=shop.sales&expect=0"), "canceled") == 0);
  CHECK(number(cancel("status=completed&expect=0"), "canceled") == 0);
  CHECK(count(cancel("status=completed&expect=1")) == 0);
  // Of a repeated parameter only the first would count.
  for (const char* twice : {"text=a&text=b&expect=0", "status=failed&expect=0&expect=1",
                            "status=failed&e%78pect=0&expect=0"}) {
    CHECK(cancel(twice).status == 400);
    CHECK(it.ask("DELETE", std::string{"/v1/bi/jobs?"} + twice).status == 400);
  }
}

TEST_CASE("more jobs than a transaction has are canceled and deleted, each with its audit entry") {
  TestServer it;
  for (int i = 0; i < 1'001; ++i) static_cast<void>(it.pending());
  CHECK(number(it.ask("POST", "/v1/bi/jobs/cancel?status=pending&expect=1001"), "canceled") ==
        1'001);
  CHECK(audited(it, "job.canceled").size() == 1'001);
  CHECK(number(it.ask("DELETE", "/v1/bi/jobs?status=canceled&expect=1001"), "deleted") == 1'001);
  CHECK(audited(it, "job.deleted").size() == 1'001);
  CHECK(it.get("/v1/bi/jobs").data("jobs").elements()->empty());
}

TEST_CASE("deleting jobs removes their files, and leaves those of others") {
  TestServer it;
  const base::JobId gone = it.completed("a.xlsx", "abc");
  const std::string link = it.link(gone);
  const base::JobId kept = it.pending();
  CHECK(it.bare("GET", link, {}).status == 200);
  CHECK(number(it.ask("DELETE", "/v1/bi/jobs?status=completed&expect=1"), "deleted") == 1);
  CHECK(it.bare("GET", link, {}).status == 404);
  CHECK(std::filesystem::is_empty(it.database.directory() / "files"));
  CHECK(it.get("/v1/bi/jobs/" + kept.text()).status == 200);
}

TEST_CASE("changing many jobs requires a filter and the expected number") {
  TestServer it;
  static_cast<void>(it.pending());
  for (const char* query :
       {"", "expect=1", "status=pending", "status=pending&expect=", "status=pending&expect=-1",
        "status=pending&expect=10001", "status=pending&expect=1&pageSize=5",
        "status=pending&expect=1&cursor=x", "status=pending&expect=1&color=red",
        "status=waiting&expect=1"}) {
    CAPTURE(query);
    CHECK(it.ask("POST", std::string{"/v1/bi/jobs/cancel?"} + query).code() ==
          "INVALID_DATA_MODEL_PARAMETER");
    CHECK(it.ask("DELETE", std::string{"/v1/bi/jobs?"} + query).code() ==
          "INVALID_DATA_MODEL_PARAMETER");
  }
  CHECK(listed(it, "status=pending") == 1);
}

TEST_CASE(
    "changing many jobs leaves those of other organizations and those that a key cannot see") {
  TestServer it;
  const std::string foreign = it.create_key("OTHER");
  static_cast<void>(it.pending());
  for (const char* path : {"/v1/bi/jobs?status=pending&expect=1"}) {
    CHECK(count(it.bare("DELETE", path, headers_for(foreign, "OTHER"))) == 0);
  }
  const auto narrow = it.keys.create({.organization = base::OrganizationUid{"ACME"},
                                      .label = "narrow",
                                      .scopes = {auth::Scope::kAdmin},
                                      .models = {"shop.picked"}});
  CHECK(count(it.bare("DELETE", "/v1/bi/jobs?status=pending&expect=1",
                      headers_for(narrow.secret, "ACME"))) == 0);
  CHECK(listed(it, "status=pending") == 1);
}

TEST_CASE("the list of jobs is filtered by key, text and parameters") {
  TestServer it;
  const auto submitted = [&](const std::string& key, const std::string& more) {
    const Answer answer =
        it.bare("POST", "/v1/bi/jobs", headers_for(key, "ACME"), order("en", more));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
  };
  submitted(it.key, R"(, "parameters": [{"key": "status", "value": {"values": ["paid"]}}])");
  const auto other = admin_key(it, "other");
  submitted(other.secret, "");
  CHECK(listed(it, "parameter.status=paid") == 1);
  CHECK(listed(it, "parameter.status=open") == 0);
  CHECK(listed(it, "parameter.color=paid") == 0);
  CHECK(listed(it, "key=" + it.key_id.text()) == 1);
  CHECK(listed(it, "key=unknown") == 0);
  const auto rotated = it.keys.rotate(it.key_id, std::chrono::hours{1});
  REQUIRE(rotated);
  CHECK(listed(it, "key=" + rotated->key.id.text()) == 1);
  const auto model = it.catalogue->model("shop.sales");
  REQUIRE(model != nullptr);
  CHECK(listed(it, "text=%20SALES%20") == 2);
  CHECK(listed(it, "text=nothing-has-this") == 0);
  CHECK(it.get("/v1/bi/jobs?text=%20").status == 400);
  CHECK(it.get("/v1/bi/jobs?text=" + std::string(401, 'x')).status == 400);
  CHECK(it.get("/v1/bi/jobs?parameter.a=1&parameter.b=2&parameter.c=3").status == 200);
  CHECK(it.get("/v1/bi/jobs?parameter.a=1&parameter.b=2&parameter.c=3&parameter.d=4").status ==
        400);
}
