#include "access_fixture.h"
#include "support/catch.h"

using auth::Scope;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string key_of(TestServer& it, const char* organization, std::set<Scope> scopes,
                   bool includes_sub_organizations = true) {
  return it.keys
      .create({.organization = base::OrganizationUid{organization},
               .label = organization,
               .scopes = std::move(scopes),
               .includes_sub_organizations = includes_sub_organizations})
      .secret;
}

const std::set<Scope> kAdmin{Scope::kAdmin};
const std::set<Scope> kBoth{Scope::kAdmin, Scope::kOperator};

void submit_for(TestServer& it, const char* organization) {
  static_cast<void>(it.jobs.submit({.organization = base::OrganizationUid{organization},
                                    .key = base::KeyId{"k"},
                                    .data_model = "shop.sales",
                                    .request = "{}"}));
}

/// The organizations that entries of the audit have.
std::set<std::string> organizations_in(const Answer& answer) {
  std::set<std::string> found;
  const json::Value entries = answer.data("entries");
  for (const json::Value& entry : *entries.elements()) {
    found.insert(*entry.find("organization")->string());
  }
  return found;
}

}  // namespace

TEST_CASE("an admin reads the audit of its organization and of those below") {
  TestServer it;
  for (const char* organization : {"ACME", "ACME-JED", "OTHER", ""}) {
    it.audit.record({.action = "job.deleted",
                     .organization = base::OrganizationUid{organization},
                     .target = "job-1",
                     .detail = "=1+1"});
  }
  const auto read = [&](const std::string& key, const std::string& query = "",
                        const char* organization = "ACME") {
    return it.bare("GET", "/v1/bi/audit?action=job" + query, headers_for(key, organization));
  };
  const std::string admin = key_of(it, "ACME", kAdmin);
  const Answer unknown =
      it.bare("GET", "/v1/bi/audit?action=job.created", headers_for(admin, "ACME"));
  CHECK(unknown.status == 400);
  CHECK_THAT(unknown.body, ContainsSubstring("\"path\":\"action\"") &&
                               ContainsSubstring("saved-request.created"));
  using Names = std::set<std::string>;
  CHECK(organizations_in(read(admin)) == Names{"ACME", "ACME-JED"});
  CHECK(organizations_in(read(key_of(it, "ACME", kAdmin, false))) == Names{"ACME"});
  CHECK(organizations_in(read(key_of(it, "ACME-JED", kAdmin), "", "ACME-JED")) ==
        Names{"ACME-JED"});
  CHECK(organizations_in(read(key_of(it, "ACME", kBoth))) ==
        Names{"", "ACME", "ACME-JED", "OTHER"});
  CHECK(organizations_in(read(admin, "&organization=OTHER")).empty());
  CHECK(organizations_in(read(admin, "&organization=ACME-JED&target=job-1")) == Names{"ACME-JED"});

  const Answer first = read(admin, "&pageSize=1");
  CHECK(organizations_in(first) == Names{"ACME-JED"});
  const Answer second = read(admin, "&pageSize=1&cursor=" + *first.data("nextCursor").string());
  CHECK(organizations_in(second) == Names{"ACME"});
  CHECK(second.json().find("data")->find("nextCursor") == nullptr);
  for (const char* wrong : {"&cursor=x", "&since=x", "&pageSize=201", "&format=xml", "&x=1"}) {
    CAPTURE(wrong);
    CHECK(read(admin, wrong).status == 400);
  }
  CHECK(organizations_in(read(admin, "&since=2026-01-06")).empty());
  // At 08:00 UTC it is 11:00 in the organization.
  CHECK(organizations_in(read(admin, "&until=2026-01-05T11:00")).empty());
  CHECK(organizations_in(read(admin, "&until=2026-01-05T11:01")) == Names{"ACME", "ACME-JED"});
  CHECK(organizations_in(read(admin, "&until=2026-01-05T11:01Z")) == Names{"ACME", "ACME-JED"});
  CHECK(organizations_in(read(admin, "&until=2026-01-05T08:00Z")).empty());
}

