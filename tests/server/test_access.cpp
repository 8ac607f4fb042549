#include <cctype>
#include <fstream>
#include <regex>
#include <set>

#include "server/routes/document_routes.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "test_server.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Endpoint {
  const char* method;
  std::string path;
  Scope scope;
};

/// All that need a key, with a job of ACME where they take one.
std::vector<Endpoint> endpoints(const std::string& job, const std::string& model = "shop.sales",
                                const std::string& parameter = "status") {
  return {{"POST", "/v1/bi/jobs", Scope::kSubmit},
          {"GET", "/v1/bi/jobs", Scope::kRead},
          {"GET", "/v1/bi/jobs/" + job, Scope::kRead},
          {"GET", "/v1/bi/jobs/" + job + "?wait=1", Scope::kRead},
          {"GET", "/v1/bi/jobs/" + job + "/events", Scope::kRead},
          {"GET", "/v1/bi/events", Scope::kRead},
          {"POST", "/v1/bi/jobs/" + job + "/cancel", Scope::kCancel},
          {"POST", "/v1/bi/jobs/" + job + "/retry", Scope::kSubmit},
          {"DELETE", "/v1/bi/jobs/" + job, Scope::kCancel},
          {"GET", "/v1/bi/data-models", Scope::kRead},
          {"GET", "/v1/bi/data-models/" + model, Scope::kRead},
          {"GET", "/v1/bi/data-models/" + model + "/values/" + parameter, Scope::kRead}};
}

/// What answers without a key. Of these only files are somebody's: whoever has the link.
const std::set<std::string> kOpen = {"GET /v1/bi/files/{uid}", "GET /openapi.json", "GET /docs",
                                     "GET /metrics",           "GET /healthz",      "GET /readyz"};

/// "GET /v1/bi/jobs" and so on, as the served document has them: those that need a key, or not.
std::set<std::string> documented(bool with_key) {
  std::set<std::string> found;
  const json::Value document = server::openapi_document();
  for (const json::Member& path : *document.find("paths")->members()) {
    for (const json::Member& operation : *path.value.members()) {
      const json::Value* security = operation.value.find("security");
      const bool is_open = security != nullptr && security->elements()->empty();
      std::string method = operation.name;
      for (char& c : method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      if (is_open != with_key) found.insert(method + " " + path.name);
    }
  }
  return found;
}

/// The same, of the routes that the server adds.
std::set<std::string> routed() {
  std::set<std::string> found;
  std::string code;
  std::getline(std::ifstream{std::filesystem::path{GORMIC_BI_TREE} / "src/server/server.cpp"}, code,
               '\0');
  const std::regex route{R"re(router_\.add\("([A-Z]+)", "([^"]+)")re"};
  for (std::sregex_iterator at{code.begin(), code.end(), route}, end; at != end; ++at) {
    found.insert((*at)[1].str() + " " + (*at)[2].str());
  }
  return found;
}

TestServer::Headers with(const std::string& key, const std::string& organization) {
  return {"api-key: " + key, "organization-id: " + organization, "X-Request-Id: same",
          "Content-Type: application/json"};
}

/// What must not differ: all but the time and what the job's id is in.
std::string told(const Answer& answer) {
  const std::size_t date = answer.head.find("\r\nDate: ");
  return answer.head.substr(0, date) + answer.head.substr(answer.head.find("\r\n", date + 2)) +
         answer.body;
}

/// Other words in a file of the catalogue.
struct Edit {
  const char* file;
  std::string words;
  std::string others;
};

/// The catalogue `shop`, edited.
std::shared_ptr<const model::Catalogue> catalogue_with(const std::vector<Edit>& edits) {
  const TempDir temp_dir;
  const auto shop = std::filesystem::path{GORMIC_BI_TREE} / "tests/end_to_end/catalogues/shop";
  std::filesystem::copy(shop, temp_dir.path(), std::filesystem::copy_options::recursive);
  for (const Edit& edit : edits) {
    const auto file = temp_dir.path() / edit.file;
    std::string text;
    std::getline(std::ifstream{file}, text, '\0');
    text.replace(text.find(edit.words), edit.words.size(), edit.others);
    std::ofstream{file} << text;
  }
  auto catalogue = model::Catalogue::load(temp_dir.path()).catalogue;
  REQUIRE(catalogue != nullptr);
  return catalogue;
}

/// In which branches see a part of shop.picked.
std::shared_ptr<const model::Catalogue> catalogue_with_branches() {
  const std::string scope = R"("scope": "organization")";
  return catalogue_with(
      {{"models/shop.picked.json", scope, scope + R"(, "policies": [{"keys": ["branch-*"],
        "filter": {"field": "total", "op": "gte", "value": "100"}}])"}});
}

/// In which shop.picked has the rows of ACME and those below it.
std::shared_ptr<const model::Catalogue> catalogue_with_tree() {
  return catalogue_with(
      {{"models/shop.picked.json", R"("scope": "organization")", R"("scope": "tree")"},
       {"models/shop.picked.sql", "= :organization_uid", "IN (:organization_uid)"}});
}

/// A key of ACME for all.
auth::ApiKeyStore::Created key_of(TestServer& it, const std::string& label,
                                  bool reaches_below = true) {
  return it.keys.create({.organization = base::OrganizationUid{"ACME"},
                         .label = label,
                         .scopes = {Scope::kAdmin},
                         .includes_sub_organizations = reaches_below});
}

/// The id of a new job of shop.picked.
std::string picked(const TestServer& it, const std::string& key, const std::string& more = "") {
  const Answer answer = it.bare("POST", "/v1/bi/jobs", with(key, "ACME"),
                                order("en", R"(, "query": {})" + more, "shop.picked"));
  REQUIRE(answer.status == 200);
  const json::Value id = answer.data("jobId");
  return *id.string();
}

int status(const TestServer& it, const std::string& job, const std::string& key) {
  return it.bare("GET", "/v1/bi/jobs/" + job, with(key, "ACME")).status;
}

/// No endpoint tells the key of the job.
void check_unknown(const TestServer& it, const std::string& job, const std::string& key) {
  const auto known = endpoints(job);
  const auto unknown = endpoints(std::string{job.rbegin(), job.rend()});
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].path == unknown[i].path) continue;
    CAPTURE(known[i].method, known[i].path);
    const Answer answer = it.bare(known[i].method, known[i].path, with(key, "ACME"));
    CHECK(answer.status == 404);
    CHECK(told(answer) == told(it.bare(unknown[i].method, unknown[i].path, with(key, "ACME"))));
  }
  CHECK_THAT(it.bare("GET", "/v1/bi/jobs", with(key, "ACME")).body, !ContainsSubstring(job));
}

}  // namespace

