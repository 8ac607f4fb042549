#include <fstream>

#include "access_fixture.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

const std::string kKeys = "/v1/bi/keys";

/// A grant with defaults.
struct Rights {
  std::string organization = "ACME";
  std::string label = "made";
  std::set<Scope> scopes = {Scope::kAdmin};
  std::optional<base::Time> expires_at = {};
  std::vector<std::string> models = {};
  bool includes_sub_organizations = true;
};

auth::ApiKeyStore::Created make(TestServer& it, const Rights& rights) {
  return it.keys.create({base::OrganizationUid{rights.organization}, rights.label, rights.scopes,
                         rights.expires_at, rights.models, rights.includes_sub_organizations});
}

Answer post(const TestServer& it, const std::string& key, const std::string& path,
            const std::string& body = "", const std::string& organization = "ACME") {
  return it.bare("POST", path, headers_for(key, organization), body);
}

std::string id_of(const Answer& answer) { return *answer.data("key").find("id")->string(); }

std::string revocation(const base::KeyId& id) { return kKeys + "/" + id.text() + "/revoke"; }

/// The places that the answer's details name.
std::vector<std::string> places(const Answer& answer) {
  std::vector<std::string> places;
  const json::Value body = answer.json();
  for (const json::Value& detail : *body.find("error")->find("details")->elements()) {
    places.push_back(*detail.find("path")->string());
  }
  return places;
}

}  // namespace

TEST_CASE("an admin creates a key, whose secret is in one answer only") {
  TestServer it;
  const std::string admin = make(it, {}).secret;
  const Answer created =
      post(it, admin, kKeys,
           R"({"label": " ERP ", "scopes": ["read"], "dataModels": ["shop.*"], "dataOf": "own",
               "expiresAt": "2027-01-01T00:00:00Z"})");
  REQUIRE(created.status == 200);
  CHECK(created.header("Cache-Control") == "no-store");
  const std::string secret = *created.data("secret").string();
  const auto key = it.keys.find_live(secret);
  REQUIRE(key);
  CHECK(key->grant.label == "ERP");
  CHECK(key->grant.scopes == std::set{Scope::kRead});
  CHECK(key->grant.models == std::vector<std::string>{"shop.*"});
  CHECK(!key->grant.includes_sub_organizations);
  CHECK(base::format_rfc3339(*key->grant.expires_at) == "2027-01-01T00:00:00.000Z");
  const Answer list = it.bare("GET", kKeys, headers_for(admin, "ACME"));
  CHECK_THAT(list.body, ContainsSubstring(key->id.text()) && !ContainsSubstring(secret));
  std::vector<auth::Audit::Record> records;
  it.audit.read({.action = "key.created", .target = key->id.text()},
                [&](const auth::Audit::Record& record) { records.push_back(record); });
  REQUIRE(records.size() == 1);
  CHECK(records[0].key == it.keys.find_live(admin)->id);
  CHECK(records[0].request_id == "same");
  CHECK(records[0].peer == "127.0.0.1");
}

TEST_CASE("a wrong body names each wrong member") {
  TestServer it;
  const std::string admin = make(it, {}).secret;
  const Answer answer = post(it, admin, kKeys,
                             R"({"label": "a\u0007", "scopes": ["all"], "dataModels": ["a b"],
                                 "dataOf": "all", "expiresAt": "2020-01-01"})");
  CHECK(answer.status == 400);
  CHECK(answer.code() == "INVALID_DATA_MODEL_PARAMETER");
  CHECK(places(answer) ==
        std::vector<std::string>{"label", "scopes", "dataModels", "dataOf", "expiresAt"});
  CHECK(post(it, admin, kKeys, "[]").status == 400);
  // A misspelled limit must not make a key without it.
  CHECK(places(post(it, admin, kKeys, R"({"label": "x", "days": 3, "datamodels": ["x"]})")) ==
        std::vector<std::string>{"days", "datamodels"});
  CHECK(post(it, admin, kKeys, R"({"label": ""})").status == 400);
  CHECK(places(post(it, admin, kKeys, R"({"label": "x", "scopes": []})")) ==
        std::vector<std::string>{"scopes"});
  CHECK(post(it, admin, kKeys, R"({"label": 7})").status == 400);
}

TEST_CASE("a name has nothing that turns the text around it") {
  TestServer it;
  const std::string admin = make(it, {}).secret;
  for (const char* label : {"\u202Eevil", "a\u2066b", "a\u2069", "a\u2028b", "a\u0085b"}) {
    CAPTURE(label);
    const std::string body = R"({"label": ")" + std::string{label} + "\"}";
    CHECK(places(post(it, admin, kKeys, body)) == std::vector<std::string>{"label"});
    CHECK(places(post(it, admin, kKeys + "/invite", body)) == std::vector<std::string>{"label"});
  }
  CHECK(post(it, admin, kKeys, "{\"label\": \"\u0641\u0631\u0639 A\u200F\"}").status == 200);
}

