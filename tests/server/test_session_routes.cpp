#include "access_fixture.h"
#include "support/catch.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

using Headers = TestServer::Headers;

const std::string kSessions = "/v1/bi/sessions";
const std::string kCurrent = "/v1/bi/sessions/current";
const std::string kSameOrigin = "Sec-Fetch-Site: same-origin";
const std::string kJson = "Content-Type: application/json";

Answer sign_in(const TestServer& it, const std::string& body,
               const Headers& headers = {kSameOrigin, kJson}) {
  return it.bare("POST", kSessions, headers, body);
}

std::string with_key(const std::string& key) { return R"({"apiKey": ")" + key + "\"}"; }

/// The request header with the cookie that the answer sets.
std::string cookie(const Answer& answer) {
  const std::string set = answer.header("Set-Cookie");
  return "Cookie: other=1; " + set.substr(0, set.find(';'));
}

std::string session_id(const Answer& answer) {
  return *answer.data("session").find("id")->string();
}

}  // namespace

TEST_CASE("an API key is exchanged for a cookie, which does what the key does") {
  TestServer it;
  const Answer answer = sign_in(it, with_key(" " + it.key + "\\n"));
  REQUIRE(answer.status == 200);
  CHECK(answer.header("Set-Cookie").starts_with("gormic-bi-" + it.sessions.installation() + "="));
  CHECK_THAT(answer.header("Set-Cookie"),
             ContainsSubstring("; Path=/; HttpOnly; SameSite=Strict") &&
                 !ContainsSubstring("Secure") && !ContainsSubstring("Max-Age"));
  CHECK(answer.header("Cache-Control") == "no-store");
  CHECK(answer.body.find(it.key) == std::string::npos);
  CHECK(*answer.data("organization").find("uid") == json::Value{"ACME"});
  CHECK(answer.data("key").find("scopes")->elements()->size() == 3);

  const std::string session = cookie(answer);
  CHECK(it.bare("GET", kCurrent, {session}).data("session") == answer.data("session"));
  CHECK(it.bare("GET", "/v1/bi/jobs", {session}).status == 200);
  CHECK(it.bare("GET", "/v1/bi/jobs", {session, "organization-id: ACME"}).status == 200);
  CHECK(it.bare("GET", "/v1/bi/jobs", {session, "organization-id: OTHER"}).status == 403);
  const Answer submitted = it.bare("POST", "/v1/bi/jobs", {session, kSameOrigin, kJson},
                                   order("en", R"(, "query": {})", "shop.picked"));
  CHECK(submitted.status == 200);
  // An api-key is what counts, even if it is wrong.
  CHECK(it.bare("GET", "/v1/bi/jobs", {session, "api-key: x"}).code() == "UNAUTHORIZED");
  CHECK(it.bare("GET", "/v1/bi/jobs", {session, "api-key: " + it.key}).status == 403);
}

TEST_CASE("a sign-in needs exactly one good key or link") {
  TestServer it;
  for (const char* body :
       {"", "{}", "[]", R"({"apiKey": 1})", R"({"apiKey": "a", "signInToken": "b"})",
        R"({"apiKey": "a", "staySignedIn": "yes"})", R"({"apiKey": "  "})"}) {
    CAPTURE(body);
    const Answer answer = sign_in(it, body);
    CHECK(answer.status == 400);
    CHECK(answer.code() == "INVALID_DATA_MODEL_PARAMETER");
  }
  CHECK(sign_in(it, with_key(it.key), {kSameOrigin}).status == 415);
  const Answer wrong = sign_in(it, with_key(it.key + "x"));
  CHECK(wrong.status == 401);
  CHECK(wrong.code() == "UNAUTHORIZED");
  CHECK(wrong.header("Set-Cookie").empty());

  const auth::ApiKey key = it.keys.require(it.key_id);
  const std::string token = it.sessions.create_link(key, 10min, {.action = {}});
  CHECK(it.bare("GET", kSessions + "?signInToken=" + token, {kSameOrigin}).status == 401);
  const std::string link = R"({"signInToken": ")" + token + "\"}";
  const Answer first = sign_in(it, link);
  CHECK(first.status == 200);
  const Answer second = sign_in(it, link);
  CHECK(second.status == 401);
  CHECK(second.code() == "SIGN_IN_LINK_ENDED");
}