TEST_CASE("no route is missing in these tests, nor in the served document") {
  std::set<std::string> tested;
  for (const Endpoint& endpoint : endpoints("{uid}", "{uid}", "{parameter}")) {
    tested.insert(endpoint.method + std::string{" "} +
                  endpoint.path.substr(0, endpoint.path.find('?')));
  }
  CHECK(tested == documented(true));
  CHECK(kOpen == documented(false));
  tested.insert(kOpen.begin(), kOpen.end());
  CHECK(tested == routed());
}

TEST_CASE("every endpoint refuses every stranger alike") {
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
      CHECK(told(it.bare(endpoint.method, endpoint.path, with(key, "ACME"))) == told(none));
    }
  }
}

TEST_CASE("every endpoint refuses a key for another organization, and without its scope") {
  TestServer it;
  const std::string job = it.completed("a.xlsx", "abc").text();
  for (const Endpoint& endpoint : endpoints(job)) {
    CAPTURE(endpoint.method, endpoint.path);
    const Answer missing =
        it.bare(endpoint.method, endpoint.path, {"api-key: " + it.key, "X-Request-Id: same"});
    CHECK(missing.status == 403);
    CHECK(missing.code() == "NOT_ALLOWED");
    for (const char* organization : {"OTHER", "nobody", "", "acme", "ACME ACME"}) {
      CHECK(told(it.bare(endpoint.method, endpoint.path, with(it.key, organization))) ==
            told(missing));
    }
    // A stream has no end; its head says as much.
    const std::string method = endpoint.method == std::string{"GET"} ? "HEAD" : endpoint.method;
    for (const Scope scope : {Scope::kSubmit, Scope::kRead, Scope::kCancel}) {
      const Answer answer =
          it.bare(method, endpoint.path, with(it.create_key("ACME", {scope}), "ACME"));
      CHECK((answer.status == 403) == (scope != endpoint.scope));
    }
  }
}