TEST_CASE("a key grants at most what it has") {
  TestServer it;
  const base::Time end = it.clock.now() + 24h;
  const std::string narrow =
      make(it, {.expires_at = end, .models = {"shop.*"}, .includes_sub_organizations = false})
          .secret;
  const auto refused = [&](const std::string& body, const std::string& place) {
    CAPTURE(body);
    const Answer answer = post(it, narrow, kKeys, body);
    CHECK(answer.status == 403);
    CHECK(answer.code() == "NOT_ALLOWED");
    CHECK(places(answer) == std::vector<std::string>{place});
    CHECK(post(it, narrow, kKeys + "/invite", body).status == 403);
  };
  refused(R"({"label": "x", "scopes": ["operator"]})", "scopes");
  refused(R"({"label": "x", "organization": "OTHER"})", "organization");
  refused(R"({"label": "x", "organization": "ACME-JED"})", "organization");
  refused(R"({"label": "x", "dataModels": []})", "dataModels");
  refused(R"({"label": "x", "dataModels": ["shop.sales", "s*"]})", "dataModels");
  refused(R"({"label": "x", "dataOf": "below"})", "dataOf");
  refused(R"({"label": "x", "expiresAt": "2026-02-01"})", "expiresAt");
  const Answer same = post(it, narrow, kKeys, R"({"label": "x", "dataModels": ["shop.sales"]})");
  REQUIRE(same.status == 200);
  const auth::ApiKey key = it.keys.require(base::KeyId{id_of(same)});
  CHECK(key.grant.expires_at == end);
  CHECK(!key.grant.includes_sub_organizations);
  CHECK(key.grant.scopes == std::set{Scope::kSubmit, Scope::kRead, Scope::kCancel});

  // Even a key that has it does not grant the scope operator.
  const std::string both = make(it, {.scopes = {Scope::kAdmin, Scope::kOperator}}).secret;
  CHECK(post(it, both, kKeys, R"({"label": "x", "scopes": ["operator"]})").status == 403);
  CHECK(post(it, both, kKeys, R"({"label": "x", "organization": "ACME-JED"})").status == 200);
  CHECK(post(it, both, kKeys, R"({"label": "x", "organization": "OTHER"})").status == 403);
}

TEST_CASE("a new name is limited by row policies and access lists at least as much") {
  TestServer it;
  const std::string scope = R"("scope": "organization")";
  it.catalogue = edited_catalogue(
      {{"models/shop.picked.json", scope, scope + R"(, "policies": [{"keys": ["branch-*"],
        "filter": {"field": "total", "op": "gte", "value": "100"}}])"},
       {"models/shop.slow.json", "\"access\": {", "\"access\": {\"keys\": [\"cfo\", \"free\"], "}});
  const std::string branch = make(it, {.label = "branch-ruh"}).secret;
  const std::string free = make(it, {.label = "free"}).secret;
  const auto create = [&](const std::string& admin, const std::string& label) {
    return post(it, admin, kKeys, R"({"label": ")" + label + "\"}");
  };
  CHECK(create(branch, "branch-jed").status == 200);
  CHECK(places(create(branch, "somebody")) == std::vector<std::string>{"label"});
  CHECK(create(free, "somebody").status == 200);
  CHECK(create(free, "branch-x").status == 200);
  CHECK(create(free, "cfo").status == 200);
  const std::string somebody = make(it, {.label = "somebody"}).secret;
  CHECK(places(create(somebody, "cfo")) == std::vector<std::string>{"label"});
}

TEST_CASE("what a new name would see in a data model that was left out is unknown") {
  TestServer it;
  const TempDir temp_dir;
  std::filesystem::copy(GORMIC_BI_TREE "/tests/end_to_end/catalogues/shop", temp_dir.path(),
                        std::filesystem::copy_options::recursive);
  std::ofstream(temp_dir.path() / "models/shop.picked.json") << "{";
  it.catalogue = model::Catalogue::load(temp_dir.path()).usable_part;
  REQUIRE(it.catalogue != nullptr);
  const std::string admin = make(it, {.label = "branch-ruh"}).secret;
  const auto create = [&](const std::string& rest) {
    return post(it, admin, kKeys, "{" + rest + "}");
  };
  CHECK(create(R"("label": "branch-ruh")").status == 200);
  for (const char* models :
       {"", R"(, "dataModels": ["shop.*"])", R"(, "dataModels": ["shop.picked"])"}) {
    CHECK(places(create(R"("label": "cfo")" + std::string{models})) ==
          std::vector<std::string>{"label"});
  }
  CHECK(create(R"("label": "cfo", "dataModels": ["shop.sales"])").status == 200);
}

