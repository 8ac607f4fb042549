#include <fstream>

#include "server/net/connection.h"
#include "support/arabic.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "test_server.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Checks that the error has this status and code, and a message in English and Arabic.
void check_refused(const TestServer& it, int status, const std::string& code,
                   const std::string& body, const TestServer::Headers& headers = {}) {
  CAPTURE(code, body.substr(0, 200));
  TestServer::Headers arabic = headers;
  arabic.emplace_back("Accept-Language: ar");
  const Answer english = it.submit(body, headers);
  CHECK(english.status == status);
  CHECK(english.code() == code);
  CHECK_FALSE(english.message().empty());
  CHECK_FALSE(has_arabic(english.message()));
  CHECK_FALSE(english.header("X-Request-Id").empty());
  const Answer in_arabic = it.submit(body, arabic);
  CHECK(in_arabic.status == status);
  CHECK(in_arabic.code() == code);
  CHECK(has_arabic(in_arabic.message()));
  CHECK(in_arabic.header("Content-Language") == "ar");
}

/// The same for errors in the body, whose `lang` chooses the language.
void check_bad_order(const TestServer& it, const std::string& code, const std::string& more,
                     const std::string& uid = "shop.sales") {
  CAPTURE(code, more, uid);
  const Answer english = it.submit(order("en", more, uid), {"Accept-Language: ar"});
  CHECK(english.status == 400);
  CHECK(english.code() == code);
  CHECK_FALSE(has_arabic(english.message()));
  const Answer arabic = it.submit(order("ar", more, uid), {"Accept-Language: en"});
  CHECK(arabic.code() == code);
  CHECK(has_arabic(arabic.message()));
  const json::Value body = arabic.json();
  REQUIRE(body.find("error")->find("details")->elements()->size() >= 1);
  const json::Value& detail = body.find("error")->find("details")->elements()->front();
  CHECK_FALSE(detail.find("path")->string()->empty());
  CHECK(has_arabic(*detail.find("reason")->string()));
}

std::string parameter(const std::string& key, const std::string& value) {
  return R"(, "parameters": [{"key": ")" + key + R"(", "value": )" + value + "}]";
}

}  // namespace

TEST_CASE("a submitted job is durable and answered in the envelope") {
  TestServer it;
  const Answer answer = it.submit(order(), {"X-Request-Id: mine-1"});
  REQUIRE(answer.status == 200);
  const std::string id = *answer.data("jobId").string();
  CHECK(answer.header("Location") == "/v1/bi/jobs/" + id);
  CHECK(answer.header("X-Request-Id") == "mine-1");
  const json::Value envelope = answer.json();
  CHECK(*envelope.find("app") == json::Value{"gormic"});
  CHECK(*envelope.find("service") == json::Value{"bi"});
  CHECK(*envelope.find("warnings") == json::Value::array());
  CHECK(*envelope.find("instanceId") == json::Value{"instance-1"});
  CHECK(*envelope.find("requestId") == json::Value{"mine-1"});
  const auto job = it.jobs.find(base::OrganizationUid{"ACME"}, base::JobId{id});
  REQUIRE(job.has_value());
  CHECK(job->submission.data_model == "shop.sales");
  CHECK(job->submission.time_zone == "Asia/Riyadh");
}

TEST_CASE("a member that is not in the contract is a warning") {
  TestServer it;
  const Answer answer = it.submit(order("en", R"(, "colour": "red")"));
  REQUIRE(answer.status == 200);
  const json::Value envelope = answer.json();
  REQUIRE(envelope.find("warnings")->elements()->size() == 1);
  CHECK(*envelope.find("warnings")->elements()->front().find("code") ==
        json::Value{"UNKNOWN_MEMBER"});
}

TEST_CASE("a missing, a wrong and a revoked key are rejected alike") {
  TestServer it;
  const auto created = it.keys.create({base::OrganizationUid{"ACME"}, "test", {Scope::kSubmit}});
  const std::string revoked = created.secret;
  REQUIRE(it.keys.revoke(created.key.id));
  const TestServer::Headers json_body = {"Content-Type: application/json", "X-Request-Id: same",
                                         "organization-id: ACME"};
  const std::string none = it.bare("POST", "/v1/bi/jobs", json_body, order()).body;
  for (const std::string& key : {std::string{}, std::string{"nonsense"}, revoked}) {
    check_refused(it, 401, "UNAUTHORIZED", order(), {"api-key: " + key});
    TestServer::Headers headers = json_body;
    headers.push_back("api-key: " + key);
    CHECK(it.bare("POST", "/v1/bi/jobs", headers, order()).body == none);
  }
  CHECK(it.bare("POST", "/v1/bi/jobs", json_body, order()).header("WWW-Authenticate") == "api-key");
}