TEST_CASE("every endpoint answers another organization's job as one that is not") {
  TestServer it;
  const std::string foreign = it.create_key("OTHER");
  const std::string job = it.completed("a.xlsx", "abc").text();
  const auto known = endpoints(job);
  const auto unknown = endpoints(std::string{job.rbegin(), job.rend()});
  int compared = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].path == unknown[i].path) continue;
    CAPTURE(known[i].method, known[i].path);
    const Answer answer = it.bare(known[i].method, known[i].path, with(foreign, "OTHER"));
    CHECK(answer.status == 404);
    CHECK(answer.code() == "NotFound");
    CHECK(told(answer) ==
          told(it.bare(unknown[i].method, unknown[i].path, with(foreign, "OTHER"))));
    ++compared;
  }
  CHECK(compared == 6);
  CHECK(it.get("/v1/bi/jobs/" + job).status == 200);  // it is still there
  const Answer list = it.bare("GET", "/v1/bi/jobs", with(foreign, "OTHER"));
  CHECK(list.data("jobs").elements()->empty());
}

TEST_CASE("links answer a stranger, a forger and a latecomer as the contract says") {
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
    CHECK(told(asked(path)) == told(nothing));
  }
  it.clock.advance(std::chrono::minutes{16});
  CHECK(asked(link).status == 410);
  CHECK(told(asked(link + "x")) == told(nothing));  // only its holder learns that it was one
}

TEST_CASE("an Idempotency-Key of another organization is nothing to this one") {
  TestServer it;
  const std::string foreign = it.create_key("OTHER");
  const TestServer::Headers mine = {"Idempotency-Key: same"};
  const Answer first = it.submit(order("en", R"(, "query": {})", "shop.picked"), mine);
  REQUIRE(first.status == 200);
  TestServer::Headers theirs = with(foreign, "OTHER");
  theirs.push_back(mine.front());
  const Answer second =
      it.bare("POST", "/v1/bi/jobs", theirs, order("ar", R"(, "query": {})", "shop.picked"));
  CHECK(second.status == 200);
  CHECK(second.data("jobId") != first.data("jobId"));
}

