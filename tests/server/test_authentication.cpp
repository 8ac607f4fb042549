#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "access_fixture.h"
#include "server/routes/document_routes.h"
#include "support/catch.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

/// The endpoints that need no key; a file needs a signed link, and a sign-in brings its own.
const std::set<std::string> kOpen = {
    "GET /v1/bi/files/{uid}", "GET /openapi.json",    "GET /docs",
    "GET /metrics",           "GET /healthz",         "GET /readyz",
    "GET /console",           "POST /v1/bi/sessions", "GET /"};

/// Those of administrators that the scope operator alone may read, too.
const std::set<std::string> kOfOperators = {"/v1/bi/audit", "/v1/bi/operations"};

/// The endpoints in the served document that need a key, or none: "GET /v1/bi/jobs".
std::set<std::string> documented(bool needs_key) {
  std::set<std::string> found;
  const json::Value document = server::openapi_document();
  for (const json::Member& path : *document.find("paths")->members()) {
    for (const json::Member& operation : *path.value.members()) {
      const json::Value* security = operation.value.find("security");
      const bool is_open = security != nullptr && security->elements()->empty();
      std::string method = operation.name;
      for (char& c : method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      if (is_open != needs_key) found.insert(method + " " + path.name);
    }
  }
  return found;
}

/// The endpoints in the code of the server, without the patterns of all that is below a path.
std::set<std::string> routed() {
  std::set<std::string> found;
  std::string code;
  std::getline(std::ifstream{std::filesystem::path{GORMIC_BI_TREE} / "src/server/server.cpp"}, code,
               '\0');
  const std::regex route{R"re(router_\.add\("([A-Z]+)", "((?:[^"{]|\{\w+\})+)")re"};
  for (std::sregex_iterator at{code.begin(), code.end(), route}, end; at != end; ++at) {
    found.insert((*at)[1].str() + " " + (*at)[2].str());
  }
  return found;
}

}  // namespace

TEST_CASE("the tests and the served document cover every route") {
  std::set<std::string> tested;
  for (const Endpoint& endpoint : endpoints("{uid}", "{uid}", "{parameter}", "{name}")) {
    tested.insert(endpoint.method + std::string{" "} +
                  endpoint.path.substr(0, endpoint.path.find('?')));
  }
  CHECK(tested == documented(true));
  CHECK(kOpen == documented(false));
  tested.insert(kOpen.begin(), kOpen.end());
  CHECK(tested == routed());
}

TEST_CASE("every endpoint rejects all callers without a valid key alike") {
  TestServer it{{}, {.unauthenticated = {}}};
  const auto revoked = it.keys.create({base::OrganizationUid{"ACME"}, "revoked", {Scope::kAdmin}});
  CHECK(it.keys.revoke(revoked.key.id));
  const auto brief = it.keys.create({base::OrganizationUid{"ACME"},
                                     "brief",
                                     {Scope::kAdmin},
                                     it.clock.now() + std::chrono::hours{1}});
  it.clock.advance(std::chrono::hours{2});
  std::string typo = it.key;
  typo.back() = typo.back() == 'A' ? 'B' : 'A';
  const std::string job = it.completed("a.xlsx", "abc").text();
  for (const Endpoint& endpoint : endpoints(job)) {
    CAPTURE(endpoint.method, endpoint.path);
    const Answer none =
        it.bare(endpoint.method, endpoint.path, {"organization-id: ACME", "X-Request-Id: same"});
    CHECK(none.status == 401);
    CHECK(none.code() == "UNAUTHORIZED");
    for (const std::string& key : {std::string{}, std::string{"nonsense"}, typo, revoked.secret,
                                   brief.secret, it.key + "x", std::string(8000, 'k')}) {
      CHECK(comparable(it.bare(endpoint.method, endpoint.path, headers_for(key, "ACME"))) ==
            comparable(none));
    }
  }
}

TEST_CASE("every endpoint rejects a key for another organization or without its scope") {
  TestServer it;
  const std::string job = it.completed("a.xlsx", "abc").text();
  for (const Endpoint& endpoint : endpoints(job)) {
    CAPTURE(endpoint.method, endpoint.path);
    const Answer missing =
        it.bare(endpoint.method, endpoint.path, {"api-key: " + it.key, "X-Request-Id: same"});
    CHECK(missing.status == 403);
    CHECK(missing.code() == "NOT_ALLOWED");
    for (const char* organization : {"OTHER", "nobody", "", "acme", "ACME ACME"}) {
      CHECK(comparable(it.bare(endpoint.method, endpoint.path,
                               headers_for(it.key, organization))) == comparable(missing));
    }
    // A stream does not end, so its head is requested.
    const std::string method = endpoint.method == std::string{"GET"} ? "HEAD" : endpoint.method;
    for (const Scope scope :
         {Scope::kSubmit, Scope::kRead, Scope::kCancel, Scope::kAdmin, Scope::kOperator}) {
      const Answer answer =
          it.bare(method, endpoint.path, headers_for(it.create_key("ACME", {scope}), "ACME"));
      const bool is_admins = scope == Scope::kAdmin && endpoint.scope != Scope::kOperator;
      const bool is_operators = scope == Scope::kOperator && kOfOperators.contains(endpoint.path);
      const bool is_allowed =
          !endpoint.scope || scope == *endpoint.scope || is_admins || is_operators;
      CHECK((answer.status == 403) == !is_allowed);
    }
  }
}

TEST_CASE("every endpoint answers for another organization's job as for an unknown one") {
  TestServer it;
  const std::string foreign = it.create_key("OTHER", {Scope::kAdmin});
  const std::string job = it.completed("a.xlsx", "abc").text();
  const auto known = endpoints(job);
  const auto unknown = endpoints(std::string{job.rbegin(), job.rend()});
  int compared = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].path == unknown[i].path) continue;
    CAPTURE(known[i].method, known[i].path);
    const Answer answer = it.bare(known[i].method, known[i].path, headers_for(foreign, "OTHER"));
    CHECK(answer.status == 404);
    CHECK(answer.code() == "NotFound");
    CHECK(comparable(answer) ==
          comparable(it.bare(unknown[i].method, unknown[i].path, headers_for(foreign, "OTHER"))));
    ++compared;
  }
  CHECK(compared == 12);
  CHECK(it.get("/v1/bi/jobs/" + job).status == 200);  // it is still there
  const Answer list = it.bare("GET", "/v1/bi/jobs", headers_for(foreign, "OTHER"));
  CHECK(list.data("jobs").elements()->empty());
}

