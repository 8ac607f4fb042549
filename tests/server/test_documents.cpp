#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <tuple>

#include "asset/asset.h"
#include "job/job.h"
#include "job/warning_code.h"
#include "json/parse.h"
#include "model/value/operator.h"
#include "server/http/limits.h"
#include "server/routes/document_routes.h"
#include "support/catch.h"

using Catch::Matchers::ContainsSubstring;

namespace {

const json::Value& at(const json::Value& value, std::initializer_list<const char*> path) {
  const json::Value* found = &value;
  for (const char* name : path) {
    found = found->find(name);
    REQUIRE(found != nullptr);
  }
  return *found;
}

/// Adds the target of every "$ref" in the value.
void collect_references(const json::Value& value, std::vector<std::string>& found) {
  if (const auto* elements = value.elements()) {
    for (const json::Value& element : *elements) collect_references(element, found);
  }
  if (const auto* members = value.members()) {
    for (const json::Member& member : *members) {
      if (member.name == "$ref") found.push_back(*member.value.string());
      collect_references(member.value, found);
    }
  }
}

std::set<std::string> words(const json::Value& list) {
  std::set<std::string> words;
  for (const json::Value& word : *list.elements()) words.insert(*word.string());
  return words;
}

}  // namespace

TEST_CASE("the served document contains the published contract unchanged") {
  const json::Value contract = json::parse(asset::bytes("assets/contract/gormic-bi-openapi.json"));
  const json::Value served = server::openapi_document();
  for (const auto& [path, method] :
       {std::pair{"/v1/bi/jobs", "post"}, {"/v1/bi/jobs/{uid}", "get"}}) {
    CAPTURE(path);
    const json::Value& published = at(contract, {"paths", path, method});
    const json::Value& operation = at(served, {"paths", path, method});
    for (const json::Member& member : *published.members()) {
      if (member.name == "parameters" || member.name == "responses") continue;
      CHECK(at(operation, {member.name.c_str()}) == member.value);
    }
    for (const json::Member& response : *at(published, {"responses"}).members()) {
      for (const json::Member& member : *response.value.members()) {
        CHECK(at(operation, {"responses", response.name.c_str(), member.name.c_str()}) ==
              member.value);
      }
    }
    // What comes after the published parameters may be left out.
    const auto& parameters = *at(operation, {"parameters"}).elements();
    const auto& known = *at(published, {"parameters"}).elements();
    REQUIRE(parameters.size() > known.size());
    CHECK(std::equal(known.begin(), known.end(), parameters.begin()));
    CHECK(std::none_of(parameters.begin() + std::ssize(known), parameters.end(),
                       [](const json::Value& one) { return one.find("required") != nullptr; }));
  }
  CHECK(at(served, {"security"}) == at(contract, {"security"}));
  CHECK(at(served, {"info"}) == at(contract, {"info"}));
  for (const json::Member& schema : *at(contract, {"components", "schemas"}).members()) {
    CAPTURE(schema.name);
    CHECK(at(served, {"components", "schemas", schema.name.c_str()}) == schema.value);
  }
}

TEST_CASE("the served document and the examples of /docs have the server's URL") {
  const auto url = [](const std::string& base_url) {
    const server::DocumentRoutes routes{base_url};
    const json::Value document =
        json::parse(*std::get<server::SharedBytes>(routes.openapi({}).body));
    const std::string& html = *std::get<server::SharedBytes>(routes.docs({}).body);
    const json::Value servers = at(document, {"servers"});
    REQUIRE(servers.elements()->size() == 1);
    const json::Value found = at(servers.elements()->front(), {"url"});
    CHECK_THAT(html, ContainsSubstring("\"url\": \"" + *found.string() + "\""));
    return found;
  };
  CHECK(url("") == json::Value{"/"});
  CHECK(url("https://bi.example") == json::Value{"https://bi.example"});
  CHECK(url("https://bi.example/reports") == json::Value{"https://bi.example/reports"});
}

TEST_CASE("every reference in the served document resolves") {
  const json::Value served = server::openapi_document();
  std::vector<std::string> references;
  collect_references(served, references);
  CHECK(references.size() > 10);
  for (const std::string& reference : references) {
    CAPTURE(reference);
    const std::string prefix = "#/components/schemas/";
    REQUIRE(reference.starts_with(prefix));
    CHECK(at(served, {"components", "schemas"}).find(reference.substr(prefix.size())) != nullptr);
  }
}

TEST_CASE("the page of /docs loads nothing else") {
  const server::Response page = server::DocumentRoutes{}.docs({});
  const std::string& html = *std::get<server::SharedBytes>(page.body);
  for (const char* outside : {"src=", "<link", "@import", "url(", "fetch("}) {
    CAPTURE(outside);
    CHECK_THAT(html, !ContainsSubstring(outside));
  }
  CHECK_THAT(html, !ContainsSubstring("{{document}}") && !ContainsSubstring("{{texts}}"));
  const std::string policy{page.headers.find("Content-Security-Policy").value()};
  CHECK_THAT(policy, ContainsSubstring("default-src 'none'"));
  CHECK_THAT(policy, ContainsSubstring("script-src 'sha256-") && !ContainsSubstring("unsafe"));
}

