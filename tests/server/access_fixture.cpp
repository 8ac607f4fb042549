#include "access_fixture.h"

#include <filesystem>
#include <fstream>

#include "support/catch.h"
#include "support/temp_dir.h"

std::vector<Endpoint> endpoints(const std::string& job, const std::string& model,
                                const std::string& parameter, const std::string& source) {
  return {{"POST", "/v1/bi/jobs", auth::Scope::kSubmit},
          {"POST", "/v1/bi/previews", auth::Scope::kSubmit},
          {"GET", "/v1/bi/jobs", auth::Scope::kRead},
          {"GET", "/v1/bi/jobs/" + job, auth::Scope::kRead},
          {"GET", "/v1/bi/jobs/" + job + "?wait=1", auth::Scope::kRead},
          {"GET", "/v1/bi/jobs/" + job + "/events", auth::Scope::kRead},
          {"GET", "/v1/bi/events", auth::Scope::kRead},
          {"POST", "/v1/bi/jobs/" + job + "/cancel", auth::Scope::kCancel},
          {"POST", "/v1/bi/jobs/" + job + "/retry", auth::Scope::kSubmit},
          {"DELETE", "/v1/bi/jobs/" + job, auth::Scope::kCancel},
          {"POST", "/v1/bi/jobs/cancel?status=failed&expect=0", auth::Scope::kCancel},
          {"DELETE", "/v1/bi/jobs?status=running&expect=0", auth::Scope::kCancel},
          {"GET", "/v1/bi/data-models", auth::Scope::kRead},
          {"PUT", "/v1/bi/data-models/" + model + "/favourite", auth::Scope::kRead},
          {"DELETE", "/v1/bi/data-models/" + model + "/favourite", auth::Scope::kRead},
          {"GET", "/v1/bi/saved-requests", auth::Scope::kSubmit},
          {"POST", "/v1/bi/saved-requests", auth::Scope::kSubmit},
          {"GET", "/v1/bi/saved-requests/" + job, auth::Scope::kSubmit},
          {"PUT", "/v1/bi/saved-requests/" + job, auth::Scope::kSubmit},
          {"DELETE", "/v1/bi/saved-requests/" + job, auth::Scope::kSubmit},
          {"GET", "/v1/bi/data-models/" + model, auth::Scope::kRead},
          {"GET", "/v1/bi/data-models/" + model + "/values/" + parameter, auth::Scope::kRead},
          {"GET", "/v1/bi/calendars/hijri?from=2026-01-01&to=2026-02-01", auth::Scope::kRead},
          {"GET", "/v1/bi/sessions", {}},
          {"DELETE", "/v1/bi/sessions", {}},
          {"GET", "/v1/bi/sessions/current", {}},
          {"PUT", "/v1/bi/sessions/current", {}},
          {"DELETE", "/v1/bi/sessions/current", {}},
          {"DELETE", "/v1/bi/sessions/" + job, {}},
          {"GET", "/v1/bi/keys", auth::Scope::kAdmin},
          {"POST", "/v1/bi/keys", auth::Scope::kAdmin},
          {"POST", "/v1/bi/keys/invite", auth::Scope::kAdmin},
          {"POST", "/v1/bi/keys/" + job + "/rotate", auth::Scope::kAdmin},
          {"POST", "/v1/bi/keys/" + job + "/revoke", auth::Scope::kAdmin},
          {"GET", "/v1/bi/audit", auth::Scope::kAdmin},
          {"GET", "/v1/bi/operations", auth::Scope::kAdmin},
          {"POST", "/v1/bi/operations/doctor", auth::Scope::kOperator},
          {"POST", "/v1/bi/operations/sources/" + source + "/test", auth::Scope::kOperator}};
}

TestServer::Headers headers_for(const std::string& key, const std::string& organization) {
  return {"api-key: " + key, "organization-id: " + organization, "X-Request-Id: same",
          "Content-Type: application/json"};
}

std::string comparable(const Answer& answer) {
  const std::size_t date = answer.head.find("\r\nDate: ");
  return answer.head.substr(0, date) + answer.head.substr(answer.head.find("\r\n", date + 2)) +
         answer.body;
}

std::shared_ptr<const model::Catalogue> edited_catalogue(const std::vector<Edit>& edits) {
  const TempDir temp_dir;
  const auto shop = std::filesystem::path{GORMIC_BI_TREE} / "tests/end_to_end/catalogues/shop";
  std::filesystem::copy(shop, temp_dir.path(), std::filesystem::copy_options::recursive);
  for (const Edit& edit : edits) {
    const auto file = temp_dir.path() / edit.file;
    std::string text;
    std::getline(std::ifstream{file}, text, '\0');
    text.replace(text.find(edit.old_text), edit.old_text.size(), edit.new_text);
    std::ofstream{file} << text;
  }
  auto catalogue = model::Catalogue::load(temp_dir.path()).catalogue;
  REQUIRE(catalogue != nullptr);
  return catalogue;
}

auth::ApiKeyStore::Created admin_key(TestServer& it, const std::string& label,
                                     bool includes_sub_organizations) {
  return it.keys.create({.organization = base::OrganizationUid{"ACME"},
                         .label = label,
                         .scopes = {auth::Scope::kAdmin},
                         .includes_sub_organizations = includes_sub_organizations});
}

std::string submit_picked(const TestServer& it, const std::string& key, const std::string& more) {
  const Answer answer = it.bare("POST", "/v1/bi/jobs", headers_for(key, "ACME"),
                                order("en", R"(, "query": {})" + more, "shop.picked"));
  REQUIRE(answer.status == 200);
  const json::Value id = answer.data("jobId");
  return *id.string();
}
