#include "access_fixture.h"
#include "support/catch.h"

TEST_CASE("a key over its rate has to wait, and no other key does") {
  TestServer it{{}, {.key = {0.01, 3}}};
  const std::string path = "/v1/bi/jobs/" + it.completed("a.xlsx", "abc").text();
  for (int i = 0; i < 3; ++i) CHECK(it.get(path).status == 200);
  const Answer refused = it.get(path);
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK(std::stoi(refused.header("Retry-After")) > 90);
  CHECK(it.bare("GET", path, headers_for(it.create_key("ACME"), "ACME")).status == 200);
}

TEST_CASE("an address over its rate has to wait, whatever it requests") {
  TestServer it{{}, {.address = {0.01, 2}}};
  CHECK(it.bare("GET", "/healthz", {}).status == 200);
  CHECK(it.bare("GET", "/nothing", {}).status == 404);
  CHECK(it.bare("GET", "/healthz", {}).status == 429);
}

TEST_CASE("a flood without a key does not lock out a key at the same address") {
  TestServer it{{}, {.address = {0.01, 5}, .key = {0.01, 8}, .unauthenticated = {}}};
  const auto floods = [&] {
    for (int i = 0; i < 10; ++i) static_cast<void>(it.bare("GET", "/healthz", {}));
  };
  const std::string path = "/v1/bi/jobs";
  for (int i = 0; i < 4; ++i) CHECK(it.get(path).status == 200);
  floods();
  CHECK(it.bare("GET", "/healthz", {}).status == 429);
  CHECK(it.bare("GET", "/healthz", {"api-key: guess"}).status == 429);
  CHECK(it.get("/healthz").status == 429);  // this path needs no key
  CHECK(it.get(path, {"api-key: guess"}).status == 429);
  for (int i = 0; i < 4; ++i) CHECK(it.get(path).status == 200);
  CHECK(it.get(path).status == 429);  // by the key's own rate
}

TEST_CASE("requests with a valid key count against the key only") {
  TestServer it{{}, {.address = {0.01, 2}, .key = {0.01, 20}}};
  for (int i = 0; i < 10; ++i) CHECK(it.get("/v1/bi/jobs").status == 200);
  CHECK(it.bare("GET", "/healthz", {}).status == 200);
  // A valid key with a wrong organization counts, too.
  for (int i = 0; i < 10; ++i) {
    CHECK(it.get("/v1/bi/jobs", {"organization-id: OTHER"}).status == 403);
  }
  CHECK(it.get("/v1/bi/jobs", {"organization-id: OTHER"}).status == 429);
}

TEST_CASE("guessing keys is limited and recorded, and does not lock out valid keys") {
  TestServer it{{}, {.unauthenticated = {0.01, 10}}};
  int unauthorized = 0;
  for (int i = 0; i < 20; ++i) {
    const Answer answer = it.get("/v1/bi/jobs", {"api-key: guess"});
    unauthorized += answer.status == 401 ? 1 : 0;
    if (answer.status != 401) CHECK(answer.status == 429);
  }
  CHECK(unauthorized == 10);
  CHECK(it.get("/v1/bi/jobs").status == 200);
  int recorded = 0;
  it.audit.read({.action = "login"}, [&](const auth::Audit::Record& record) {
    CHECK(record.peer == "127.0.0.1");
    CHECK(record.target == "GET /v1/bi/jobs");
    CHECK(record.detail.empty());
    ++recorded;
  });
  CHECK(recorded == 5);
}

TEST_CASE("a session counts against its key, and a flood at its address does not lock it out") {
  TestServer it{{}, {.address = {0.01, 5}, .key = {0.01, 6}, .unauthenticated = {}}};
  const auto sign_in = [&] {
    return it.bare("POST", "/v1/bi/sessions",
                   {"Sec-Fetch-Site: same-origin", "Content-Type: application/json"},
                   R"({"apiKey": ")" + it.key + "\"}");
  };
  const std::string set = sign_in().header("Set-Cookie");
  const std::string cookie = "Cookie: " + set.substr(0, set.find(';'));
  for (int i = 0; i < 10; ++i) static_cast<void>(it.bare("GET", "/healthz", {}));
  CHECK(it.bare("GET", "/healthz", {cookie}).status == 429);
  CHECK(it.bare("GET", "/v1/bi/jobs", {cookie + "x"}).status == 429);
  for (int i = 0; i < 5; ++i) CHECK(it.bare("GET", "/v1/bi/jobs", {cookie}).status == 200);
  CHECK(it.bare("GET", "/v1/bi/jobs", {cookie}).status == 429);  // by the key's own rate
}

TEST_CASE("signing in counts against the key") {
  TestServer it{{}, {.key = {0.01, 2}}};
  const auto sign_in = [&] {
    return it
        .bare("POST", "/v1/bi/sessions",
              {"Sec-Fetch-Site: same-origin", "Content-Type: application/json"},
              R"({"apiKey": ")" + it.key + "\"}")
        .status;
  };
  CHECK(sign_in() == 200);
  CHECK(sign_in() == 200);
  CHECK(sign_in() == 429);
}
