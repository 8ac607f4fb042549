#include "access_fixture.h"
#include "json/write.h"
#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

namespace {

const std::string kSavedRequests = "/v1/bi/saved-requests";

std::string body(const std::string& name, const std::string& visibility = "private",
                 const std::string& params = order("en")) {
  // order() is {"params": ...}
  return R"({"name": ")" + name + R"(", "visibility": ")" + visibility + R"(", )" +
         params.substr(1);
}

struct Keys {
  TestServer& it;
  std::string mine = it.key;
  std::string other = it.create_key("ACME");
  std::string admin = admin_key(it, "admin").secret;
  std::string foreign = it.create_key("OTHER");

  Answer ask(const std::string& key, const char* method, const std::string& path,
             const std::string& body = "", const std::string& tag = "") const {
    auto headers = headers_for(key, key == foreign ? "OTHER" : "ACME");
    if (!tag.empty()) headers.push_back("If-Match: " + tag);
    return it.bare(method, path, headers, body);
  }
  std::string create(const std::string& key, const std::string& sent) const {
    const Answer answer = ask(key, "POST", kSavedRequests, sent);
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return text(answer.data("savedRequest"), "id");
  }
  std::size_t count(const std::string& key, const std::string& query = "") const {
    return ask(key, "GET", kSavedRequests + query).data("savedRequests").elements()->size();
  }
};

}  // namespace

TEST_CASE("a saved request is returned as it was sent") {
  TestServer it;
  const Keys keys{it};
  const std::string params =
      order("ar", R"(, "parameters": [{"key": "period", "value": {"value": "thisMonth"}}])");
  const Answer made =
      keys.ask(keys.mine, "POST", kSavedRequests, body(" Unpaid  ", "private", params));
  INFO(made.body);
  REQUIRE(made.status == 200);
  const json::Value saved = made.data("savedRequest");
  CHECK(text(saved, "name") == "Unpaid");
  CHECK(text(saved, "visibility") == "private");
  CHECK(text(saved, "dataModel") == "shop.sales");
  CHECK(made.header("ETag") == "\"v1\"");
  CHECK(made.header("Location") == kSavedRequests + "/" + text(saved, "id"));
  const Answer read = keys.ask(keys.mine, "GET", kSavedRequests + "/" + text(saved, "id"));
  CHECK(read.header("ETag") == "\"v1\"");
  CHECK(read.data("savedRequest") == saved);
  REQUIRE(saved.find("params") != nullptr);
  CHECK(json::write(*saved.find("params")) == json::write(*json::parse(params).find("params")));
  const json::Value list = keys.ask(keys.mine, "GET", kSavedRequests).data("savedRequests");
  REQUIRE(list.elements()->size() == 1);
  CHECK(list.elements()->front().find("params") == nullptr);
  CHECK(keys.count(keys.mine, "?dataModel=shop.sales") == 1);
  CHECK(keys.count(keys.mine, "?dataModel=shop.picked") == 0);
  CHECK(keys.ask(keys.mine, "GET", kSavedRequests + "?color=red").status == 400);
}

TEST_CASE("a saved request's params are checked as a submit's") {
  TestServer it;
  const Keys keys{it};
  const auto code = [&](const std::string& sent) {
    const Answer answer = keys.ask(keys.mine, "POST", kSavedRequests, sent);
    CHECK(answer.status == 400);
    return answer.code();
  };
  CHECK(code(body("a", "private", order("en", "", "no.such"))) == "NotFound");
  CHECK(code(body("a", "private",
                  order("en", R"(, "parameters": [{"key": "nope", "value": {"value": 1}}])"))) ==
        "UNKOWN_DATA_MODEL_PARAMETER");
  CHECK(code(body("a", "private", order("fr"))) == "INVALID_DATA_MODEL_PARAMETER");
  for (const std::string& sent :
       {std::string{"[]"}, std::string{"{}"}, std::string{R"({"name": "a"})"}, body(""), body("  "),
        body(std::string(101, 'x')), body("a\\nb"), body("a", "public"),
        body("a", "private", order("en", R"(, "x": ")" + std::string(70'000, 'x') + "\""))}) {
    CAPTURE(sent.substr(0, 100));
    CHECK(code(sent) == "INVALID_DATA_MODEL_PARAMETER");
  }
  CHECK(keys.count(keys.mine) == 0);
}

TEST_CASE("a saved request is private, or for the organization's keys with its data model") {
  TestServer it;
  const Keys keys{it};
  const std::string own = keys.create(keys.mine, body("own"));
  const std::string shared = keys.create(keys.mine, body("shared", "organization"));
  CHECK(keys.count(keys.mine) == 2);
  CHECK(keys.count(keys.other) == 1);
  CHECK(keys.count(keys.admin) == 1);
  CHECK(keys.count(keys.foreign) == 0);
  const auto status = [&](const std::string& key, const std::string& id) {
    return keys.ask(key, "GET", kSavedRequests + "/" + id).status;
  };
  CHECK(status(keys.other, own) == 404);
  CHECK(status(keys.admin, own) == 404);
  CHECK(status(keys.other, shared) == 200);
  CHECK(status(keys.foreign, shared) == 404);
  const auto narrow = it.keys.create({.organization = base::OrganizationUid{"ACME"},
                                      .label = "narrow",
                                      .scopes = {auth::Scope::kAdmin},
                                      .models = {"shop.picked"}});
  CHECK(status(narrow.secret, shared) == 404);
  CHECK(keys.count(narrow.secret) == 0);
}