TEST_CASE("pages of other sites can neither sign in nor use a session") {
  TestServer it;
  const std::string url = it.server.url();
  const std::string host = url.substr(7);
  const std::string session = cookie(sign_in(it, with_key(it.key)));
  const std::string job = it.pending().text();
  const auto cancel = [&](Headers headers) {
    headers.push_back(session);
    std::string text = "POST /v1/bi/jobs/" + job + "/cancel HTTP/1.1\r\nConnection: close\r\n";
    bool has_host = false;
    for (const std::string& header : headers) {
      text += header + "\r\n";
      has_host = has_host || header.starts_with("Host:");
    }
    RawClient client{url};
    client.send(text + (has_host ? "" : "Host: " + host + "\r\n") + "\r\n");
    return client.receive_all().substr(9, 3);
  };
  for (const Headers& refused :
       {Headers{}, Headers{"Sec-Fetch-Site: same-site"}, Headers{"Sec-Fetch-Site: cross-site"},
        Headers{"Sec-Fetch-Site: none"}, Headers{"Sec-Fetch-Site: same-site", "Origin: " + url},
        Headers{"Origin: null"}, Headers{"Origin: http://evil.example"},
        Headers{"Origin: https://" + host}, Headers{"Origin: http://127.0.0.1:1"},
        // A name that an attacker made resolve to this server.
        Headers{"Origin: http://evil.example:8080", "Host: evil.example:8080"}}) {
    CAPTURE(refused);
    CHECK(cancel(refused) == "403");
    Headers signing = refused;
    signing.push_back(kJson);
    if (refused.size() < 2) CHECK(sign_in(it, with_key(it.key), signing).status == 403);
  }
  CHECK(it.bare("GET", "/v1/bi/jobs/" + job, {session}).status == 200);
  CHECK(cancel({"Origin: " + url, "Host: any"}) == "200");
  CHECK(cancel({"Origin: http://10.0.0.5:81", "Host: 10.0.0.5:81"}) == "409");  // reached it
  CHECK(cancel({"Origin: http://LOCALHOST", "Host: localhost:80"}) == "409");
  CHECK(cancel({"Origin: http://[::1]:81", "Host: [::1]:81"}) == "409");
  CHECK(cancel({"Sec-Fetch-Site: same-origin"}) == "409");
  // With an api-key no cookie counts, so any site that knows the key may call.
  CHECK(cancel({"api-key: " + it.key, "organization-id: ACME"}) == "409");
}

TEST_CASE("the base URL decides about Secure and about its origin") {
  server::Settings settings;
  settings.base_url = "https://bi.example/reports";
  settings.cors_origins = {"https://erp.example"};
  TestServer it{settings};
  const Headers ours = {"Origin: https://BI.example:443", kJson};
  const Answer answer = sign_in(it, with_key(it.key), ours);
  REQUIRE(answer.status == 200);
  CHECK_THAT(answer.header("Set-Cookie"), ContainsSubstring("; Secure"));
  const Answer other = sign_in(it, with_key(it.key), {"Origin: https://erp.example", kJson});
  CHECK(other.status == 403);
  CHECK(other.header("Access-Control-Allow-Credentials").empty());
}

TEST_CASE("a cookie of an ended session is no wrong key, and says why it ended") {
  TestServer it{{}, {.unauthenticated = {1.0 / 3600, 2}}};
  const auto person = it.keys.create({base::OrganizationUid{"ACME"}, "Huda", {Scope::kRead}});
  const std::string revoked = cookie(sign_in(it, with_key(person.secret)));
  const std::string signed_out = cookie(sign_in(it, with_key(it.key)));
  const std::string idle = cookie(sign_in(it, with_key(it.key)));
  CHECK(it.keys.revoke(person.key.id));
  const Answer out = it.bare("DELETE", kCurrent, {signed_out, kSameOrigin});
  CHECK(out.status == 200);
  CHECK_THAT(out.header("Set-Cookie"), ContainsSubstring("=; ") && ContainsSubstring("Max-Age=0"));
  it.clock.advance(8h);
  for (int i = 0; i < 5; ++i) {
    for (const auto& [header, word] : {std::pair{revoked, "was revoked"},
                                       {signed_out, "have signed out"},
                                       {idle, "without use"}}) {
      const Answer answer = it.bare("GET", "/v1/bi/jobs", {header});
      CHECK(answer.status == 401);
      CHECK(answer.code() == "SESSION_ENDED");
      CHECK_THAT(answer.message(), ContainsSubstring(word));
    }
    CHECK(it.bare("GET", kCurrent, {}).code() == "UNAUTHORIZED");  // nobody has signed in yet
  }
  // Guessing is counted.
  const std::string guess = revoked.substr(0, revoked.size() - 4) + "AAAA";
  CHECK(it.bare("GET", "/v1/bi/jobs", {guess}).code() == "SESSION_ENDED");
  CHECK(sign_in(it, with_key("x")).status == 401);
  CHECK(it.bare("GET", "/v1/bi/jobs", {guess}).status == 429);
  CHECK(sign_in(it, with_key("x")).status == 429);
  CHECK(sign_in(it, R"({"signInToken": "x"})").status == 429);
  CHECK(it.bare("GET", "/v1/bi/jobs", {revoked}).code() == "SESSION_ENDED");
}