TEST_CASE("a missing, forged or expired link is answered as the contract says") {
  TestServer it;
  const base::JobId id = it.completed("a.xlsx", "abc");
  const std::string link = it.link(id);
  const std::string unknown = "/v1/bi/files/" + std::string{id.text().rbegin(), id.text().rend()};
  const auto asked = [&](const std::string& path) {
    const Answer answer = it.bare("GET", path, {"X-Request-Id: same"});
    CHECK(it.bare("HEAD", path, {"X-Request-Id: same"}).status == answer.status);
    return answer;
  };
  const Answer nothing = asked(unknown);
  CHECK(nothing.status == 404);
  std::string other_organization = link;
  other_organization.replace(other_organization.find("=ACME"), 5, "=OTHER");
  for (const std::string& path :
       {"/v1/bi/files/" + id.text(), link + "x", other_organization,
        link.substr(0, link.size() - 1), unknown + link.substr(link.find('?'))}) {
    CAPTURE(path);
    CHECK(comparable(asked(path)) == comparable(nothing));
  }
  it.clock.advance(std::chrono::minutes{16});
  CHECK(asked(link).status == 410);
  CHECK(comparable(asked(link + "x")) ==
        comparable(nothing));  // only the holder of a valid link learns that it has expired
}

TEST_CASE("organizations may use the same Idempotency-Key") {
  TestServer it;
  const std::string foreign = it.create_key("OTHER");
  const TestServer::Headers mine = {"Idempotency-Key: same"};
  const Answer first = it.submit(order("en", R"(, "query": {})", "shop.picked"), mine);
  REQUIRE(first.status == 200);
  TestServer::Headers theirs = headers_for(foreign, "OTHER");
  theirs.push_back(mine.front());
  const Answer second =
      it.bare("POST", "/v1/bi/jobs", theirs, order("ar", R"(, "query": {})", "shop.picked"));
  CHECK(second.status == 200);
  CHECK(second.data("jobId") != first.data("jobId"));
}

TEST_CASE("a key may be limited to some data models and to its own organization") {
  TestServer it;
  const auto narrow = [&](std::vector<std::string> models) {
    return headers_for(it.keys
                           .create({.organization = base::OrganizationUid{"ACME"},
                                    .label = "narrow",
                                    .scopes = {Scope::kAdmin},
                                    .models = std::move(models)})
                           .secret,
                       "ACME");
  };
  const std::string body = order("en", R"(, "query": {})", "shop.picked");
  CHECK(it.bare("POST", "/v1/bi/jobs", narrow({"shop.picked"}), body).status == 200);
  CHECK(it.bare("POST", "/v1/bi/jobs", narrow({"stock", "shop.p*"}), body).status == 200);
  const TestServer::Headers closed = narrow({"shop.sales", "shop.pick"});
  const Answer refused = it.bare("POST", "/v1/bi/jobs", closed, body);
  CHECK(refused.status == 400);
  CHECK(refused.code() == "NOT_ALLOWED");
  CHECK_THAT(refused.body, ContainsSubstring("not open to this API key"));
  CHECK(it.bare("GET", "/v1/bi/data-models/shop.picked", closed).status == 404);
  CHECK(it.bare("GET", "/v1/bi/data-models", closed).data("dataModels").elements()->size() == 1);
}