TEST_CASE("a key may be narrowed to some data models and to its own organization") {
  TestServer it;
  const auto narrow = [&](std::vector<std::string> models) {
    return with(it.keys
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

TEST_CASE("a job is unknown to a key that could not have asked for it with the same rows") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto key = [&](const std::string& label, std::vector<std::string> models = {},
                       bool reaches_below = true) {
    return it.keys
        .create({.organization = base::OrganizationUid{"ACME"},
                 .label = label,
                 .scopes = {Scope::kAdmin},
                 .models = std::move(models),
                 .includes_sub_organizations = reaches_below})
        .secret;
  };
  const auto submitted = [&](const std::string& secret, const std::string& more) {
    const Answer answer = it.bare("POST", "/v1/bi/jobs", with(secret, "ACME"),
                                  order("en", R"(, "query": {})" + more, "shop.picked"));
    REQUIRE(answer.status == 200);
    const json::Value id = answer.data("jobId");
    return *id.string();
  };
  const auto status = [&](const std::string& job, const std::string& secret) {
    return it.bare("GET", "/v1/bi/jobs/" + job, with(secret, "ACME")).status;
  };
  const std::string branch = key("branch-ruh");
  const std::string headquarters = key("headquarters");

  const std::string all = submitted(headquarters, "");
  check_unknown(it, all, branch);
  check_unknown(it, all, key("sales", {"shop.s*"}));
  CHECK(status(all, key("export")) == 200);  // sees the same
  CHECK(status(all, key("own", {"shop.p*"}, false)) == 200);

  check_unknown(it, submitted(headquarters, R"(, "organizationUid": "ACME-JED")"),
                key("own", {"shop.picked"}, false));
  CHECK(it.bare("DELETE", "/v1/bi/jobs/" + all, with(headquarters, "ACME")).status == 200);
}

TEST_CASE("branches see their own jobs, and headquarters not even those, whose rows are others") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto key = [&](const std::string& label) {
    return it.keys.create({base::OrganizationUid{"ACME"}, label, {Scope::kAdmin}});
  };
  const auto branch = key("branch-ruh");
  const auto asked = [&](const std::string& secret) {
    TestServer::Headers headers = with(secret, "ACME");
    headers.emplace_back("Idempotency-Key: same");
    return it.bare("POST", "/v1/bi/jobs", headers, order("en", R"(, "query": {})", "shop.picked"));
  };
  const Answer first = asked(branch.secret);
  REQUIRE(first.status == 200);
  const json::Value id = first.data("jobId");
  CHECK(asked(branch.secret).data("jobId") == id);
  CHECK(asked(key("branch-jed").secret).data("jobId") == id);
  const auto rotated = it.keys.rotate(branch.key.id, std::chrono::hours{1});
  REQUIRE(rotated.has_value());
  CHECK(asked(rotated->secret).data("jobId") == id);

  const std::string headquarters = key("headquarters").secret;
  const Answer other = asked(headquarters);
  CHECK(other.status == 422);
  CHECK(other.code() == "IDEMPOTENCY_KEY_REUSED");
  check_unknown(it, *id.string(), headquarters);

  // What its data model is no more is for those of its label.
  it.catalogue = nullptr;
  const std::string path = "/v1/bi/jobs/" + *id.string();
  CHECK(it.bare("GET", path, with(rotated->secret, "ACME")).status == 200);
  CHECK(it.bare("GET", path, with(key("branch-jed").secret, "ACME")).status == 404);
}

TEST_CASE("a row policy of today covers the jobs of before it") {
  TestServer it;
  const std::string headquarters = key_of(it, "headquarters").secret;
  const std::string branch = key_of(it, "branch-ruh").secret;
  const std::string all = picked(it, headquarters);
  const std::string own = picked(it, branch);
  CHECK(status(it, all, branch) == 200);
  it.catalogue = catalogue_with_branches();
  check_unknown(it, all, branch);
  CHECK(status(it, all, key_of(it, "export").secret) == 200);
  CHECK(status(it, own, branch) == 200);  // its own, as it was made
  check_unknown(it, own, key_of(it, "branch-ruh").secret);
}

TEST_CASE("a completed job has the extent that its rows were read with") {
  TestServer it;
  const std::string job = picked(it, key_of(it, "headquarters").secret);
  const std::string other = key_of(it, "export").secret;
  const auto claimed = it.jobs.claim(it.epoch);
  REQUIRE(claimed);
  REQUIRE(it.jobs.complete({claimed->id, it.epoch, claimed->attempt},
                           {.file = "a",
                            .file_name = "a.xlsx",
                            .mime_type = "application/x",
                            .rows = 1,
                            .bytes = 1,
                            .sha256 = "ab",
                            .expires_at = it.clock.now() + std::chrono::hours{1},
                            .row_scope = "of another catalogue"},
                           {}, {}));
  check_unknown(it, job, other);
}

TEST_CASE("a tree is its top alone to a key that reaches nothing below its organization") {
  TestServer it;
  it.catalogue = catalogue_with_tree();
  const std::string wide = key_of(it, "wide").secret;
  const std::string narrow = key_of(it, "narrow", false).secret;
  check_unknown(it, picked(it, wide), narrow);
  check_unknown(it, picked(it, narrow), wide);
  CHECK(status(it, picked(it, narrow), key_of(it, "narrow, too", false).secret) == 200);
  const std::string path = "/v1/bi/data-models/shop.picked";
  const auto organizations = [&](const std::string& key) {
    return it.bare("GET", path, with(key, "ACME"))
        .data("dataModel")
        .find("organizations")
        ->elements()
        ->size();
  };
  CHECK(organizations(wide) == 2);
  CHECK(organizations(narrow) == 1);
}

TEST_CASE("an organization that was moved away takes its jobs' rows along") {
  TestServer it;
  const auto made = key_of(it, "a");
  const std::string other = key_of(it, "b").secret;
  const std::string below = picked(it, made.secret, R"(, "organizationUid": "ACME-JED")");
  CHECK(status(it, below, other) == 200);
  it.catalogue =
      catalogue_with({{"organizations.json", R"("parent": "ACME")", R"("parent": "OTHER")"}});
  check_unknown(it, below, other);
  CHECK(status(it, below, made.secret) == 200);
}

TEST_CASE("rows that were alike for all are not those of one organization") {
  const char* model = "models/shop.picked.json";
  const char* scope = R"("scope": "organization")";
  TestServer it;
  it.catalogue =
      catalogue_with({{model, scope, R"("scope": "none")"},
                      {"models/shop.picked.sql", "organization = :organization_uid", "1"}});
  const std::string job = picked(it, key_of(it, "a").secret);
  const std::string other = key_of(it, "b").secret;
  CHECK(status(it, job, other) == 200);
  it.catalogue = catalogue_with({});
  check_unknown(it, job, other);
}

TEST_CASE("a label opens no job of a data model that is open no more") {
  TestServer it;
  const std::string one = key_of(it, "same").secret;
  const std::string two = key_of(it, "same").secret;
  const std::string job = picked(it, one);
  CHECK(status(it, job, two) == 200);
  it.catalogue = catalogue_with({{"models/shop.picked.json", R"(["*"])", R"(["OTHER"])"}});
  check_unknown(it, job, two);
  CHECK(status(it, job, one) == 200);
}

TEST_CASE("a job of 0.1.0 is known by keys of its label, while its data model is open") {
  TestServer it;
  const auto made = key_of(it, "same");
  const std::string id =
      it.jobs
          .admit({.organization = base::OrganizationUid{"ACME"},
                  .key = made.key.id,
                  .data_model = "shop.picked",
                  .data_model_version = 1,
                  .request = R"({"uid": "shop.picked", "organizationUid": "ACME"})"},
                 {})
          .id.text();
  const std::string same = key_of(it, "same").secret;
  CHECK(status(it, id, same) == 200);
  check_unknown(it, id, key_of(it, "other").secret);
  it.catalogue = catalogue_with({{"models/shop.picked.json", R"(["*"])", R"(["OTHER"])"}});
  check_unknown(it, id, same);
}

TEST_CASE("a rotated key leaves its jobs to those that come after it") {
  TestServer it;
  const auto first = key_of(it, "first");
  const std::string id = picked(it, first.secret);
  const auto second = it.keys.rotate(first.key.id, std::chrono::hours{1});
  REQUIRE(second);
  const auto third = it.keys.rotate(second->key.id, std::chrono::hours{1});
  REQUIRE(third);
  it.catalogue = catalogue_with({{"models/shop.picked.json", R"(["*"])", R"(["OTHER"])"}});
  CHECK(status(it, id, third->secret) == 200);
  CHECK(status(it, id, second->secret) == 200);
  check_unknown(it, id, key_of(it, "first").secret);
}

TEST_CASE("an Idempotency-Key of a deleted job is told to its own key alone") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto headquarters = key_of(it, "headquarters");
  const std::string branch = key_of(it, "branch-ruh").secret;
  const auto submit = [&](const std::string& secret) {
    auto headers = with(secret, "ACME");
    headers.push_back("Idempotency-Key: K");
    return it.bare("POST", "/v1/bi/jobs", headers, order("en", R"(, "query": {})", "shop.picked"));
  };
  const Answer made = submit(headquarters.secret);
  const json::Value id = made.data("jobId");
  CHECK(submit(branch).status == 422);
  CHECK(
      it.bare("DELETE", "/v1/bi/jobs/" + *id.string(), with(headquarters.secret, "ACME")).status ==
      200);
  CHECK(submit(branch).status == 422);
  CHECK(submit(branch).code() == "IDEMPOTENCY_KEY_REUSED");
  CHECK(submit(headquarters.secret).body.find("JOB_DELETED") != std::string::npos);
  const auto next = it.keys.rotate(headquarters.key.id, std::chrono::hours{1});
  REQUIRE(next);
  CHECK(submit(next->secret).body.find("JOB_DELETED") != std::string::npos);
}

