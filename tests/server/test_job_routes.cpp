#include <set>
#include <thread>

#include "job/job_retention.h"
#include "model/value/time_text.h"
#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

namespace {

Answer cancel(TestServer& it, const base::JobId& id) {
  return it.ask("POST", path_of(id) + "/cancel");
}

std::vector<std::string> listed(const Answer& answer) {
  std::vector<std::string> ids;
  const json::Value jobs = answer.data("jobs");
  for (const json::Value& job : *jobs.elements()) ids.push_back(text(job, "id"));
  return ids;
}

}  // namespace

TEST_CASE("cancel ends a pending job and reports one that has ended") {
  TestServer it;
  const base::JobId id = it.pending();
  CHECK(text(cancel(it, id).data("job"), "status") == "canceled");
  const Answer again = cancel(it, id);
  CHECK(again.status == 409);
  CHECK(again.code() == "CONFLICT");
  CHECK_THAT(again.message(), ContainsSubstring("already been canceled"));
  CHECK_THAT(cancel(it, it.failed()).message(), ContainsSubstring("already failed"));
}

TEST_CASE("a conflict is reported in the language that the caller accepts") {
  TestServer it;
  const base::JobId id = it.jobs.submit({.organization = base::OrganizationUid{"ACME"},
                                         .key = it.key_id,
                                         .data_model = "shop.sales",
                                         .language = language::Language::kArabic,
                                         .request = "{}"});
  const std::string path = path_of(id);
  const TestServer::Headers arabic = {"Accept-Language: ar"};
  CHECK(it.ask("POST", path + "/retry", arabic).header("Content-Language") == "ar");
  CHECK(it.ask("POST", path + "/retry").header("Content-Language") == "en");
  CHECK(cancel(it, id).status == 200);
  const Answer english = cancel(it, id);
  CHECK(english.status == 409);
  CHECK_THAT(english.message(), ContainsSubstring("already been canceled"));
  CHECK(it.ask("POST", path + "/cancel", arabic).header("Content-Language") == "ar");
}

TEST_CASE("cancel reaches the worker of a running job") {
  TestServer it;
  const base::JobId id = it.pending();
  REQUIRE(it.jobs.claim(it.epoch));
  const auto progress = it.progress.open(id);
  CHECK(cancel(it, id).status == 200);
  CHECK(progress->canceled().stop_requested());
}

TEST_CASE("delete removes the job and its file, and stops the worker of a running job") {
  TestServer it;
  const base::JobId completed = it.completed("sales.xlsx", "abc");
  const std::string link = it.link(completed);
  CHECK(it.ask("DELETE", path_of(completed)).status == 200);
  CHECK(it.get(path_of(completed)).status == 404);
  CHECK(it.get(link).status == 404);
  CHECK(std::filesystem::is_empty(it.database.directory() / "files"));
  CHECK(it.ask("DELETE", path_of(completed)).status == 404);

  const base::JobId running = it.pending();
  REQUIRE(it.jobs.claim(it.epoch));
  const auto progress = it.progress.open(running);
  CHECK(it.ask("DELETE", path_of(running)).status == 200);
  CHECK(progress->canceled().stop_requested());
}

TEST_CASE("another organization's jobs can be neither listed, canceled, deleted nor retried") {
  TestServer it;
  const base::JobId id = it.failed();
  const TestServer::Headers other = {"api-key: " + it.create_key("OTHER"), "organization-id: OTHER",
                                     "X-Request-Id: same"};
  for (const auto& [method, action] : std::initializer_list<std::pair<const char*, const char*>>{
           {"POST", "/cancel"}, {"POST", "/retry"}, {"DELETE", ""}}) {
    CAPTURE(method, action);
    const Answer foreign = it.ask(method, path_of(id) + action, other);
    CHECK(foreign.status == 404);
    CHECK(foreign.body == it.ask(method, "/v1/bi/jobs/unknown" + std::string{action}, other).body);
  }
  CHECK(listed(it.get("/v1/bi/jobs", other)).empty());
  CHECK(it.get(path_of(id)).status == 200);
}

TEST_CASE("a key that may only read cannot cancel, delete or retry") {
  TestServer it;
  const base::JobId id = it.pending();
  const TestServer::Headers reader = {"api-key: " + it.create_key("ACME", {auth::Scope::kRead}),
                                      "organization-id: ACME"};
  CHECK(it.ask("POST", path_of(id) + "/cancel", reader).status == 403);
  CHECK(it.ask("POST", path_of(id) + "/retry", reader).status == 403);
  CHECK(it.ask("DELETE", path_of(id), reader).status == 403);
  CHECK(it.get("/v1/bi/jobs", reader).status == 200);
}