TEST_CASE("an admin sees the keys of its organization and of those below, in pages") {
  TestServer it;
  const auto admin = make(it, {});
  const auto below = make(it, {.organization = "ACME-JED"});
  const auto other = make(it, {.organization = "OTHER"});
  const auto own_only = make(it, {.includes_sub_organizations = false});
  const auto ids = [&](const std::string& key, const std::string& query,
                       const std::string& organization = "ACME") {
    const Answer answer = it.bare("GET", kKeys + query, headers_for(key, organization));
    std::vector<std::string> found;
    const json::Value keys = answer.data("keys");
    for (const json::Value& one : *keys.elements()) {
      found.push_back(*one.find("id")->string());
    }
    return found;
  };
  const std::vector<std::string> all{own_only.key.id.text(), below.key.id.text(),
                                     admin.key.id.text(), it.key_id.text()};
  auto found = ids(admin.secret, "");
  std::ranges::sort(found);
  auto wanted = all;
  std::ranges::sort(wanted);
  CHECK(found == wanted);
  CHECK(ids(admin.secret, "?organization=ACME-JED") ==
        std::vector<std::string>{below.key.id.text()});
  CHECK(ids(admin.secret, "?organization=OTHER").empty());
  CHECK(ids(own_only.secret, "").size() == 3);
  CHECK(ids(below.secret, "", "ACME-JED").size() == 1);
  CHECK(ids(other.secret, "", "OTHER").size() == 1);
  // Page by page, each once.
  std::vector<std::string> paged;
  std::string cursor;
  do {
    const Answer page =
        it.bare("GET", kKeys + "?pageSize=3" + cursor, headers_for(admin.secret, "ACME"));
    const json::Value body = page.json();
    for (const json::Value& one : *body.find("data")->find("keys")->elements()) {
      paged.push_back(*one.find("id")->string());
    }
    const json::Value* next = body.find("data")->find("nextCursor");
    cursor = next == nullptr ? "" : "&cursor=" + *next->string();
  } while (!cursor.empty());
  std::ranges::sort(paged);
  CHECK(paged == wanted);
  CHECK(ids(admin.secret, "?cursor=").size() == 4);
  CHECK(it.bare("GET", kKeys + "?pageSize=0", headers_for(admin.secret, "ACME")).status == 400);
  CHECK(it.bare("GET", kKeys + "?x=1", headers_for(admin.secret, "ACME")).status == 400);
}

TEST_CASE("a key is rotated within the rights of the caller, once") {
  TestServer it;
  const auto narrow = make(it, {.expires_at = it.clock.now() + 24h, .models = {"shop.sales"}});
  const auto wide = make(it, {.label = "wide", .scopes = {Scope::kRead}});
  const auto same = make(it, {.scopes = {Scope::kRead}, .models = {"shop.sales"}});
  const auto operators = make(it, {.scopes = {Scope::kOperator}});
  const auto foreign = make(it, {.organization = "OTHER"});
  const auto rotate = [&](const std::string& id, const std::string& body = "") {
    return post(it, narrow.secret, kKeys + "/" + id + "/rotate", body);
  };
  CHECK(rotate(wide.key.id.text()).status == 403);
  CHECK(rotate(operators.key.id.text()).status == 403);
  CHECK(comparable(rotate(foreign.key.id.text())) == comparable(rotate("unknown")));
  CHECK(rotate("unknown").status == 404);
  CHECK(rotate(same.key.id.text(), R"({"hours": -1})").status == 400);
  for (const char* longer : {R"({"days": 0})", R"({"days": 2})"}) {
    const Answer refused = rotate(same.key.id.text(), longer);
    CHECK(refused.status == 403);
    CHECK(places(refused) == std::vector<std::string>{"days"});
  }
  CHECK(places(rotate(same.key.id.text(), R"({"day": 1})")) == std::vector<std::string>{"day"});
  const Answer rotated = rotate(same.key.id.text(), R"({"hours": 2})");
  REQUIRE(rotated.status == 200);
  const auto newer = it.keys.find_live(*rotated.data("secret").string());
  REQUIRE(newer);
  CHECK(newer->grant.expires_at == narrow.key.grant.expires_at);  // not later than the caller's
  CHECK(rotate(same.key.id.text()).status == 409);
  it.clock.advance(2h);
  CHECK(!it.keys.find_live(same.secret));
}