TEST_CASE("the audit of a key has to be that of a key which the caller may know") {
  TestServer it;
  const std::string admin = key_of(it, "ACME", kAdmin);
  const std::string both = key_of(it, "ACME", kBoth);
  const auto status = [&](const std::string& caller, const std::string& id,
                          const std::string& query = "") {
    return it.bare("GET", "/v1/bi/audit?key=" + id + query, headers_for(caller, "ACME")).status;
  };
  const auto made = [&](const char* organization) {
    return it.keys
        .create({.organization = base::OrganizationUid{organization},
                 .label = "made",
                 .scopes = {Scope::kRead}})
        .key.id;
  };
  const Answer unknown = it.bare("GET", "/v1/bi/audit?key=typo", headers_for(admin, "ACME"));
  CHECK(unknown.status == 400);
  CHECK(unknown.code() == "INVALID_DATA_MODEL_PARAMETER");
  CHECK_THAT(unknown.body, ContainsSubstring("\"path\":\"key\"") &&
                               ContainsSubstring("There is no key with this ID"));
  CHECK(status(admin, "typo", "&format=csv") == 400);
  CHECK(status(both, "typo") == 400);

  const base::KeyId own = made("ACME-JED");
  CHECK(status(admin, own.text()) == 200);
  CHECK(status(admin, own.text(), "&since=2099-01-01") == 200);
  CHECK(it.keys.revoke(own));
  CHECK(status(admin, own.text()) == 200);

  const base::KeyId foreign = made("OTHER");
  CHECK(status(admin, foreign.text()) == 400);
  CHECK(status(both, foreign.text()) == 200);
  it.audit.record({.action = "job.deleted",
                   .organization = base::OrganizationUid{"ACME"},
                   .key = base::KeyId{"of-a-restored-backup"}});
  CHECK(status(admin, "of-a-restored-backup", "&action=file") == 200);
}

TEST_CASE("the audit is a CSV file whose cells are no formulas") {
  TestServer it;
  const std::string admin = key_of(it, "ACME", kAdmin);
  for (int i = 0; i < 2; ++i) {
    it.audit.record({.action = "job.deleted",
                     .organization = base::OrganizationUid{"ACME"},
                     .target = "job-1",
                     .detail = "=HYPERLINK(\"x\")"});
  }
  TestServer::Headers headers = headers_for(admin, "ACME");
  const Answer asked = it.bare("GET", "/v1/bi/audit?action=job&format=csv&pageSize=1", headers);
  CHECK(asked.header("Content-Type") == "text/csv; charset=utf-8; header=present");
  CHECK_THAT(asked.header("Content-Disposition"), ContainsSubstring("attachment"));
  CHECK(asked.header("X-Next-Cursor") != "");
  CHECK_THAT(asked.body, ContainsSubstring("number,at,action,organization,") &&
                             ContainsSubstring(",\"'=HYPERLINK(\"\"x\"\")\"\r\n"));
  CHECK(occurrences(asked.body, "\r\n") == 2);
  headers.emplace_back("Accept: text/csv");
  const Answer accepted = it.bare("GET", "/v1/bi/audit?action=job", headers);
  CHECK(occurrences(accepted.body, "\r\n") == 3);
  CHECK(accepted.header("X-Next-Cursor").empty());
}

