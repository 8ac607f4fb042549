#include "access_fixture.h"
#include "support/catch.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

/// With a policy by which branches see some of the rows of shop.picked.
std::shared_ptr<const model::Catalogue> catalogue_with_branches() {
  const std::string scope = R"("scope": "organization")";
  return edited_catalogue(
      {{"models/shop.picked.json", scope, scope + R"(, "policies": [{"keys": ["branch-*"],
        "filter": {"field": "total", "op": "gte", "value": "100"}}])"}});
}

/// With shop.picked having the rows of ACME and its sub-organizations.
std::shared_ptr<const model::Catalogue> catalogue_with_tree() {
  return edited_catalogue(
      {{"models/shop.picked.json", R"("scope": "organization")", R"("scope": "tree")"},
       {"models/shop.picked.sql", "= :organization_uid", "IN (:organization_uid)"}});
}

int status(const TestServer& it, const std::string& job, const std::string& key) {
  return it.bare("GET", "/v1/bi/jobs/" + job, headers_for(key, "ACME")).status;
}

/// Checks that every endpoint answers the key as if there were no such job.
void check_hidden(const TestServer& it, const std::string& job, const std::string& key) {
  const auto known = endpoints(job);
  const auto unknown = endpoints(std::string{job.rbegin(), job.rend()});
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].path == unknown[i].path || known[i].scope == Scope::kAdmin) continue;
    CAPTURE(known[i].method, known[i].path);
    const Answer answer = it.bare(known[i].method, known[i].path, headers_for(key, "ACME"));
    CHECK(answer.status == 404);
    CHECK(comparable(answer) ==
          comparable(it.bare(unknown[i].method, unknown[i].path, headers_for(key, "ACME"))));
  }
  CHECK_THAT(it.bare("GET", "/v1/bi/jobs", headers_for(key, "ACME")).body, !ContainsSubstring(job));
}

}  // namespace

TEST_CASE("a job is hidden from a key that could not read the same rows") {
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
    const Answer answer = it.bare("POST", "/v1/bi/jobs", headers_for(secret, "ACME"),
                                  order("en", R"(, "query": {})" + more, "shop.picked"));
    REQUIRE(answer.status == 200);
    const json::Value id = answer.data("jobId");
    return *id.string();
  };
  const auto status = [&](const std::string& job, const std::string& secret) {
    return it.bare("GET", "/v1/bi/jobs/" + job, headers_for(secret, "ACME")).status;
  };
  const std::string branch = key("branch-ruh");
  const std::string headquarters = key("headquarters");

  const std::string all = submitted(headquarters, "");
  check_hidden(it, all, branch);
  check_hidden(it, all, key("sales", {"shop.s*"}));
  CHECK(status(all, key("export")) == 200);  // sees the same
  CHECK(status(all, key("own", {"shop.p*"}, false)) == 200);

  check_hidden(it, submitted(headquarters, R"(, "organizationUid": "ACME-JED")"),
               key("own", {"shop.picked"}, false));
  CHECK(it.bare("DELETE", "/v1/bi/jobs/" + all, headers_for(headquarters, "ACME")).status == 200);
}

TEST_CASE("branches see their own jobs, which headquarters, with other rows, does not") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto key = [&](const std::string& label) {
    return it.keys.create({base::OrganizationUid{"ACME"}, label, {Scope::kAdmin}});
  };
  const auto branch = key("branch-ruh");
  const auto asked = [&](const std::string& secret) {
    TestServer::Headers headers = headers_for(secret, "ACME");
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
  check_hidden(it, *id.string(), headquarters);

  // Without the data model, only keys with its label see the job.
  it.catalogue = nullptr;
  const std::string path = "/v1/bi/jobs/" + *id.string();
  CHECK(it.bare("GET", path, headers_for(rotated->secret, "ACME")).status == 200);
  CHECK(it.bare("GET", path, headers_for(key("branch-jed").secret, "ACME")).status == 404);
}