TEST_CASE("a key with fewer rights does not revoke one with more") {
  TestServer it;
  const auto narrow = make(it, {.models = {"shop.picked"}});
  const auto wide = make(it, {});
  const auto same = make(it, {.models = {"shop.picked"}});
  const auto revoke = [&](const std::string& key, const base::KeyId& id) {
    return post(it, key, revocation(id), "").status;
  };
  CHECK(revoke(narrow.secret, wide.key.id) == 403);
  CHECK(revoke(narrow.secret, same.key.id) == 200);
  CHECK(revoke(wide.secret, narrow.key.id) == 200);
}

TEST_CASE("the last admin of an organization is not rotated into one that ends earlier") {
  TestServer it;
  REQUIRE(it.keys.revoke(it.key_id));
  const auto admin = make(it, {});
  const auto rotate = [&](const auth::ApiKeyStore::Created& key, const std::string& body) {
    return post(it, key.secret, "/v1/bi/keys/" + key.key.id.text() + "/rotate", body).status;
  };
  CHECK(rotate(admin, R"({"hours": 0, "days": 1})") == 409);
  CHECK(it.keys.require(admin.key.id).is_live(it.clock.now()));
  const auto brief = make(it, {.expires_at = it.clock.now() + 48h});
  CHECK(rotate(admin, R"({"hours": 0, "days": 1})") == 409);  // the other one will expire
  CHECK(rotate(brief, R"({"days": 1})") == 200);              // `admin` stays
  const auto other = make(it, {});
  CHECK(rotate(admin, R"({"hours": 0, "days": 1})") == 200);
  CHECK(rotate(other, R"({"hours": 0})") == 200);  // as long as before
}

TEST_CASE("the last admin of an organization is not revoked") {
  TestServer it;
  const auto admin = make(it, {});
  const auto revoke = [&](const std::string& key, const base::KeyId& id,
                          const std::string& organization = "ACME") {
    return post(it, key, revocation(id), "", organization).status;
  };
  CHECK(revoke(admin.secret, admin.key.id) == 409);
  CHECK(revoke(admin.secret, it.key_id) == 200);
  CHECK(it.bare("GET", "/v1/bi/jobs", headers_for(it.key, "ACME")).status == 401);
  CHECK(revoke(admin.secret, it.key_id) == 409);
  const auto brief = make(it, {.expires_at = it.clock.now() + 1h});
  const auto second = make(it, {});
  CHECK(revoke(admin.secret, admin.key.id) == 200);
  CHECK(revoke(second.secret, second.key.id) == 409);  // the other one will expire
  CHECK(revoke(second.secret, brief.key.id) == 200);
  static_cast<void>(make(it, {.expires_at = it.clock.now() + 1h}));
  it.clock.advance(2h);
  CHECK(revoke(second.secret, second.key.id) == 409);  // the other one has expired
  const auto operators = make(it, {.scopes = {Scope::kAdmin, Scope::kOperator}});
  CHECK(revoke(second.secret, operators.key.id) == 403);
  CHECK(revoke(operators.secret, second.key.id) == 200);
  const auto foreign = make(it, {.organization = "OTHER"});
  CHECK(revoke(operators.secret, foreign.key.id) == 404);
}

TEST_CASE("an invitation signs in once, for seven days, with the new key's rights") {
  TestServer it;
  const std::string admin = make(it, {}).secret;
  const Answer invited =
      post(it, admin, kKeys + "/invite", R"({"label": "Huda", "scopes": ["read"]})");
  REQUIRE(invited.status == 200);
  CHECK(invited.json().find("data")->find("secret") == nullptr);
  CHECK(invited.data("linkExpiresAt") == json::Value{"2026-01-12T08:00:00.000Z"});
  const json::Value printed = invited.data("link");
  const std::string link = *printed.string();
  const std::string page = it.server.url() + "/console/sign-in#";
  REQUIRE(link.starts_with(page));
  const auto use = [&](const std::string& token) {
    return it.bare("POST", "/v1/bi/sessions",
                   {"Sec-Fetch-Site: same-origin", "Content-Type: application/json"},
                   R"({"signInToken": ")" + token + "\"}");
  };
  it.clock.advance(6 * 24h);
  const Answer signed_in = use(link.substr(page.size()));
  REQUIRE(signed_in.status == 200);
  CHECK(*signed_in.data("key").find("id")->string() == id_of(invited));
  CHECK(use(link.substr(page.size())).code() == "SIGN_IN_LINK_ENDED");
  const Answer late = post(it, admin, kKeys + "/invite", R"({"label": "Omar"})");
  it.clock.advance(7 * 24h);
  CHECK(use(late.data("link").string()->substr(page.size())).code() == "SIGN_IN_LINK_ENDED");
}
