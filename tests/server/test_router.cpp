#include <stdexcept>

#include "json/parse.h"
#include "server/api/router.h"
#include "support/catch.h"
#include "support/manual_clock.h"

using Catch::Matchers::ContainsSubstring;
using server::Problem;
using server::Request;
using server::Response;
using server::Router;

namespace {

struct Routes {
  Routes() {
    router.add("GET", "/things/{uid}", [](const Request& request) {
      return Response::text(200, "text/plain", request.path_parameter("uid"));
    });
    router.add("POST", "/things/{uid}",
               [](const Request&) -> Response { throw std::runtime_error("secret of /var/lib"); });
    router.add("GET", "/problem", [](const Request&) -> Response {
      throw Problem{400,
                    "NOT_ALLOWED",
                    base::Message{"server.not_found"},
                    {{"a.b", base::Message{"server.disk_full"}}}};
    });
    router.add("GET", "/arabic", [](const Request&) -> Response {
      Problem problem{404, "NotFound", base::Message{"server.not_found"}};
      problem.set_language(language::Language::kArabic);
      throw problem;
    });
  }

  Response answer(std::string method, std::string path, server::Fields headers = {}) const {
    Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.headers = std::move(headers);
    return router.handle(request);
  }

  ManualClock clock;
  language::MessageCatalog messages;
  base::Log log{base::Severity::kError};
  Router router{messages, log, clock};
};

server::Fields field(std::string name, std::string value) {
  server::Fields fields;
  fields.add(std::move(name), std::move(value));
  return fields;
}

std::string body(const Response& response) { return std::get<std::string>(response.body); }

json::Value error(const Response& response) { return *json::parse(body(response)).find("error"); }

}  // namespace

TEST_CASE("a route's pattern names segments of the path") {
  const Routes routes;
  CHECK(body(routes.answer("GET", "/things/a b")) == "a b");
  CHECK(routes.answer("GET", "/things/").status == 404);
  CHECK(routes.answer("GET", "/things/a/b").status == 404);
  CHECK(routes.answer("GET", "").status == 404);
}

TEST_CASE("a browser gets a page where there is nothing, a program JSON") {
  Routes routes;
  const server::Fields browser = field("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  const auto text = [&](language::Language language) {
    return routes.messages.text(language,
                                base::Message{"server.no_such_path", {{"docs", "/docs"}}});
  };
  const Response page = routes.answer("GET", "/nosuch", browser);
  CHECK(page.status == 404);
  CHECK(page.headers.find("Content-Type") == "text/html; charset=utf-8");
  CHECK_THAT(body(page), ContainsSubstring(text(language::Language::kArabic)) &&
                             ContainsSubstring(text(language::Language::kEnglish)) &&
                             !ContainsSubstring("<a ") && !ContainsSubstring("{{"));
  routes.router.add("GET", "/console", [](const Request&) { return Response{}; });
  CHECK_THAT(body(routes.answer("GET", "/nosuch", browser)),
             ContainsSubstring("<a href=\"/console\">Open the console</a>"));
  CHECK(*error(routes.answer("GET", "/nosuch", field("Accept", "*/*"))).find("code") ==
        json::Value{"NotFound"});
  CHECK(*error(routes.answer("GET", "/v1/bi/nosuch", browser)).find("code") ==
        json::Value{"NotFound"});
}

TEST_CASE("405 lists the allowed methods") {
  const Routes routes;
  const Response response = routes.answer("DELETE", "/things/a");
  CHECK(response.status == 405);
  CHECK(response.headers.find("Allow") == "GET, HEAD, POST");
  CHECK(routes.answer("HEAD", "/things/a").status == 200);
}

TEST_CASE("the text of an exception is not sent") {
  const Routes routes;
  const Response response = routes.answer("POST", "/things/a", field("X-Request-Id", "mine-7"));
  CHECK(response.status == 500);
  CHECK(*error(response).find("code") == json::Value{"INTERNAL"});
  CHECK(body(response).find("secret") == std::string::npos);
  CHECK(body(response).find("mine-7") != std::string::npos);
}

TEST_CASE("an error has the language of the body, else of Accept-Language") {
  const Routes routes;
  const json::Value english = error(routes.answer("GET", "/problem"));
  CHECK(*english.find("code") == json::Value{"NOT_ALLOWED"});
  CHECK(*english.find("message") ==
        json::Value{routes.messages.text(language::Language::kEnglish, {"server.not_found"})});
  CHECK(*english.find("details") ==
        json::Value{json::Value::Array{
            json::Value::object({{"path", "a.b"},
                                 {"reason", routes.messages.text(language::Language::kEnglish,
                                                                 {"server.disk_full"})}})}});

  const std::string arabic =
      routes.messages.text(language::Language::kArabic, {"server.not_found"});
  CHECK(*error(routes.answer("GET", "/problem", field("Accept-Language", "ar-SA, en;q=0.5")))
             .find("message") == json::Value{arabic});
  CHECK(*error(routes.answer("GET", "/arabic", field("Accept-Language", "en"))).find("message") ==
        json::Value{arabic});
}

TEST_CASE("every response has a request id, the caller's if it is valid") {
  const Routes routes;
  for (const char* path : {"/things/a", "/nowhere", "/problem"}) {
    CHECK(routes.answer("GET", path, field("X-Request-Id", "abc.1")).headers.find("X-Request-Id") ==
          "abc.1");
  }
  for (const std::string& bad : {std::string{"a b"}, std::string{"<x>"}, std::string{"a%0d%0ab"},
                                 std::string{"\xD9\x81"}, std::string(200, 'a'), std::string{}}) {
    const Response response = routes.answer("GET", "/nowhere", field("X-Request-Id", bad));
    CHECK(response.headers.find("X-Request-Id") != bad);
    CHECK(response.headers.find("X-Request-Id")->size() == 36);
  }
}

TEST_CASE("every response of the router has the security headers") {
  const Routes routes;
  for (const char* path : {"/things/a", "/nowhere"}) {
    const Response response = routes.answer("GET", path);
    CHECK(response.headers.find("X-Content-Type-Options") == "nosniff");
    CHECK(response.headers.find("Cache-Control") == "no-store");
    CHECK(response.headers.find("Content-Security-Policy"));
    CHECK(response.headers.find("Server") == "gormic-bi");
  }
}