TEST_CASE("a new row policy applies to jobs submitted before it") {
  TestServer it;
  const std::string headquarters = admin_key(it, "headquarters").secret;
  const std::string branch = admin_key(it, "branch-ruh").secret;
  const std::string all = submit_picked(it, headquarters);
  const std::string own = submit_picked(it, branch);
  CHECK(status(it, all, branch) == 200);
  it.catalogue = catalogue_with_branches();
  check_hidden(it, all, branch);
  CHECK(status(it, all, admin_key(it, "export").secret) == 200);
  CHECK(status(it, own, branch) == 200);  // its own, with the rows of the submit
  check_hidden(it, own, admin_key(it, "branch-ruh").secret);
}

TEST_CASE("a completed job has the row scope that its rows were read with") {
  TestServer it;
  const std::string job = submit_picked(it, admin_key(it, "headquarters").secret);
  const std::string other = admin_key(it, "export").secret;
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
  check_hidden(it, job, other);
}

TEST_CASE("a key without sub-organizations sees only the top of a tree") {
  TestServer it;
  it.catalogue = catalogue_with_tree();
  const std::string wide = admin_key(it, "wide").secret;
  const std::string narrow = admin_key(it, "narrow", false).secret;
  check_hidden(it, submit_picked(it, wide), narrow);
  check_hidden(it, submit_picked(it, narrow), wide);
  CHECK(status(it, submit_picked(it, narrow), admin_key(it, "narrow, too", false).secret) == 200);
  const std::string path = "/v1/bi/data-models/shop.picked";
  const auto organizations = [&](const std::string& key) {
    return it.bare("GET", path, headers_for(key, "ACME"))
        .data("dataModel")
        .find("organizations")
        ->elements()
        ->size();
  };
  CHECK(organizations(wide) == 2);
  CHECK(organizations(narrow) == 1);
}

TEST_CASE("jobs with the rows of an organization that has moved away are hidden") {
  TestServer it;
  const auto made = admin_key(it, "a");
  const std::string other = admin_key(it, "b").secret;
  const std::string below = submit_picked(it, made.secret, R"(, "organizationUid": "ACME-JED")");
  CHECK(status(it, below, other) == 200);
  it.catalogue =
      edited_catalogue({{"organizations.json", R"("parent": "ACME")", R"("parent": "OTHER")"}});
  check_hidden(it, below, other);
  CHECK(status(it, below, made.secret) == 200);
}

TEST_CASE("rows shared by all organizations are not those of one organization") {
  const char* model = "models/shop.picked.json";
  const char* scope = R"("scope": "organization")";
  TestServer it;
  it.catalogue =
      edited_catalogue({{model, scope, R"("scope": "none")"},
                        {"models/shop.picked.sql", "organization = :organization_uid", "1"}});
  const std::string job = submit_picked(it, admin_key(it, "a").secret);
  const std::string other = admin_key(it, "b").secret;
  CHECK(status(it, job, other) == 200);
  it.catalogue = edited_catalogue({});
  check_hidden(it, job, other);
}

TEST_CASE("a label opens no job of a data model that is no longer open") {
  TestServer it;
  const std::string one = admin_key(it, "same").secret;
  const std::string two = admin_key(it, "same").secret;
  const std::string job = submit_picked(it, one);
  CHECK(status(it, job, two) == 200);
  it.catalogue = edited_catalogue({{"models/shop.picked.json", R"(["*"])", R"(["OTHER"])"}});
  check_hidden(it, job, two);
  CHECK(status(it, job, one) == 200);
}

TEST_CASE("a job of version 0.1.0 is visible to keys with its label while its data model is open") {
  TestServer it;
  const auto made = admin_key(it, "same");
  const std::string id =
      it.jobs
          .admit({.organization = base::OrganizationUid{"ACME"},
                  .key = made.key.id,
                  .data_model = "shop.picked",
                  .data_model_version = 1,
                  .request = R"({"uid": "shop.picked", "organizationUid": "ACME"})"},
                 {})
          .id.text();
  const std::string same = admin_key(it, "same").secret;
  CHECK(status(it, id, same) == 200);
  check_hidden(it, id, admin_key(it, "other").secret);
  it.catalogue = edited_catalogue({{"models/shop.picked.json", R"(["*"])", R"(["OTHER"])"}});
  check_hidden(it, id, same);
}

