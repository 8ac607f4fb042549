#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "asset/asset.h"
#include "base/digest.h"
#include "server/api/problem.h"
#include "server/routes/console_routes.h"
#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

namespace {

server::Request get(const std::string& path, const std::string& encoding = {}) {
  server::Request request;
  request.path = path;
  if (!encoding.empty()) request.headers.set("Accept-Encoding", encoding);
  return request;
}

const std::string& content(const server::Response& response) {
  const auto* shared = std::get_if<server::SharedBytes>(&response.body);
  return shared ? **shared : std::get<std::string>(response.body);
}

std::string read(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream{path, std::ios::binary}.rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("the console is one page for all addresses below it", "[console]") {
  const server::ConsoleRoutes console{"/reports"};
  const server::Response page = console(get("/console"));
  for (const char* path : {"/console/", "/console/jobs/1", "/console/a/b/c"}) {
    CHECK(content(console(get(path))) == content(page));
  }
  CHECK_THAT(content(page), ContainsSubstring("\"/reports" + console.asset_path() + "main.js\""));
  CHECK_THAT(content(page), !ContainsSubstring("{{") && !ContainsSubstring("<style") &&
                                !ContainsSubstring("style="));
  const std::string policy{page.headers.find("Content-Security-Policy").value()};
  CHECK_THAT(policy, ContainsSubstring("default-src 'none'") &&
                         ContainsSubstring("require-trusted-types-for 'script'") &&
                         !ContainsSubstring("unsafe"));
  CHECK(page.headers.find("Cache-Control") == "no-cache");
}

TEST_CASE("files of the console never change under their address", "[console]") {
  const server::ConsoleRoutes console;
  for (const std::string_view name : asset::names("assets/console/")) {
    const std::string file{name.substr(std::string_view{"assets/console/"}.size())};
    if (file == "index.html" || file.ends_with(".gz")) continue;
    CAPTURE(file);
    const server::Response plain = console(get(console.asset_path() + file));
    CHECK(plain.status == 200);
    CHECK(content(plain) == asset::bytes(name));
    CHECK_THAT(std::string{plain.headers.find("Cache-Control").value()},
               ContainsSubstring("immutable"));
    server::Request again = get(console.asset_path() + file);
    again.headers.set("If-None-Match", std::string{plain.headers.find("ETag").value()});
    CHECK(console(again).status == 304);
    const server::Response compressed = console(get(console.asset_path() + file, "br, gzip"));
    const bool is_gzip = compressed.headers.find("Content-Encoding") == "gzip";
    CHECK(is_gzip == (file.ends_with(".js") || file.ends_with(".css") || file.ends_with(".json") ||
                      file.ends_with(".svg")));
    if (is_gzip) CHECK(content(compressed).starts_with("\x1f\x8b"));
  }
}

TEST_CASE("a script of another version reloads the page", "[console]") {
  const server::ConsoleRoutes console;
  const server::Response stale = console(get("/console/assets/old/main.js"));
  CHECK(stale.status == 200);
  CHECK_THAT(content(stale), ContainsSubstring("location.reload()"));
  CHECK(!stale.headers.find("Cache-Control"));  // the router's no-store
  CHECK_THROWS_AS(console(get("/console/assets/old/style/base.css")), server::Problem);
  CHECK_THROWS_AS(console(get(console.asset_path() + "none.js")), server::Problem);
}

TEST_CASE("the console can be turned off", "[console]") {
  CHECK(TestServer{}.get("/console/jobs", {}).status == 200);
  CHECK(TestServer{{.console = false}}.get("/console/jobs", {}).status == 404);
}

TEST_CASE("vendored files of the console are those that their list names", "[console]") {
  const std::filesystem::path folder{GORMIC_BI_TREE "/assets/console/vendor"};
  const std::string list = read(folder / "README.md");
  const std::regex row{R"(\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|)"};
  std::size_t count = 0;
  for (std::sregex_iterator found{list.begin(), list.end(), row}, end; found != end; ++found) {
    CAPTURE((*found)[1].str());
    CHECK(base::hex(base::sha256(read(folder / (*found)[1].str()))) == (*found)[2].str());
    ++count;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file() && entry.path().extension() != ".md") ++files;
  }
  CHECK(count == files);
}

TEST_CASE("Hijri months are those of the published calendar", "[console]") {
  const TestServer it;
  const std::string path = "/v1/bi/calendars/hijri";
  const json::Value months = it.get(path + "?from=2026-02-18&to=2026-03-20").data("months");
  REQUIRE(months.elements()->size() == 2);
  const json::Value& ramadan = months.elements()->front();
  CHECK(*ramadan.find("firstDay")->string() == "2026-02-18");
  CHECK(*ramadan.find("days") == json::Value{std::int64_t{30}});
  CHECK(*ramadan.find("name")->find("en")->string() == "Ramadan");
  CHECK(it.get(path + "?from=1900-01-01&to=1900-02-01").data("months").elements()->empty());
  for (const char* query :
       {"", "?from=2026-01-01", "?from=2026-01-01&to=x", "?from=today&to=today"}) {
    CHECK(it.get(path + query).status == 400);
  }
}
