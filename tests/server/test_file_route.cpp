#include "base/digest.h"
#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a link downloads the file without a key") {
  TestServer it;
  const std::string bytes(3'000'000, 'x');
  const std::string arabic = "\xD9\x85\xD8\xA8\xD9\x8A\xD8\xB9\xD8\xA7\xD8\xAA.xlsx";
  const std::string link = it.link(it.completed(arabic, bytes));
  const Answer answer = it.bare("GET", link, {});
  CHECK(answer.status == 200);
  CHECK(answer.body == bytes);
  CHECK(answer.header("Content-Type") ==
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  CHECK(answer.header("Content-Length") == "3000000");
  CHECK(answer.header("Content-Disposition") ==
        "attachment; filename=\"report.xlsx\"; "
        "filename*=UTF-8''%D9%85%D8%A8%D9%8A%D8%B9%D8%A7%D8%AA.xlsx");
  CHECK(answer.header("X-Content-Type-Options") == "nosniff");
  CHECK(answer.header("Cache-Control") == "private, no-store");
  CHECK(answer.header("ETag") == "\"" + base::hex(base::sha256(bytes)) + "\"");
  CHECK(answer.header("Accept-Ranges") == "bytes");
  CHECK(answer.header("Server") == "gormic-bi");
}

TEST_CASE("an interrupted download can be resumed") {
  TestServer it;
  const std::string link = it.link(it.completed("a.xlsx", "abcdefghij"));
  const std::string tag = "\"" + base::hex(base::sha256("abcdefghij")) + "\"";
  const auto asked = [&](const std::string& range, const std::string& more = "X: y") {
    return it.bare("GET", link, {"Range: " + range, more});
  };
  for (const auto& [range, body, stretch] :
       {std::tuple{"bytes=0-0", "a", "0-0"}, std::tuple{"bytes=3-", "defghij", "3-9"},
        std::tuple{"bytes=-4", "ghij", "6-9"}, std::tuple{"bytes=8-999", "ij", "8-9"},
        std::tuple{"bytes=-99999999999999999999", "abcdefghij", "0-9"}}) {
    CAPTURE(range);
    const Answer answer = asked(range);
    CHECK(answer.status == 206);
    CHECK(answer.body == body);
    CHECK(answer.header("Content-Range") == "bytes " + std::string{stretch} + "/10");
    CHECK(answer.header("Content-Length") == std::to_string(std::string{body}.size()));
    CHECK(answer.header("ETag") == tag);
  }
  for (const char* range : {"bytes=10-", "bytes=99999999999999999999-", "bytes=-0"}) {
    CAPTURE(range);
    const Answer answer = asked(range);
    CHECK(answer.status == 416);
    CHECK(answer.code() == "RANGE_NOT_SATISFIABLE");
    CHECK(answer.header("Content-Range") == "bytes */10");
  }
  for (const char* range : {"bytes=0-1,3-4", "rows=0-1", "bytes=5-2", "bytes=", "bytes=a-b", "-1",
                            "bytes=1-2-3", "bytes= 1-2", "bytes=--1"}) {
    CAPTURE(range);
    CHECK(asked(range).status == 200);
    CHECK(asked(range).body == "abcdefghij");
  }
  CHECK(asked("bytes=0-0", "If-Range: " + tag).status == 206);
  CHECK(asked("bytes=0-0", "If-Range: W/" + tag).status == 200);
  CHECK(asked("bytes=0-0", "If-Range: \"other\"").status == 200);
  CHECK(asked("bytes=0-0", "If-Range: Wed, 21 Oct 2015 07:28:00 GMT").status == 200);
  CHECK(asked("bytes=0-0", "Range: bytes=1-1").status == 200);
  CHECK(asked("bytes=0-0", "If-None-Match: " + tag).status == 304);
  CHECK(asked("bytes=0-0", "If-Match: " + tag).status == 206);
  CHECK(asked("bytes=0-0", "If-Match: \"other\", " + tag).status == 206);
  CHECK(asked("bytes=0-0", "If-Match: *").status == 206);
  for (const std::string& other : {std::string{"\"other\""}, "W/" + tag, std::string{}}) {
    const Answer answer = asked("bytes=0-0", "If-Match: " + other);
    CHECK(answer.status == 412);
    CHECK(answer.code() == "PRECONDITION_FAILED");
  }
  CHECK(it.bare("HEAD", link, {"Range: bytes=0-0"}).header("Content-Length") == "10");
}