TEST_CASE("a whole CSV of the audit is refused on a full disk, in the language of the caller") {
  TestServer it;
  TestServer::Headers headers = headers_for(key_of(it, "ACME", kAdmin), "ACME");
  headers.emplace_back("Accept-Language: ar");
  CHECK(it.bare("GET", "/v1/bi/audit?format=csv", headers).status == 200);
  it.files.room = false;
  const Answer refused = it.bare("GET", "/v1/bi/audit?format=csv", headers);
  CHECK(refused.status == 507);
  CHECK(refused.code() == "DISK_FULL");
  CHECK(refused.header("Retry-After") == "60");
  CHECK(refused.message() ==
        it.messages.text(language::Language::kArabic, base::Message{"base.disk_full"}));
  CHECK(it.bare("GET", "/v1/bi/audit?format=csv&pageSize=1", headers).status == 200);
  CHECK(std::filesystem::is_empty(it.database.directory() / "files"));
}

TEST_CASE("an admin sees names of its own organizations only, an operator the installation") {
  TestServer it;
  for (const char* organization : {"ACME", "ACME-JED", "OTHER", "OTHER"}) {
    submit_for(it, organization);
  }
  REQUIRE(it.jobs.claim(it.epoch));
  const auto show = [&](const std::string& key, const char* organization = "ACME") {
    return it.bare("GET", "/v1/bi/operations", headers_for(key, organization));
  };
  const Answer admins = show(key_of(it, "ACME", kAdmin));
  REQUIRE(admins.status == 200);
  CHECK_THAT(admins.body, !ContainsSubstring("OTHER"));
  CHECK(admins.data("organizations").elements()->size() == 2);
  CHECK(admins.data("running").elements()->size() == 1);
  CHECK(*admins.data("others").find("pending") == json::Value{2});
  for (const char* name : {"sources", "catalogue", "findings", "disk"}) {
    CAPTURE(name);
    CHECK(admins.json().find("data")->find(name) == nullptr);
  }
  const Answer theirs = show(key_of(it, "OTHER", kAdmin), "OTHER");
  CHECK_THAT(theirs.body, !ContainsSubstring("ACME"));
  CHECK(theirs.data("running").elements()->empty());
  CHECK(*theirs.data("others").find("running") == json::Value{1});

  it.source_states["shop"] = {
      .is_reachable = false,
      .reason = base::Message{"source.does_not_answer", {{"source", "shop"}}},
      .latency = std::chrono::milliseconds{7},
      .last_fault_at = it.clock.now(),
      .last_fault = base::Message{"source.does_not_answer", {{"source", "shop"}}}};
  const Answer operators = show(key_of(it, "ACME", kBoth));
  CHECK(operators.data("organizations").elements()->size() == 3);
  const json::Value sources = operators.data("sources");
  const json::Value& source = sources.elements()->front();
  CHECK(*source.find("reachable") == json::Value{false});
  CHECK(*source.find("latencyMs") == json::Value{7});
  CHECK(*source.find("lastFault")->find("at") == json::Value{"2026-01-05T08:00:00.000Z"});
  CHECK(*operators.data("disk").find("bytes") == json::Value{1000});
  CHECK(*operators.data("catalogue").find("faults")->elements()->front().find("path") ==
        json::Value{"models/x.json"});
  CHECK(*operators.data("findings").elements()->front().find("level") == json::Value{"error"});
  const auto test = [&](const std::string& name) {
    return it.bare("POST", "/v1/bi/operations/sources/" + name + "/test",
                   headers_for(key_of(it, "ACME", {Scope::kOperator}), "ACME"));
  };
  CHECK(*test("shop").data("source").find("reachable") == json::Value{false});
  CHECK(test("none").status == 404);
}

TEST_CASE("an operator asks for all checks, once at a time") {
  TestServer it;
  const auto check = [&](Scope scope) {
    return it.bare("POST", "/v1/bi/operations/doctor",
                   headers_for(key_of(it, "ACME", {scope}), "ACME"));
  };
  const json::Value findings = check(Scope::kOperator).data("findings");
  CHECK(findings.elements()->size() == 1);
  CHECK(*findings.elements()->front().find("subject") == json::Value{"clock"});
  CHECK(check(Scope::kAdmin).status == 403);
  it.is_checking = true;
  CHECK(check(Scope::kOperator).status == 409);
}