TEST_CASE("retry makes a new job of an ended one's request and leaves the old one as it is") {
  TestServer it;
  const std::string first = text(*it.submit(order("ar")).json().find("data"), "jobId");
  const base::JobId id{first};
  const Answer early = it.ask("POST", path_of(id) + "/retry");
  CHECK(early.status == 409);
  CHECK(early.header("Content-Language") == "en");
  REQUIRE(cancel(it, id).status == 200);
  const Answer answer = it.ask("POST", path_of(id) + "/retry");
  REQUIRE(answer.status == 200);
  const std::string second = text(*answer.json().find("data"), "jobId");
  CHECK(second != first);
  const json::Value job = it.get("/v1/bi/jobs/" + second).data("job");
  CHECK(text(job, "retryOf") == first);
  CHECK(text(job, "status") == "pending");
  CHECK(text(job, "lang") == "ar");
  CHECK(text(*job.find("params"), "lang") == "ar");
  CHECK(it.jobs.find(base::OrganizationUid{"ACME"}, base::JobId{second})->submission.request ==
        it.jobs.find(base::OrganizationUid{"ACME"}, id)->submission.request);
  CHECK(text(it.get(path_of(id)).data("job"), "status") == "canceled");
}

TEST_CASE("a job whose request is no longer valid is not retried") {
  TestServer it;
  const Answer answer = it.ask("POST", path_of(it.failed()) + "/retry");
  CHECK(answer.status == 400);
  CHECK_FALSE(answer.message().empty());
}

TEST_CASE("an Idempotency-Key returns the same job again and rejects another body") {
  TestServer it;
  const std::string key = "Idempotency-Key: export-2026-01";
  const Answer first = it.submit(order(), {key});
  const Answer again = it.submit(order(), {key});
  CHECK(again.status == 200);
  CHECK(text(*again.json().find("data"), "jobId") == text(*first.json().find("data"), "jobId"));
  CHECK(again.header("Idempotent-Replayed") == "true");
  CHECK(again.header("Location") == first.header("Location"));
  const Answer other = it.submit(order("ar"), {key});
  CHECK(other.status == 422);
  CHECK(other.code() == "IDEMPOTENCY_KEY_REUSED");
  CHECK(listed(it.get("/v1/bi/jobs")).size() == 1);
  // Errors are reported before the key is looked up, and do not use it.
  CHECK(it.submit(order("fr"), {key}).status == 400);
  for (const std::string& bad :
       {std::string{"a b"}, std::string(256, 'x'), std::string{"\xC3\xA9"}}) {
    CAPTURE(bad);
    CHECK(it.submit(order(), {"Idempotency-Key: " + bad}).status == 400);
  }
}

TEST_CASE("a repeated request is answered before anything that may have changed is checked") {
  TestServer it;
  const std::string key = "Idempotency-Key: export-2026-01";
  const std::string body = order("ar", R"(, "query": {"limit": 5}, "colour": "red")");
  const Answer first = it.submit(body, {key});
  REQUIRE(first.status == 200);
  SECTION("the disk is full") { it.files.room = false; }
  SECTION("no catalogue is loaded") { it.catalogue = nullptr; }
  SECTION("the job has ended") {
    REQUIRE(it.jobs.cancel(base::OrganizationUid{"ACME"},
                           base::JobId{text(*first.json().find("data"), "jobId")}));
  }
  const Answer again = it.submit(body, {key});
  CHECK(again.status == 200);
  CHECK(again.header("Idempotent-Replayed") == "true");
  CHECK(text(*again.json().find("data"), "jobId") == text(*first.json().find("data"), "jobId"));
  CHECK(*again.json().find("warnings") == *first.json().find("warnings"));
  CHECK(first.json().find("warnings")->elements()->size() == 2);
  // What depends on none of these is checked first.
  CHECK(it.submit("{", {key}).status == 400);
  CHECK(it.submit(order("fr"), {key}).status == (it.catalogue ? 400 : 503));
  CHECK(it.submit(body, {key, "organization-id: OTHER"}).status == 403);
  CHECK(it.submit(body, {key, "api-key: x"}).status == 401);
  const Answer other = it.submit(order("ar"), {key, "Accept-Language: en"});
  CHECK(other.status == 422);
  CHECK(other.message() ==
        it.messages.text(language::Language::kArabic, base::Message{"server.key_reused"}));
}