TEST_CASE("a job of before extents were kept is known by its key's, on the same data model") {
  TestServer it;
  it.catalogue = catalogue_with_tree();
  const auto made = key_of(it, "made", false);
  const std::string id =
      it.jobs
          .admit({.organization = base::OrganizationUid{"ACME"},
                  .key = made.key.id,
                  .data_model = "shop.picked",
                  .data_model_version = 1,
                  .data_model_sha256 = it.catalogue->model("shop.picked")->sha256,
                  .request = R"({"uid": "shop.picked", "organizationUid": "ACME"})"},
                 {})
          .id.text();
  CHECK(status(it, id, made.secret) == 200);
  CHECK(status(it, id, key_of(it, "wide").secret) == 200);
  check_unknown(it, id, key_of(it, "narrow", false).secret);  // trees were whole then
  it.catalogue = catalogue_with_branches();
  check_unknown(it, id, key_of(it, "wide").secret);
}

TEST_CASE("a valid key with a foreign organization is in the audit, a line a minute") {
  TestServer it;
  for (int i = 0; i < 9; ++i)
    CHECK(it.get("/v1/bi/jobs", {"organization-id: OTHER"}).status == 403);
  std::vector<auth::Audit::Record> records;
  it.audit.read({.action = "login"}, [&](const auto& record) { records.push_back(record); });
  REQUIRE(records.size() == 5);
  CHECK(records[0].action == "login.refused");
  CHECK(records[0].organization.text() == "ACME");
  CHECK(records[0].key == it.keys.list().front().id);
  CHECK(records[0].peer == "127.0.0.1");
  CHECK(records[0].target == "GET /v1/bi/jobs");
  CHECK(records[0].detail == "organization-id=OTHER");
}