TEST_CASE("the page of /docs uses the console's fonts, from this server only") {
  const server::Response page = server::DocumentRoutes{{}, "/reports/console/assets/x/"}.docs({});
  const std::string& html = *std::get<server::SharedBytes>(page.body);
  CHECK_THAT(html,
             ContainsSubstring("url(\"/reports/console/assets/x/vendor/fonts/arabic-400.woff2\")"));
  CHECK_THAT(html, ContainsSubstring("href=\"/reports/console\""));
  CHECK_THAT(html, !ContainsSubstring("{{fonts}}") && !ContainsSubstring("{{console}}"));
  CHECK_THAT(std::string{page.headers.find("Content-Security-Policy").value()},
             ContainsSubstring("font-src 'self'") && !ContainsSubstring("unsafe"));
}

TEST_CASE("the list query is described, operators and periods in both languages") {
  const json::Value texts = json::parse(asset::bytes("assets/docs/texts.json"));
  for (const char* language : {"en", "ar"}) {
    CHECK(at(texts, {language, "query"}).elements()->size() == 4);
    for (const char* part : {"operators", "periods"}) {
      for (const json::Value& row : *at(texts, {part}).elements()) {
        CHECK(at(texts, {language, part}).find(*row.elements()->back().string()) != nullptr);
      }
    }
  }
  const json::Value document = server::openapi_document();
  const json::Value& said =
      at(document, {"components", "schemas", "ListQueryFilter", "properties", "op", "enum"});
  CHECK(said.elements()->size() == model::operators().size());
  for (const json::Value& word : *said.elements()) {
    CHECK(std::ranges::any_of(model::operators(),
                              [&](const auto& known) { return known.first == *word.string(); }));
  }
}

TEST_CASE("exactly the codes that are sent are documented") {
  const json::Value texts = json::parse(asset::bytes("assets/docs/texts.json"));
  const json::Value document = server::openapi_document();
  std::set<std::string> warnings;
  for (const job::WarningCode& row : job::warning_codes()) warnings.emplace(row.code);
  std::set<std::string> failures;
  for (int i = 0; !job::name(job::FailureCode{i}).empty(); ++i) {
    failures.emplace(job::name(job::FailureCode{i}));
  }
  CHECK(failures.size() == 6);
  for (const auto& [part, schema, sent] :
       {std::tuple{"warnings", "Warning", warnings}, {"failures", "JobFailure", failures}}) {
    CAPTURE(part);
    CHECK(words(at(texts, {part})) == sent);
    CHECK(words(at(document, {"components", "schemas", schema, "properties", "code",
                              "x-extensible-enum"})) == sent);
    for (const char* language : {"en", "ar"}) {
      std::set<std::string> explained;
      for (const json::Member& member : *at(texts, {language, part}).members()) {
        explained.insert(member.name);
      }
      CHECK(explained == sent);
    }
  }
}

TEST_CASE("every code of an error is documented with its status") {
  const json::Value texts = json::parse(asset::bytes("assets/docs/texts.json"));
  std::set<std::string> documented;
  for (const json::Value& row : *at(texts, {"errors"}).elements()) {
    documented.insert(*row.elements()->front().string() + " " + *row.elements()->back().string());
  }
  std::set<std::string> sent;
  const std::regex problem{R"re(\b([45]\d\d),\s*"([A-Za-z_]+)")re"};
  const std::filesystem::path sources{GORMIC_BI_TREE "/src/server"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator{sources}) {
    if (entry.path().extension() != ".cpp") continue;
    std::string code;
    std::getline(std::ifstream{entry.path()}, code, '\0');
    for (std::sregex_iterator found{code.begin(), code.end(), problem}, end; found != end;
         ++found) {
      sent.insert((*found)[1].str() + " " + (*found)[2].str());
    }
  }
  CHECK(sent.size() > 15);
  for (const std::string& one : sent) {
    CAPTURE(one);
    CHECK(documented.contains(one));
  }
}

TEST_CASE("the answer to one event stream too many is documented with the limits of the server") {
  const json::Value document = server::openapi_document();
  const server::Limits limits;
  for (const char* path : {"/v1/bi/jobs/{uid}/events", "/v1/bi/events"}) {
    CAPTURE(path);
    const std::string text =
        *at(document, {"paths", path, "get", "responses", "429", "description"}).string();
    CHECK_THAT(text, ContainsSubstring("session (" + std::to_string(limits.streams_per_session)));
    CHECK_THAT(text, ContainsSubstring("key (" + std::to_string(limits.suspended_per_owner)));
    CHECK(at(json::parse(asset::bytes("assets/docs/texts.json")), {"ar", "prose"}).find(text) !=
          nullptr);
  }
}

TEST_CASE("the page of /docs has an Arabic text for every English one") {
  const json::Value texts = json::parse(asset::bytes("assets/docs/texts.json"));
  for (const char* part : {"labels", "notes", "errors", "warnings", "failures"}) {
    for (const json::Member& member : *at(texts, {"en", part}).members()) {
      CAPTURE(part, member.name);
      CHECK(at(texts, {"ar", part}).find(member.name) != nullptr);
    }
  }
  const json::Value& prose = at(texts, {"ar", "prose"});
  const json::Value served = server::openapi_document();
  for (const json::Member& path : *at(served, {"paths"}).members()) {
    for (const json::Member& operation : *path.value.members()) {
      CAPTURE(path.name, operation.name);
      CHECK(prose.find(*at(operation.value, {"summary"}).string()) != nullptr);
    }
  }
}