TEST_CASE("the organization is the key's own") {
  TestServer it;
  for (const char* other : {"OTHER", "ACME-JED", "acme", "", "ACME ACME"}) {
    check_refused(it, 403, "NOT_ALLOWED", order(), {std::string{"organization-id: "} + other});
  }
  CHECK(it.bare("POST", "/v1/bi/jobs", {"api-key: " + it.key}).code() == "NOT_ALLOWED");
}

TEST_CASE("a key does only what its scopes allow") {
  TestServer it;
  const std::string reader = it.create_key("ACME", {Scope::kRead});
  const std::string writer = it.create_key("ACME", {Scope::kSubmit});
  check_refused(it, 403, "NOT_ALLOWED", order(), {"api-key: " + reader});
  CHECK(it.submit(order(), {"api-key: " + writer}).status == 200);
  CHECK(it.get("/v1/bi/jobs/" + it.pending().text(), {"api-key: " + writer}).status == 403);
  CHECK(it.get("/v1/bi/data-models", {"api-key: " + writer}).status == 403);
}

TEST_CASE("a body that is not plain JSON is rejected by its headers") {
  TestServer it;
  for (const char* header :
       {"Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x", "X-None: x"}) {
    const TestServer::Headers headers = {header, "api-key: " + it.key, "organization-id: ACME"};
    CAPTURE(header);
    const Answer answer = it.bare("POST", "/v1/bi/jobs", headers, order());
    CHECK(answer.status == 415);
    CHECK(answer.code() == "UNSUPPORTED_MEDIA_TYPE");
  }
  check_refused(it, 415, "UNSUPPORTED_MEDIA_TYPE", order(), {"Content-Encoding: gzip"});
  CHECK(it.bare("POST", "/v1/bi/jobs",
                {"Content-Type: Application/JSON; charset=utf-8", "api-key: " + it.key,
                 "organization-id: ACME"},
                order())
            .status == 200);
}

TEST_CASE("a charset matters only if the body has more than ASCII") {
  TestServer it;
  const std::string arabic = order("ar", ", \"query\": {\"search\": \"\xD9\x81\"}");
  const std::string ascii = order("ar", R"(, "query": {"search": "\u0641"})");
  const auto submit = [&](const std::string& parameters, const std::string& body) {
    return it.ask("POST", "/v1/bi/jobs", {"Content-Type: application/json" + parameters}, body);
  };
  for (const char* good : {"", ";", "; charset=utf-8", ";charset=UTF-8", "; Charset=\"UTF-8\"",
                           "; charset='utf-8'", "; charset = utf8", ";charset=\"utf8\" ",
                           "; charset=US-ASCII", "; charset=", "; charset=\"\"", "; charset",
                           "; version=1; charset=utf-8", "; x=\"a;charset=latin1\"",
                           "; x=\"\\\";charset=latin1\"; charset=utf-8", "; ;;charset=utf-8;"}) {
    CAPTURE(good);
    CHECK(submit(good, arabic).status == 200);
    CHECK(submit(good, ascii).status == 200);
  }
  for (const char* other :
       {"; charset=iso-8859-1", ";charset=\"Windows-1256\"", "; CHARSET=utf-16", "; charset=utf-7",
        "; charset=ascii", "; charset='latin1'", "; charset=utf-8; charset=latin1",
        "; x=\"\\\"\"; charset=latin1", "; charset=\xD9\x81", "; charset=\xFF"}) {
    CAPTURE(other);
    CHECK(submit(other, ascii).status == 200);
    const Answer refused = submit(other, arabic);
    CHECK(refused.status == 415);
    CHECK(refused.code() == "UNSUPPORTED_MEDIA_TYPE");
    CHECK_THAT(refused.message(), ContainsSubstring("Send it in UTF-8"));
  }
  const Answer in_arabic =
      it.ask("POST", "/v1/bi/jobs",
             {"Content-Type: application/json; charset=cp1256", "Accept-Language: ar"}, arabic);
  CHECK_THAT(in_arabic.message(), ContainsSubstring("cp1256"));
  CHECK(has_arabic(in_arabic.message()));
}