TEST_CASE("a rotated key's jobs belong to its successors") {
  TestServer it;
  const auto first = admin_key(it, "first");
  const std::string id = submit_picked(it, first.secret);
  const auto second = it.keys.rotate(first.key.id, std::chrono::hours{1});
  REQUIRE(second);
  const auto third = it.keys.rotate(second->key.id, std::chrono::hours{1});
  REQUIRE(third);
  it.catalogue = edited_catalogue({{"models/shop.picked.json", R"(["*"])", R"(["OTHER"])"}});
  CHECK(status(it, id, third->secret) == 200);
  CHECK(status(it, id, second->secret) == 200);
  check_hidden(it, id, admin_key(it, "first").secret);
}

TEST_CASE("only its own key learns that an Idempotency-Key's job was deleted") {
  TestServer it;
  it.catalogue = catalogue_with_branches();
  const auto headquarters = admin_key(it, "headquarters");
  const std::string branch = admin_key(it, "branch-ruh").secret;
  const auto submit = [&](const std::string& secret) {
    auto headers = headers_for(secret, "ACME");
    headers.push_back("Idempotency-Key: K");
    return it.bare("POST", "/v1/bi/jobs", headers, order("en", R"(, "query": {})", "shop.picked"));
  };
  const Answer made = submit(headquarters.secret);
  const json::Value id = made.data("jobId");
  CHECK(submit(branch).status == 422);
  CHECK(it.bare("DELETE", "/v1/bi/jobs/" + *id.string(), headers_for(headquarters.secret, "ACME"))
            .status == 200);
  CHECK(submit(branch).status == 422);
  CHECK(submit(branch).code() == "IDEMPOTENCY_KEY_REUSED");
  CHECK(submit(headquarters.secret).body.find("JOB_DELETED") != std::string::npos);
  const auto next = it.keys.rotate(headquarters.key.id, std::chrono::hours{1});
  REQUIRE(next);
  CHECK(submit(next->secret).body.find("JOB_DELETED") != std::string::npos);
}

TEST_CASE("a job without a stored row scope has that of its key, if the data model is the same") {
  TestServer it;
  it.catalogue = catalogue_with_tree();
  const auto made = admin_key(it, "made", false);
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
  CHECK(status(it, id, admin_key(it, "wide").secret) == 200);
  check_hidden(it, id,
               admin_key(it, "narrow", false).secret);  // older jobs include sub-organizations
  it.catalogue = catalogue_with_branches();
  check_hidden(it, id, admin_key(it, "wide").secret);
}

TEST_CASE("pages of a list skip hidden jobs") {
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
  const Answer first = it.bare("GET", "/v1/bi/jobs?pageSize=1", headers_for(sales, "ACME"));
  const json::Value cursor = first.data("nextCursor");
  const Answer second = it.bare("GET", "/v1/bi/jobs?pageSize=1&cursor=" + *cursor.string(),
                                headers_for(sales, "ACME"));
  CHECK_THAT(first.body, ContainsSubstring(newest));
  CHECK_THAT(second.body, ContainsSubstring(oldest));
}

TEST_CASE("an organization's events leave out hidden jobs, even when they are deleted") {
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
  const Answer answer = it.bare("POST", "/v1/bi/jobs", headers_for(headquarters, "ACME"),
                                order("en", R"(, "query": {})", "shop.picked"));
  const json::Value id = answer.data("jobId");
  CHECK(
      it.bare("DELETE", "/v1/bi/jobs/" + *id.string(), headers_for(headquarters, "ACME")).status ==
      200);
  const std::string last = it.pending().text();
  const std::string all = events(key("export"), begin, last);
  CHECK(occurrences(all, *id.string()) == 2);  // submitted, deleted
  CHECK_THAT(all, ContainsSubstring("deleted"));
  // shop.sales, the last one's data model, has no policies.
  CHECK(occurrences(events(key("branch-ruh"), begin, last), *id.string()) == 0);
}