TEST_CASE("a page of a list goes on behind what its key may not know of") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto sales = [&] {
    return it.keys
        .create({.organization = base::OrganizationUid{"ACME"},
                 .label = "sales",
                 .scopes = {Scope::kAdmin},
                 .models = {"shop.sales"}})
        .secret;
  }();
  const std::string oldest = it.pending().text();
  CHECK(it.submit(order("en", R"(, "query": {})", "shop.picked")).status == 200);
  const std::string newest = it.pending().text();
  const Answer first = it.bare("GET", "/v1/bi/jobs?pageSize=1", with(sales, "ACME"));
  const json::Value cursor = first.data("nextCursor");
  const Answer second =
      it.bare("GET", "/v1/bi/jobs?pageSize=1&cursor=" + *cursor.string(), with(sales, "ACME"));
  CHECK_THAT(first.body, ContainsSubstring(newest));
  CHECK_THAT(second.body, ContainsSubstring(oldest));
}

TEST_CASE(
    "an organization's events leave out jobs that the key may not know of, at their end too") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto key = [&](const std::string& label) {
    return it.keys.create({base::OrganizationUid{"ACME"}, label, {Scope::kAdmin}}).secret;
  };
  const auto events = [&](const std::string& secret, const std::string& since,
                          const std::string& last) {
    RawClient client{it.server.url()};
    client.send("GET /v1/bi/events HTTP/1.1\r\nHost: x\r\napi-key: " + secret +
                "\r\norganization-id: ACME\r\nLast-Event-ID: " + since + "\r\n\r\n");
    return client.receive(last);
  };
  const std::string headquarters = key("headquarters");
  const std::string begin = last_id(events(headquarters, "", "data: {}\n"));
  const Answer answer = it.bare("POST", "/v1/bi/jobs", with(headquarters, "ACME"),
                                order("en", R"(, "query": {})", "shop.picked"));
  const json::Value id = answer.data("jobId");
  CHECK(it.bare("DELETE", "/v1/bi/jobs/" + *id.string(), with(headquarters, "ACME")).status == 200);
  const std::string last = it.pending().text();
  const std::string all = events(key("export"), begin, last);
  CHECK(occurrences(all, *id.string()) == 2);  // submitted, deleted
  CHECK_THAT(all, ContainsSubstring("deleted"));
  // shop.sales, the last one's data model, has no policies.
  CHECK(occurrences(events(key("branch-ruh"), begin, last), *id.string()) == 0);
}

TEST_CASE("who asks too often waits, and nobody else") {
  TestServer it{{}, {.key = {0.01, 3}}};
  const std::string path = "/v1/bi/jobs/" + it.completed("a.xlsx", "abc").text();
  for (int i = 0; i < 3; ++i) CHECK(it.get(path).status == 200);
  const Answer refused = it.get(path);
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK(std::stoi(refused.header("Retry-After")) > 90);
  CHECK(it.bare("GET", path, with(it.create_key("ACME"), "ACME")).status == 200);
}

TEST_CASE("an address that asks too often waits, whatever it asks for") {
  TestServer it{{}, {.address = {0.01, 2}}};
  CHECK(it.bare("GET", "/healthz", {}).status == 200);
  CHECK(it.bare("GET", "/nothing", {}).status == 404);
  CHECK(it.bare("GET", "/healthz", {}).status == 429);
}

TEST_CASE("a flood without a key keeps nobody out who has one and shares its address") {
  TestServer it{{}, {.address = {0.01, 5}, .key = {0.01, 8}, .unauthenticated = {}}};
  const auto floods = [&] {
    for (int i = 0; i < 10; ++i) static_cast<void>(it.bare("GET", "/healthz", {}));
  };
  const std::string path = "/v1/bi/jobs";
  for (int i = 0; i < 4; ++i) CHECK(it.get(path).status == 200);
  floods();
  CHECK(it.bare("GET", "/healthz", {}).status == 429);
  CHECK(it.bare("GET", "/healthz", {"api-key: guess"}).status == 429);
  CHECK(it.get("/healthz").status == 429);  // asks for no key
  CHECK(it.get(path, {"api-key: guess"}).status == 429);
  for (int i = 0; i < 4; ++i) CHECK(it.get(path).status == 200);
  CHECK(it.get(path).status == 429);  // by its own count
}