TEST_CASE("a retry is repeated by its key, whatever has happened to the first job") {
  TestServer it;
  const std::string failed = it.failed().text();
  const std::string path = "/v1/bi/jobs/" + failed + "/retry";
  const std::string stored = R"({"uid": "shop.sales", "lang": "en", "template": "excel-auto"})";
  it.database.writer.commit([&](database::Connection& connection) {
    auto update = connection.prepare("UPDATE jobs SET request = :request");
    update.bind(":request", stored).run();
  });
  const TestServer::Headers key{"Idempotency-Key: again"};
  const Answer made = it.ask("POST", path, key);
  REQUIRE(made.status == 200);
  SECTION("deleted") { CHECK(it.ask("DELETE", "/v1/bi/jobs/" + failed).status == 200); }
  SECTION("without a catalogue") { it.catalogue = nullptr; }
  const Answer repeated = it.ask("POST", path, key);
  CHECK(repeated.status == 200);
  CHECK(repeated.data("jobId") == made.data("jobId"));
  CHECK(repeated.header("Idempotent-Replayed") == "true");
  CHECK(it.submit(order(), key).status == 422);
  CHECK(it.ask("POST", path, {"Idempotency-Key: a b"}).status == 400);
}

TEST_CASE("many concurrent requests with one meaning and one key make one job") {
  TestServer it{{}, {.key = {.per_second = 0}}};
  const std::string key = "Idempotency-Key: together";
  const std::vector<std::string> same{
      order("en", R"(, "query": {"page": 1, "pageSize": 20})"),
      order("en", R"(, "query": {"limit": 20.0, "page": 1.0})"),
      "\xEF\xBB\xBF" + order("en", R"(, "query": {"pageSize": 20, "search": null})"),
      order("en", R"(, "parameters": [], "query": {"size": 20}, "organizationUid": "ACME")")};
  const std::string other = order("en", R"(, "query": {"pageSize": 21})");
  std::vector<Answer> answers(24);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      threads.emplace_back(
          [&, i] { answers[i] = it.submit(i % 6 == 5 ? other : same[i % same.size()], {key}); });
    }
  }
  std::set<std::string> jobs;
  std::size_t made = 0;
  std::size_t refused = 0;
  for (const Answer& answer : answers) {
    if (answer.status == 422) {
      ++refused;
    } else {
      CHECK(answer.status == 200);
      jobs.insert(*answer.data("jobId").string());
      made += answer.header("Idempotent-Replayed").empty() ? 1 : 0;
    }
  }
  CHECK(jobs.size() == 1);
  CHECK(made == 1);
  // Whichever of the two was first, the other one is a different request.
  CHECK((refused == 4 || refused == 20));
  CHECK(listed(it.get("/v1/bi/jobs")).size() == 1);
}

TEST_CASE("an Idempotency-Key of a deleted job makes no second job, and a warning says why") {
  TestServer it;
  const std::string key = "Idempotency-Key: export-2026-01";
  const Answer first = it.submit(order("ar"), {key});
  CHECK(it.submit(order("ar"), {key}).json().find("warnings")->elements()->empty());
  const std::string id = text(*first.json().find("data"), "jobId");
  CHECK(it.ask("DELETE", "/v1/bi/jobs/" + id).status == 200);
  const Answer again = it.submit(order("ar"), {key});
  CHECK(again.status == 200);
  CHECK(text(*again.json().find("data"), "jobId") == id);
  const json::Value warnings = *again.json().find("warnings");
  REQUIRE(warnings.elements()->size() == 1);
  CHECK(text(warnings.elements()->front(), "code") == "JOB_DELETED");
  CHECK(text(warnings.elements()->front(), "message") ==
        it.messages.text(language::Language::kArabic, base::Message{"server.repeated_is_deleted"}));
  CHECK(listed(it.get("/v1/bi/jobs")).empty());
}

TEST_CASE("jobs are listed in pages and filtered by the query string") {
  TestServer it;
  std::set<std::string> all;
  const std::string failed = it.failed().text();
  all.insert(failed);
  for (int i = 0; i < 5; ++i) all.insert(it.pending().text());
  std::set<std::string> seen;
  std::string cursor;
  do {
    const Answer page = it.get("/v1/bi/jobs?pageSize=2" + cursor);
    for (const std::string& id : listed(page)) seen.insert(id);
    const json::Value data = *page.json().find("data");
    const json::Value* next = data.find("nextCursor");
    cursor = next == nullptr ? "" : "&cursor=" + *next->string();
  } while (!cursor.empty());
  CHECK(seen == all);
  CHECK(listed(it.get("/v1/bi/jobs?status=failed,canceled")) == std::vector<std::string>{failed});
  CHECK(listed(it.get("/v1/bi/jobs?dataModel=nothing")).empty());
  CHECK(listed(it.get("/v1/bi/jobs?since=2026-01-05T11:00:00%2B03:00")).size() == 6);
  CHECK(listed(it.get("/v1/bi/jobs?until=2026-01-05")).empty());
}