TEST_CASE("a link ends with its job") {
  TestServer it;
  const base::JobId id = it.completed("a.xlsx", "abc");
  const std::string link = it.link(id);
  CHECK(it.bare("GET", link, {}).status == 200);
  CHECK(it.ask("DELETE", "/v1/bi/jobs/" + id.text()).status == 200);
  CHECK(it.bare("GET", link, {}).status == 404);
}

TEST_CASE("HEAD describes the file without its bytes") {
  TestServer it;
  const std::string link = it.link(it.completed("a.xlsx", "abcdef"));
  const Answer answer = it.bare("HEAD", link, {});
  CHECK(answer.status == 200);
  CHECK(answer.header("Content-Length") == "6");
  CHECK_FALSE(answer.header("ETag").empty());
  CHECK(answer.body.empty());
}

TEST_CASE("a client that has the file gets 304") {
  TestServer it;
  const std::string link = it.link(it.completed("a.xlsx", "abcdef"));
  const std::string tag = "\"" + base::hex(base::sha256("abcdef")) + "\"";
  for (const std::string& sent : {tag, "W/" + tag, "\"x\", " + tag, std::string{"*"}}) {
    CAPTURE(sent);
    const Answer answer = it.bare("GET", link, {"If-None-Match: " + sent});
    CHECK(answer.status == 304);
    CHECK(answer.header("ETag") == tag);
    CHECK(answer.body.empty());
  }
  CHECK(it.bare("GET", link, {"If-None-Match: \"x\""}).status == 200);
}

TEST_CASE("a modified link is rejected") {
  TestServer it;
  const std::string link = it.link(it.completed("a.xlsx", "abcdef"));
  const std::string other = it.completed("b.xlsx", "secret").text();
  const std::string query = link.substr(link.find('?'));
  for (std::size_t at = 0; at < link.size(); ++at) {
    std::string tampered = link;
    if (tampered[at] == '/' || tampered[at] == '?' || tampered[at] == '&' || tampered[at] == '=') {
      continue;
    }
    tampered[at] = tampered[at] == '1' ? '2' : '1';
    CAPTURE(tampered);
    CHECK(it.bare("GET", tampered, {}).status == 404);
  }
  CHECK(it.bare("GET", "/v1/bi/files/" + other + query, {}).status == 404);
  CHECK(it.bare("GET", link.substr(0, link.find('?')), {}).status == 404);
  CHECK(it.get(link.substr(0, link.find('?'))).status == 404);  // a key does not replace a link
  CHECK(it.bare("GET", link, {}).status == 200);
}

TEST_CASE("a valid link expires with its time or its file") {
  TestServer it;
  const base::JobId id = it.completed("a.xlsx", "abcdef");
  const std::string link = it.link(id);
  it.clock.advance(std::chrono::hours{1});
  const Answer expired = it.bare("GET", link, {});
  CHECK(expired.status == 410);
  CHECK(expired.code() == "GONE");
  const std::string fresh = it.link(id);
  CHECK(it.bare("GET", fresh, {}).status == 200);
  it.files.remove(id.text());
  CHECK(it.bare("GET", fresh, {}).status == 410);

  const base::JobId old = it.completed("b.xlsx", "abcdef");
  const std::string last = it.link(old);
  it.clock.advance(std::chrono::days{8});
  CHECK(it.bare("GET", last, {}).status == 410);
  for (const base::JobId& gone : {id, old}) {  // no link to a file that is gone
    const json::Value described = it.get("/v1/bi/jobs/" + gone.text()).data("job");
    CHECK(described.find("downloadUrl") == nullptr);
    CHECK(described.find("expiresAt") != nullptr);
  }
}