TEST_CASE("requests with a valid key are counted by it alone") {
  TestServer it{{}, {.address = {0.01, 2}, .key = {0.01, 20}}};
  for (int i = 0; i < 10; ++i) CHECK(it.get("/v1/bi/jobs").status == 200);
  CHECK(it.bare("GET", "/healthz", {}).status == 200);
  // The organization is wrong, the key is right: counted as well.
  for (int i = 0; i < 10; ++i) {
    CHECK(it.get("/v1/bi/jobs", {"organization-id: OTHER"}).status == 403);
  }
  CHECK(it.get("/v1/bi/jobs", {"organization-id: OTHER"}).status == 429);
}

TEST_CASE("who guesses keys is stopped and noted, and keeps nobody out who has one") {
  TestServer it{{}, {.unauthenticated = {0.01, 10}}};
  int unauthorized = 0;
  for (int i = 0; i < 20; ++i) {
    const Answer answer = it.get("/v1/bi/jobs", {"api-key: guess"});
    unauthorized += answer.status == 401 ? 1 : 0;
    if (answer.status != 401) CHECK(answer.status == 429);
  }
  CHECK(unauthorized == 10);
  CHECK(it.get("/v1/bi/jobs").status == 200);
  int noted = 0;
  it.audit.read({.action = "login"}, [&](const auth::Audit::Record& record) {
    CHECK(record.peer == "127.0.0.1");
    CHECK(record.target == "GET /v1/bi/jobs");
    CHECK(record.detail.empty());
    ++noted;
  });
  CHECK(noted == 5);
}

TEST_CASE("a failed login in the audit counts those before it that were left out") {
  TestServer it;
  const std::string address = "127.0.0.1";
  for (int i = 0; i < 5; ++i) CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  for (int i = 0; i < 7; ++i) CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  it.rate_limiters.audited_unauthenticated.refund(auth::RateLimitKey{address});  // a minute later
  CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  std::vector<std::string> details;
  it.audit.read({.action = "login"},
                [&](const auth::Audit::Record& record) { details.push_back(record.detail); });
  CHECK(details == std::vector<std::string>{"", "", "", "", "", "omitted=7"});
}

TEST_CASE("what callers do is in the audit") {
  TestServer it;
  const Answer submitted =
      it.submit(order("en", R"(, "query": {})", "shop.picked"), {"X-Request-Id: r-1"});
  REQUIRE(submitted.status == 200);
  const json::Value submitted_id = submitted.data("jobId");
  const std::string id = *submitted_id.string();
  CHECK(it.ask("POST", "/v1/bi/jobs/" + id + "/cancel").status == 200);
  CHECK(it.ask("DELETE", "/v1/bi/jobs/" + id).status == 200);
  const base::JobId done = it.completed("a.xlsx", "abc");
  const std::string link = it.link(done);
  CHECK(it.bare("GET", link, {}).status == 200);
  CHECK(it.bare("GET", link, {"Range: bytes=1-"}).status == 206);
  CHECK(it.bare("HEAD", link, {}).status == 200);
  CHECK(it.bare("GET", link, {"If-None-Match: *"}).status == 304);
  CHECK(it.bare("GET", link, {"Range: bytes=9-"}).status == 416);
  std::vector<std::string> lines;
  it.audit.read({.organization = "ACME"}, [&](const auth::Audit::Record& record) {
    if (record.target == id) lines.push_back(record.action + " " + record.detail);
    if (record.target == done.text()) {
      lines.push_back(record.action + " " + record.peer + " " + record.detail);
    }
    if (record.action == "job.submitted" && record.target == id) {
      CHECK(record.request_id == "r-1");
      CHECK(record.peer == "127.0.0.1");
    }
    if (record.action == "job.deleted") CHECK(record.key == it.keys.list().front().id);
  });
  CHECK(lines == std::vector<std::string>{"job.submitted shop.picked", "job.canceled ",
                                          "job.deleted ", "job.submitted  shop.sales",
                                          "file.downloaded 127.0.0.1 ",
                                          "file.downloaded 127.0.0.1 bytes 1-2/3"});
}