TEST_CASE("the plus of an offset may arrive as a space") {
  TestServer it;
  CHECK(it.clock.now() == model::parse_moment("2026-01-05T08:00:00Z", {}));
  static_cast<void>(it.pending());
  const auto count = [&](const std::string& query) {
    const Answer answer = it.get("/v1/bi/jobs?" + query);
    CAPTURE(query, answer.body);
    CHECK(answer.status == 200);
    return listed(answer).size();
  };
  for (const std::string time : {"2026-01-05T", "2026-01-05+", "2026-01-05%20"}) {
    for (const std::string plus : {"+", "%2B", "%20"}) {
      for (const std::string offset : {"03:00", "0300", "03"}) {
        CHECK(count("since=" + time + "11:00:00" + plus + offset) == 1);
        CHECK(count("since=" + time + "11:00:00.000001" + plus + offset) == 0);
        CHECK(count("until=" + time + "11:00" + plus + offset) == 0);
        CHECK(count("until=" + time + "11:01" + plus + offset) == 1);
      }
    }
  }
  // A space between date and time is not a plus.
  CHECK(count("since=2026-01-05+11:00") == 1);
  CHECK(count("since=2026-01-05+11:01") == 0);
  for (const char* bad : {"2026-01-05T11:00:00+3", "2026-01-05T11:00:00++03:00", "+2026-01-05",
                          "2026-01-05+", "2026-01-05T11:00:00+", "2026-01-05T11:00:00-+03:00"}) {
    CAPTURE(bad);
    CHECK(it.get(std::string{"/v1/bi/jobs?since="} + bad).status == 400);
  }
}

TEST_CASE("a day of a filter is a day of the caller's organization") {
  TestServer it;
  it.clock.advance(std::chrono::hours{13} +
                   std::chrono::minutes{7});  // 00:07 on the next day in Riyadh
  static_cast<void>(it.pending());
  const auto count = [&](const std::string& query) {
    return listed(it.get("/v1/bi/jobs?" + query)).size();
  };
  CHECK(count("since=2026-01-06") == 1);
  CHECK(count("until=2026-01-06") == 0);
  CHECK(count("since=2026-01-06T00:07") == 1);
  CHECK(count("since=2026-01-06T00:08") == 0);
  CHECK(count("since=2026-01-05T21:07Z") == 1);
  CHECK(count("since=2026-01-05T21:08Z") == 0);
  CHECK(it.ask("POST", "/v1/bi/jobs/cancel?since=2026-01-06&expect=1").status == 200);
  CHECK(it.ask("DELETE", "/v1/bi/jobs?until=2026-01-06&expect=1").status == 409);
  CHECK(it.ask("DELETE", "/v1/bi/jobs?until=2026-01-07&expect=1").status == 200);
}

TEST_CASE("each invalid parameter of a list's query string is reported") {
  TestServer it;
  for (const char* bad : {"status=done", "status=", "since=soon", "until=2026-13-01", "pageSize=0",
                          "pageSize=201", "pageSize=x", "cursor=1", "cursor=c1-9", "limit=3"}) {
    CAPTURE(bad);
    const Answer answer = it.get("/v1/bi/jobs?" + std::string{bad});
    CHECK(answer.status == 400);
    CHECK(answer.code() == "INVALID_DATA_MODEL_PARAMETER");
    CHECK_THAT(answer.body,
               ContainsSubstring(std::string{bad}.substr(0, std::string{bad}.find('='))));
  }
}

TEST_CASE("a completed job without its file has no link, and its link answers 410") {
  TestServer it;
  const base::JobId id = it.completed("sales.xlsx", "abc");
  const std::string link = it.link(id);
  SECTION("after its retention") {
    it.clock.advance(std::chrono::hours{24 * 3'650});
    REQUIRE(job::JobRetention(it.database.writer, it.database.readers, it.clock)
                .expire_files()
                .size() == 1);
    const json::Value job = it.get(path_of(id)).data("job");
    CHECK(text(job, "status") == "completed");
    CHECK(job.find("downloadUrl") == nullptr);
  }
  SECTION("removed by hand") {
    for (const auto& entry :
         std::filesystem::directory_iterator(it.database.directory() / "files")) {
      std::filesystem::remove(entry);
    }
  }
  const Answer answer = it.get(link);
  CHECK(answer.status == 410);
  CHECK(answer.code() == "GONE");
}