TEST_CASE("a shared saved request is changed by its owner and by admin keys") {
  TestServer it;
  const Keys keys{it};
  const std::string path = kSavedRequests + "/" + keys.create(keys.mine, body("a", "organization"));
  const auto status = [&](const std::string& key, const char* method,
                          const std::string& sent = "") {
    return keys.ask(key, method, path, sent, "*").status;
  };
  const std::string change = body("b", "organization");
  CHECK(status(keys.other, "PUT", change) == 403);
  CHECK(status(keys.other, "DELETE") == 403);
  CHECK(status(keys.foreign, "PUT", change) == 404);
  CHECK(status(keys.foreign, "DELETE") == 404);
  CHECK(status(keys.admin, "PUT", change) == 200);
  const Answer refused = keys.ask(keys.admin, "PUT", path, body("b", "private"), "*");
  CHECK(refused.status == 403);
  CHECK(refused.message() ==
        it.messages.text(language::Language::kEnglish, {"server.saved_request_of_another"}));
  CHECK(status(keys.mine, "PUT", body("b", "private")) == 200);
  CHECK(status(keys.admin, "DELETE") == 404);
  CHECK(status(keys.mine, "DELETE") == 200);
  CHECK(status(keys.mine, "DELETE") == 404);
}

TEST_CASE("two editors of a saved request do not overwrite each other") {
  TestServer it;
  const Keys keys{it};
  const std::string path = kSavedRequests + "/" + keys.create(keys.mine, body("a"));
  const auto put = [&](const std::string& name, const std::string& tag) {
    return keys.ask(keys.mine, "PUT", path, body(name), tag);
  };
  CHECK(put("b", "").status == 428);
  const Answer first = put("b", "\"v1\"");
  CHECK(first.status == 200);
  CHECK(first.header("ETag") == "\"v2\"");
  const Answer second = put("c", "\"v1\"");
  CHECK(second.status == 412);
  CHECK(second.code() == "PRECONDITION_FAILED");
  CHECK(put("c", "W/\"v2\"").status == 412);
  CHECK(put("c", "nonsense").status == 412);
  CHECK(text(keys.ask(keys.mine, "GET", path).data("savedRequest"), "name") == "b");
  CHECK(keys.ask(keys.mine, "DELETE", path, "", "\"v1\"").status == 412);
  CHECK(keys.ask(keys.mine, "DELETE", path, "", "\"v2\"").status == 200);
}

TEST_CASE("a name is used once per owner and data model, and saved requests are limited") {
  TestServer it;
  const Keys keys{it};
  static_cast<void>(keys.create(keys.mine, body("a")));
  CHECK(keys.ask(keys.mine, "POST", kSavedRequests, body("a")).status == 409);
  static_cast<void>(keys.create(keys.other, body("a")));
  static_cast<void>(keys.create(keys.mine, body("a", "organization")));
  CHECK(keys.ask(keys.other, "POST", kSavedRequests, body("a", "organization")).status == 409);
  const std::string path = kSavedRequests + "/" + keys.create(keys.mine, body("b"));
  CHECK(keys.ask(keys.mine, "PUT", path, body("a"), "*").status == 409);
  for (auto i = std::int64_t{3}; i < preference::SavedRequestStore::kMaxPerOwner; ++i) {
    static_cast<void>(keys.create(keys.mine, body("n" + std::to_string(i))));
  }
  const Answer full = keys.ask(keys.mine, "POST", kSavedRequests, body("z"));
  CHECK(full.status == 409);
  CHECK_THAT(full.message(), ContainsSubstring("200"));
}

TEST_CASE("saved requests and favourites follow a key's rotation, and are audited") {
  TestServer it;
  const Keys keys{it};
  const std::string id = keys.create(keys.mine, body("a"));
  const std::string favourite = "/v1/bi/data-models/shop.sales/favourite";
  CHECK(keys.ask(keys.mine, "PUT", favourite).status == 200);
  CHECK(keys.ask(keys.mine, "PUT", favourite).status == 200);
  const auto rotated = it.keys.rotate(it.key_id, std::chrono::hours{1});
  REQUIRE(rotated);
  CHECK(keys.ask(rotated->secret, "GET", kSavedRequests + "/" + id).status == 200);
  const auto is_favourite = [&](const std::string& key) {
    const json::Value model =
        keys.ask(key, "GET", "/v1/bi/data-models/shop.sales").data("dataModel");
    const json::Value* mark = model.find("favourite");
    REQUIRE(mark != nullptr);
    return *mark->boolean();
  };
  CHECK(is_favourite(rotated->secret));
  CHECK_FALSE(is_favourite(keys.other));
  std::size_t listed = 0;
  const json::Value models = keys.ask(keys.mine, "GET", "/v1/bi/data-models").data("dataModels");
  for (const json::Value& model : *models.elements()) {
    listed += *model.find("favourite")->boolean() ? 1 : 0;
  }
  CHECK(listed == 1);
  CHECK(keys.ask(rotated->secret, "DELETE", favourite).status == 200);
  CHECK_FALSE(is_favourite(keys.mine));
  CHECK(keys.ask(keys.mine, "PUT", "/v1/bi/data-models/no.such/favourite").status == 404);
  CHECK(keys.ask(keys.mine, "DELETE", "/v1/bi/data-models/no.such/favourite").status == 200);
  CHECK(keys.ask(keys.mine, "DELETE", kSavedRequests + "/" + id).status == 200);
  std::vector<std::string> actions;
  it.audit.read({}, [&](const auto& record) {
    const bool is_ours =
        record.action.starts_with("favourite") || record.action.starts_with("saved");
    if (is_ours) actions.push_back(record.action);
  });
  CHECK(actions == std::vector<std::string>{"saved-request.created", "favourite.added",
                                            "favourite.removed", "saved-request.deleted"});
}