TEST_CASE("a file that is fetched in a flood of pieces does not flood the audit") {
  TestServer it;
  const base::JobId job = it.completed("a.xlsx", std::string(100, 'x'));
  const std::string link = it.link(job);
  for (int i = 0; i < 70; ++i) CHECK(it.bare("GET", link, {"Range: bytes=0-0"}).status == 206);
  it.rate_limiters.audited_downloads.refund(
      auth::RateLimitKey{job.text() + " small 127.0.0.1"});  // a second later
  CHECK(it.bare("GET", link, {"Range: bytes=1-1"}).status == 206);
  CHECK(it.bare("GET", link, {"Range: bytes=1-"}).status == 206);
  std::vector<std::string> details;
  it.audit.read({.action = "file"},
                [&](const auth::Audit::Record& record) { details.push_back(record.detail); });
  REQUIRE(details.size() >= 62);
  CHECK(details.size() < 72);
  CHECK(details.front() == "bytes 0-0/100");
  CHECK_THAT(details.at(details.size() - 2), Catch::Matchers::StartsWith("omitted="));
  CHECK(details.back() == "bytes 1-99/100");  // small ones hide none that is not
}

TEST_CASE("a file that is fetched in pieces is in the audit, whatever was asked for before") {
  TestServer it;
  for (const int bytes : {1'700, 1'700'000}) {
    CAPTURE(bytes);
    const base::JobId job =
        it.completed("a.xlsx", std::string(static_cast<std::size_t>(bytes), 'x'));
    const std::string link = it.link(job);
    const int piece = bytes / 17;
    const auto piece_of = [&](int i) {
      return "Range: bytes=" + std::to_string(i * piece) + "-" +
             std::to_string((i + 1) * piece - 1);
    };
    for (int i = 0; i < 64; ++i) CHECK(it.bare("GET", link, {"Range: bytes=0-0"}).status == 206);
    for (int i = 0; i < 17; ++i) CHECK(it.bare("GET", link, {piece_of(i)}).status == 206);
    int noted = 0;
    it.audit.read({.action = "file", .target = job.text()}, [&](const auto& record) {
      if (record.detail.find("bytes 0-0/") == std::string::npos) ++noted;
    });
    CHECK(noted >= 8);
  }
}

TEST_CASE("a key that has ended is noted no more often than a guess: it takes the same time") {
  TestServer it;
  const auto revoked = key_of(it, "revoked");
  CHECK(it.keys.revoke(revoked.key.id));
  for (int i = 0; i < 5; ++i) CHECK(it.get("/v1/bi/jobs", {"api-key: guess"}).status == 401);
  CHECK(it.bare("GET", "/v1/bi/jobs", with(revoked.secret, "ACME")).status == 401);
  int noted = 0;
  it.audit.read({.action = "login"}, [&](const auto&) { ++noted; });
  CHECK(noted == 5);
}

TEST_CASE("the audit has which key it was that has ended") {
  TestServer it;
  const auto revoked = key_of(it, "revoked");
  CHECK(it.keys.revoke(revoked.key.id));
  const auto brief = it.keys.create({base::OrganizationUid{"ACME"},
                                     "brief",
                                     {Scope::kAdmin},
                                     it.clock.now() + std::chrono::hours{1}});
  it.clock.advance(std::chrono::hours{2});
  for (const std::string& secret : {revoked.secret, brief.secret, std::string{"guess"}}) {
    CHECK(it.bare("GET", "/v1/bi/jobs", with(secret, "ACME")).status == 401);
  }
  std::vector<std::string> lines;
  it.audit.read({.action = "login"}, [&](const auth::Audit::Record& record) {
    lines.push_back(record.action + " " + record.key.text() + " " + record.organization.text() +
                    " " + record.detail);
  });
  CHECK(lines == std::vector<std::string>{"login.failed " + revoked.key.id.text() + " ACME revoked",
                                          "login.failed " + brief.key.id.text() + " ACME expired",
                                          "login.failed   "});
}

TEST_CASE("no page of another site may call, unless its origin is named") {
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

TEST_CASE("OPTIONS of the server as such tells its methods, and needs no key") {
  TestServer it;
  for (const char* target : {"*", "http://bi.example"}) {
    const Answer answer = it.bare("OPTIONS", target, {});
    CHECK(answer.status == 204);
    CHECK(answer.header("Allow") == "DELETE, GET, HEAD, OPTIONS, POST");
    CHECK(answer.head.find("Content-Length") == std::string::npos);
    CHECK(answer.body.empty());
  }
  CHECK(it.bare("GET", "http://bi.example:80/healthz", {}).status == 200);
  CHECK(it.get("http://bi.example/v1/bi/jobs?status=failed").status == 200);
  CHECK(it.bare("GET", "*", {}).status == 400);
  CHECK(it.bare("CONNECT", "bi.example:443", {}).status == 400);
}

TEST_CASE("every answer has the headers that keep a browser safe") {
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