TEST_CASE("a body over the limit is reported only to callers with a key") {
  TestServer it;
  const std::string large(server::Limits{}.body + 1, ' ');
  check_refused(it, 413, "TOO_LARGE", large);
  check_refused(it, 401, "UNAUTHORIZED", large, {"api-key: x"});
  const Answer answer = it.submit(order(), {"X-Long: " + std::string(20'000, 'a')});
  CHECK(answer.status == 431);
  CHECK(answer.code() == "TOO_LARGE");
}

TEST_CASE("a byte order mark before a body is ignored") {
  TestServer it;
  CHECK(it.submit("\xEF\xBB\xBF" + order()).status == 200);
  check_refused(it, 400, "INVALID_DATA_MODEL_PARAMETER", "\xEF\xBB\xBF");
  check_refused(it, 400, "INVALID_DATA_MODEL_PARAMETER", "\xEF\xBB\xBF\xEF\xBB\xBF" + order());
  check_refused(it, 400, "INVALID_DATA_MODEL_PARAMETER", "\xFE\xFF" + order());
}

TEST_CASE("a body that cannot be parsed is rejected") {
  TestServer it;
  const std::string deep = std::string(100'000, '[');
  for (const std::string& body :
       {std::string{"{"}, std::string{"nonsense"}, deep, std::string{"{\"params\": \"\xC3\"}"},
        std::string{R"({"params": 1, "params": 2})"}, std::string{R"({"params": "\u0000"})"},
        std::string{"{}"}, std::string{"[]"}, std::string{"null"},
        std::string{R"({"params": {"uid": "shop.sales", "lang": "fr", "template": "excel-auto"}})"},
        std::string{R"({"params": {"uid": "shop.sales"}})"}}) {
    check_refused(it, 400, "INVALID_DATA_MODEL_PARAMETER", body);
  }
  CHECK(it.submit("").code() == "INVALID_DATA_MODEL_PARAMETER");
}

TEST_CASE("each of the contract's codes is answered in the body's language") {
  TestServer it;
  check_bad_order(it, "NotFound", "", "shop.nothing");
  check_bad_order(it, "NOT_ALLOWED", "", "shop.closed");
  check_bad_order(it, "NOT_ALLOWED", R"(, "organizationUid": "OTHER")");
  check_bad_order(it, "UNKOWN_DATA_MODEL_PARAMETER", parameter("colour", R"({"value": "red"})"));
  check_bad_order(it, "INVALID_DATA_MODEL_PARAMETER", parameter("status", R"({"value": "lost"})"));
  check_bad_order(it, "INVALID_DATA_MODEL_PARAMETER", R"(, "query": {"colour": "red"})");
  check_bad_order(it, "INVALID_INSTANCE_IDS_PARAM", parameter("instanceIds", R"({"values": []})"));
  check_bad_order(it, "MISSIN_QUERY_PARAM", "", "shop.picked");
}

TEST_CASE("a full disk accepts no new job") {
  TestServer it;
  it.files.room = false;
  CHECK(it.submit(order(), {"Accept-Language: ar"}).header("Retry-After") == "60");
  const Answer answer = it.submit(order("ar"), {"Accept-Language: en"});
  CHECK(answer.status == 507);
  CHECK(answer.code() == "DISK_FULL");
  CHECK(has_arabic(answer.message()));
}

TEST_CASE("a full queue or quota is reported with Retry-After") {
  job::QueueLimits bounds;
  SECTION("of all organizations") { bounds.max_pending = 1; }
  SECTION("of the organization") { bounds.max_pending_per_organization = 1; }
  SECTION("of its files") { bounds.max_bytes_per_organization = 3; }
  TestServer it({}, {}, bounds);
  bounds.max_bytes_per_organization == 3 ? it.completed("sales.xlsx", "abc") : it.pending();
  for (const char* lang : {"en", "ar"}) {
    const Answer answer = it.submit(order(lang));
    CHECK(answer.status == 429);
    CHECK(answer.code() == "QUEUE_FULL");
    CHECK(answer.header("Retry-After") == "60");
    CHECK(has_arabic(answer.message()) == (std::string_view{lang} == "ar"));
  }
  CHECK(it.jobs.metrics().refused == 2);
}

TEST_CASE("an organization's own limits replace the general ones") {
  const TempDir temp_dir;
  const auto catalogue = temp_dir.path() / "catalogue";
  std::filesystem::copy(GORMIC_BI_TREE "/tests/end_to_end/catalogues/shop", catalogue,
                        std::filesystem::copy_options::recursive);
  std::ofstream(catalogue / "organizations.json")
      << R"({"organizations": [{"uid": "ACME", "name": "Acme", "limits": {"pending": 1}},)"
      << R"({"uid": "OTHER", "name": "Other"}]})";
  TestServer it({}, {}, {.max_pending_per_organization = 2});
  it.catalogue = model::Catalogue::load(catalogue).catalogue;
  REQUIRE(it.catalogue);
  CHECK(it.submit(order()).status == 200);
  CHECK(it.submit(order()).status == 429);
  const TestServer::Headers other{"api-key: " + it.create_key("OTHER"), "organization-id: OTHER"};
  for (const int status : {200, 200, 429}) CHECK(it.submit(order(), other).status == status);
}

TEST_CASE("without a catalogue the service is unavailable and says why") {
  TestServer it;
  it.catalogue = nullptr;
  const Answer refused = it.submit(order());
  CHECK(refused.status == 503);
  CHECK(refused.code() == "UNAVAILABLE");
  CHECK_FALSE(refused.header("Retry-After").empty());
  CHECK(it.bare("GET", "/healthz", {}).status == 200);
  const Answer ready = it.bare("GET", "/readyz", {});
  CHECK(ready.status == 503);
  CHECK_THAT(ready.body, ContainsSubstring("\"path\":\"catalogue\""));
}

TEST_CASE("a data model that was left out is unavailable, in the language of the body") {
  const TempDir temp_dir;
  const auto catalogue = temp_dir.path() / "catalogue";
  std::filesystem::copy(GORMIC_BI_TREE "/tests/end_to_end/catalogues/shop", catalogue,
                        std::filesystem::copy_options::recursive);
  std::ofstream(catalogue / "models/shop.sales.sql") << "SELECT '";
  TestServer it;
  it.catalogue = model::Catalogue::load(catalogue).usable_part;
  REQUIRE(it.catalogue);
  for (const char* lang : {"en", "ar"}) {
    const Answer refused = it.submit(order(lang));
    CHECK(refused.status == 503);
    CHECK(refused.code() == "UNAVAILABLE");
    CHECK(refused.header("Retry-After") == "60");
    CHECK(has_arabic(refused.message()) == (std::string_view{lang} == "ar"));
    CHECK_THAT(refused.body, ContainsSubstring("\"path\":\"params.uid\""));
  }
  CHECK(it.jobs.metrics().accepted == 0);
}

TEST_CASE("a server that can accept jobs is ready") {
  TestServer it;
  CHECK(it.bare("GET", "/readyz", {}).body == R"({"status":"ready","sources":{"shop":"answers"}})");
  it.source_states["shop"] = {
      false, base::Message{"source.login_refused", {{"source", std::string{"shop"}}}}};
  for (const char* language : {"en", "ar"}) {
    const Answer silent = it.bare("GET", "/readyz", {std::string{"Accept-Language: "} + language});
    CHECK(silent.status == 200);
    const json::Value body = silent.json();
    CHECK(*body.find("sources")->find("shop")->string() == "silent");
    const json::Value& detail = body.find("details")->elements()->front();
    CHECK(*detail.find("path")->string() == "sources.shop");
    CHECK(*detail.find("reason")->string() ==
          it.messages.text(*language::parse_language(language), *it.source_states["shop"].reason));
  }
  it.files.room = false;
  const Answer full = it.bare("GET", "/readyz", {});
  CHECK(full.status == 503);
  CHECK_THAT(full.body, ContainsSubstring("\"path\":\"disk\""));
  it.files.room = true;
  it.database.writer.commit(
      [](database::Connection& connection) { connection.execute("DROP TABLE jobs"); });
  const Answer broken = it.bare("GET", "/readyz", {});
  CHECK(broken.status == 503);
  CHECK_THAT(broken.body, ContainsSubstring("\"path\":\"database\""));
}