TEST_CASE("a session is prolonged by what a person does, not by streams and polls") {
  TestServer it;
  const std::string session = cookie(sign_in(it, with_key(it.key)));
  const std::string job = "/v1/bi/jobs/" + it.failed().text();
  for (int hours = 0; hours < 7; ++hours) {
    it.clock.advance(1h);
    CHECK(it.bare("GET", job + "?wait=1", {session}).status == 200);
    CHECK(it.bare("GET", "/v1/bi/jobs", {session, "X-Background: 1"}).status == 200);
    CHECK(it.bare("GET", job + "/events", {session}).status == 200);
  }
  const json::Value before = it.bare("GET", kCurrent, {session}).data("session");
  CHECK(*before.find("lastUsedAt") == *before.find("startedAt"));
  // The request before was a person's; its time is recorded in the background.
  json::Value after = before;
  while (*after.find("lastUsedAt") == *before.find("lastUsedAt")) {
    after = it.bare("GET", kCurrent, {session, "X-Background: 1"}).data("session");
  }
  it.clock.advance(7h);
  CHECK(it.bare("GET", kCurrent, {session}).status == 200);
}

TEST_CASE("a person sees and ends the sessions of the same key only") {
  TestServer it;
  const Answer first = sign_in(it, with_key(it.key), {kSameOrigin, kJson, "User-Agent: Firefox"});
  const Answer second = sign_in(it, with_key(it.key));
  const Answer other = sign_in(it, with_key(it.create_key("ACME")));
  const json::Value listed = it.bare("GET", kSessions, {cookie(first)}).data("sessions");
  REQUIRE(listed.elements()->size() == 2);
  int current = 0;
  for (const json::Value& session : *listed.elements()) {
    if (!*session.find("current")->boolean()) continue;
    ++current;
    CHECK(*session.find("id")->string() == session_id(first));
    CHECK(*session.find("device") == json::Value{"Firefox"});
  }
  CHECK(current == 1);
  CHECK(it.get(kSessions).data("sessions").elements()->size() == 2);  // with the key itself

  const Headers mine = {cookie(first), kSameOrigin, "X-Request-Id: same"};
  const Answer foreign = it.bare("DELETE", kSessions + "/" + session_id(other), mine);
  CHECK(foreign.status == 404);
  CHECK(comparable(foreign) == comparable(it.bare("DELETE", kSessions + "/unknown", mine)));
  CHECK(it.bare("DELETE", kSessions + "/" + session_id(second), mine).status == 200);
  CHECK(it.bare("GET", kCurrent, {cookie(second)}).code() == "SESSION_ENDED");
  const Answer everywhere = it.bare("DELETE", kSessions, mine);
  CHECK(everywhere.data("ended") == json::Value{1});
  CHECK(it.bare("GET", kCurrent, {cookie(first)}).code() == "SESSION_ENDED");
  CHECK(it.bare("GET", kCurrent, {cookie(other)}).status == 200);
  CHECK(it.ask("DELETE", kCurrent).status == 404);  // a key has no session to end
}

TEST_CASE("a device may stay signed in") {
  TestServer it;
  const Answer answer = sign_in(it, R"({"apiKey": ")" + it.key + R"(", "staySignedIn": true})");
  const std::string lasting = "; Max-Age=2592000";
  CHECK_THAT(answer.header("Set-Cookie"), ContainsSubstring(lasting));
  const Answer current = it.bare("GET", kCurrent, {cookie(answer)});
  CHECK_THAT(current.header("Set-Cookie"), ContainsSubstring(lasting));
  CHECK(cookie(current) == cookie(answer));
  const auto change = [&](const char* body) {
    return it.bare("PUT", kCurrent, {cookie(answer), kSameOrigin, kJson}, body);
  };
  const Answer brief = change(R"({"staySignedIn": false})");
  CHECK_THAT(brief.header("Set-Cookie"), !ContainsSubstring("Max-Age"));
  CHECK(it.bare("GET", kCurrent, {cookie(answer)}).header("Set-Cookie").empty());
  CHECK(*change(R"({"staySignedIn": true})").data("session").find("staySignedIn") ==
        json::Value{true});
  it.clock.advance(20 * 24h);
  CHECK(it.bare("GET", kCurrent, {cookie(answer)}).status == 200);
  std::vector<std::string> details;
  it.audit.read({.action = "session.changed"},
                [&](const auth::Audit::Record& record) { details.push_back(record.detail); });
  CHECK(details == std::vector<std::string>{"ends with the browser", "stays signed in"});
}

TEST_CASE("signing in and out is in the audit") {
  TestServer it;
  const Answer answer = sign_in(it, with_key(it.key), {kSameOrigin, kJson, "X-Request-Id: abc"});
  CHECK(it.bare("DELETE", kCurrent, {cookie(answer), kSameOrigin}).status == 200);
  CHECK(it.ask("DELETE", kSessions).status == 200);
  std::vector<auth::Audit::Record> records;
  it.audit.read({.action = "session"},
                [&](const auth::Audit::Record& record) { records.push_back(record); });
  REQUIRE(records.size() == 3);
  CHECK(records[0].action == "session.started");
  CHECK(records[0].target == session_id(answer));
  CHECK(records[0].key == it.key_id);
  CHECK(records[0].organization.text() == "ACME");
  CHECK(records[0].request_id == "abc");
  CHECK(records[0].peer == "127.0.0.1");
  CHECK(records[1].action == "session.ended");
  CHECK(records[2].detail == "everywhere sessions=0");
}