TEST_CASE("a browser gets a page in both languages") {
  TestServer it;
  const std::string link = it.link(it.completed("a.xlsx", "abcdef"));
  it.clock.advance(std::chrono::hours{1});
  for (const auto& [path, status, key] :
       {std::tuple{link, 410, "server.file_gone"},
        std::tuple{std::string{"/v1/bi/files/nothing"}, 404, "server.not_found"}}) {
    const Answer page = it.bare("GET", path, {"Accept: text/html,*/*;q=0.8"});
    CHECK(page.status == status);
    CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
    for (const auto language : {language::Language::kArabic, language::Language::kEnglish}) {
      CHECK_THAT(page.body, ContainsSubstring(it.messages.text(language, base::Message{key})));
    }
    CHECK_THAT(page.body, ContainsSubstring("dir=\"rtl\""));
  }
}

TEST_CASE("links include the base URL's path, which a proxy may keep or remove") {
  const auto [base, path] =
      GENERATE(table<std::string, std::string>({{"https://bi.example/reports", "/reports"},
                                                {"https://bi.example:8443/a/b", "/a/b"},
                                                {"http://bi.example/%D8%AA", "/%D8%AA"},
                                                {"http://bi.example/v1", "/v1"},
                                                {"http://bi.example/docs", "/docs"},
                                                {"http://[::1]", ""}}));
  TestServer it{{.base_url = base}};
  const Answer submitted = it.submit(order());
  const std::string id = *submitted.data("jobId").string();
  CHECK(submitted.header("Location") == path + "/v1/bi/jobs/" + id);
  for (const std::string& kept : {path, std::string{}}) {
    CAPTURE(base, kept);
    CHECK(it.get(kept + "/v1/bi/jobs/" + id).status == 200);
    CHECK(it.bare("GET", kept + "/healthz", {}).status == 200);
    CHECK(it.bare("GET", kept + "/docs", {}).status == 200);
    const Answer document = it.bare("GET", kept + "/openapi.json", {});
    CHECK(document.json() == server::openapi_document(base));
    CHECK_THAT(it.bare("GET", kept + "/nothing", {}).message(), ContainsSubstring(path + "/docs"));
  }
  REQUIRE(it.jobs.cancel(base::OrganizationUid{"ACME"}, base::JobId{id}));
  CHECK_THAT(it.get(path + "/v1/bi/jobs/" + id + "/events").body, ContainsSubstring("id: end"));
  const Answer retried = it.ask("POST", path + "/v1/bi/jobs/" + id + "/retry");
  CHECK(retried.header("Location") == path + "/v1/bi/jobs/" + *retried.data("jobId").string());

  static_cast<void>(
      it.jobs.cancel(base::OrganizationUid{"ACME"}, base::JobId{*retried.data("jobId").string()}));
  const base::JobId done = it.completed("a.xlsx", "abcdef");
  const json::Value job = it.get("/v1/bi/jobs/" + done.text()).data("job");
  const std::string url = *job.find("downloadUrl")->string();
  REQUIRE(url.starts_with(base + "/v1/bi/files/"));
  const std::string below = url.substr(base.size());
  CHECK(it.bare("GET", below, {}).body == "abcdef");
  CHECK(it.bare("GET", path + below, {}).body == "abcdef");
  if (path.empty()) return;
  CHECK(it.bare("GET", path + "x" + below, {}).status == 404);
  CHECK(it.bare("GET", path + path + below, {}).status == 404);
}

TEST_CASE("a resumed request keeps its route, even if a proxy keeps the path") {
  TestServer it{{.base_url = "https://bi.example/reports"}};
  const base::JobId id = it.pending();
  CHECK(it.get("/reports/v1/bi/jobs/" + id.text() + "?wait=1").status == 200);
}

TEST_CASE("documents need no key") {
  TestServer it;
  const Answer document = it.bare("GET", "/openapi.json", {});
  CHECK(document.status == 200);
  CHECK(document.json() == server::openapi_document());
  CHECK(it.bare("GET", "/docs", {}).header("Content-Type") == "text/html; charset=utf-8");
}
