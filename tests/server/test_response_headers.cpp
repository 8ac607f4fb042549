#include <algorithm>
#include <set>

#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

TEST_CASE("only pages of configured origins may call the API") {
  TestServer closed;
  const TestServer::Headers page = {"Origin: https://erp.example",
                                    "Access-Control-Request-Method: POST"};
  CHECK(closed.get("/healthz", page).header("Access-Control-Allow-Origin").empty());
  CHECK(closed.bare("OPTIONS", "/v1/bi/jobs", page).status == 405);

  TestServer open{{.cors_origins = {"https://erp.example"}}};
  const Answer preflight = open.bare("OPTIONS", "/v1/bi/jobs", page);
  CHECK(preflight.status == 204);
  CHECK(preflight.header("Access-Control-Allow-Origin") == "https://erp.example");
  const auto names = [](const std::string& list) {
    std::set<std::string> found;
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t comma = std::min(list.find(", ", at), list.size());
      found.insert(list.substr(at, comma - at));
      at = comma + 2;
    }
    return found;
  };
  const auto sent = names(preflight.header("Access-Control-Allow-Headers"));
  for (const char* name :
       {"api-key", "organization-id", "content-type", "accept-language", "idempotency-key",
        "last-event-id", "cache-control", "x-requested-with", "x-request-id", "if-none-match"}) {
    CAPTURE(name);
    CHECK(sent.contains(name));
  }
  CHECK(preflight.head.find("Content-Length") == std::string::npos);  // RFC 9110, section 8.6
  const auto seen = names(open.get("/healthz", page).header("Access-Control-Expose-Headers"));
  for (const char* name : {"ETag", "Idempotent-Replayed", "Location", "Retry-After", "X-Request-Id",
                           "Content-Disposition"}) {
    CAPTURE(name);
    CHECK(seen.contains(name));
  }
  CHECK(open.get("/healthz", page).header("Access-Control-Allow-Origin") == "https://erp.example");
  const Answer other = open.get("/healthz", {"Origin: https://evil.example"});
  CHECK(other.header("Access-Control-Allow-Origin").empty());
  CHECK(other.header("Vary") == "Origin");
}

TEST_CASE("OPTIONS of the whole server lists its methods without a key") {
  TestServer it;
  for (const char* target : {"*", "http://bi.example"}) {
    const Answer answer = it.bare("OPTIONS", target, {});
    CHECK(answer.status == 204);
    CHECK(answer.header("Allow") == "DELETE, GET, HEAD, OPTIONS, POST, PUT");
    CHECK(answer.head.find("Content-Length") == std::string::npos);
    CHECK(answer.body.empty());
  }
  CHECK(it.bare("GET", "http://bi.example:80/healthz", {}).status == 200);
  CHECK(it.get("http://bi.example/v1/bi/jobs?status=failed").status == 200);
  CHECK(it.bare("GET", "*", {}).status == 400);
  CHECK(it.bare("CONNECT", "bi.example:443", {}).status == 400);
}

TEST_CASE("every response has the security headers") {
  TestServer it;
  for (const char* path : {"/healthz", "/docs", "/nothing", "/v1/bi/jobs"}) {
    const Answer answer = it.get(path);
    CAPTURE(path);
    CHECK(answer.header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.header("X-Frame-Options") == "DENY");
    CHECK(answer.header("Referrer-Policy") == "no-referrer");
    CHECK_THAT(answer.header("Content-Security-Policy"), ContainsSubstring("default-src 'none'"));
    CHECK(answer.header("Server") == "gormic-bi");
    CHECK(answer.header("Date") == "Mon, 05 Jan 2026 08:00:00 GMT");
    CHECK(answer.header("Access-Control-Allow-Origin").empty());
  }
}
