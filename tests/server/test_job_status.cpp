#include <thread>

#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a pending job has its position in the queue") {
  TestServer it;
  static_cast<void>(it.pending());
  const base::JobId id = it.pending();
  const json::Value job = it.get(path_of(id)).data("job");
  CHECK(*job.find("id") == json::Value{id.text()});
  CHECK(*job.find("status") == json::Value{"pending"});
  CHECK(*job.find("submittedAt") == json::Value{"2026-01-05T08:00:00.000Z"});
  CHECK(*job.find("queuePosition") == json::Value{1});
  CHECK(*job.find("waiting")->find("places") == json::Value::object({{"kind", "workers"},
                                                                     {"total", std::int64_t{1}},
                                                                     {"busy", std::int64_t{0}},
                                                                     {"own", std::int64_t{0}}}));
  for (const char* later :
       {"startedAt", "finishedAt", "downloadUrl", "outputFileName", "failure"}) {
    CAPTURE(later);
    CHECK(job.find(later) == nullptr);
  }
}

TEST_CASE("a running job has its progress") {
  TestServer it;
  const base::JobId id = it.pending();
  REQUIRE(it.jobs.claim(it.epoch).has_value());
  const auto progress = it.progress.open(id);
  progress->enter(job::Phase::kWriting);
  progress->expect_rows(200);
  progress->write_rows(50);
  it.clock.advance(std::chrono::seconds{4});
  const json::Value job = it.get(path_of(id)).data("job");
  CHECK(*job.find("status") == json::Value{"running"});
  CHECK(job.find("startedAt") != nullptr);
  CHECK(*job.find("progress") ==
        json::Value::object(
            {{"phase", "writing"}, {"rows", 50}, {"percent", 25}, {"rowsPerSecond", 13}}));
}

TEST_CASE("the report's remarks are among the warnings") {
  TestServer it;
  const base::JobId id = it.pending();
  const auto job = it.jobs.claim(it.epoch);
  REQUIRE(job);
  const base::Message cut{
      "report.cells_cut",
      {{"count", std::int64_t{2}}, {"column", "a\nb"}, {"row", std::int64_t{7}}}};
  REQUIRE(it.jobs.complete({.job = id, .epoch = it.epoch, .attempt = job->attempt},
                           {.file = "f",
                            .file_name = "a.xlsx",
                            .mime_type = "x",
                            .rows = 3,
                            .bytes = 1,
                            .sha256 = "0",
                            .expires_at = it.clock.now() + std::chrono::days{7}},
                           {cut}));
  const json::Value answer = json::parse(it.get(path_of(id)).body);
  const json::Value::Array& warnings = *answer.find("warnings")->elements();
  REQUIRE(warnings.size() == 1);
  CHECK(*warnings[0].find("code") == json::Value{"CELLS_CUT"});
  CHECK_THAT(*warnings[0].find("message")->string(),
             ContainsSubstring("2 texts in the column \"a b\"") && ContainsSubstring("row 7"));
}

TEST_CASE("a completed job describes its file") {
  TestServer it;
  const base::JobId id = it.completed("sales.xlsx", "abc");
  const Answer answer = it.get(path_of(id));
  const json::Value job = answer.data("job");
  CHECK(*job.find("status") == json::Value{"completed"});
  CHECK(*job.find("outputFileName") == json::Value{"sales.xlsx"});
  CHECK(*job.find("outputMimeType") ==
        json::Value{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"});
  CHECK(*job.find("rows") == json::Value{3});
  CHECK(*job.find("bytes") == json::Value{3});
  CHECK_THAT(*job.find("downloadUrl")->string(), ContainsSubstring(it.server.url()));
  CHECK(answer.header("Cache-Control") == "no-store");
}

TEST_CASE("a failed job has its reason") {
  TestServer it;
  const json::Value job = it.get(path_of(it.failed())).data("job");
  CHECK(*job.find("status") == json::Value{"failed"});
  CHECK_FALSE(job.find("failure")->find("message")->string()->empty());
  CHECK(job.find("downloadUrl") == nullptr);
}

TEST_CASE("another organization's job is answered like an unknown one") {
  TestServer it;
  const std::string other = it.create_key("OTHER");
  const TestServer::Headers headers = {"api-key: " + other, "organization-id: OTHER",
                                       "X-Request-Id: same"};
  const Answer foreign = it.get(path_of(it.pending()), headers);
  const Answer unknown = it.get("/v1/bi/jobs/nothing", headers);
  CHECK(foreign.status == 404);
  CHECK(foreign.code() == "NotFound");
  CHECK(foreign.body == unknown.body);
  CHECK(foreign.head == unknown.head);
}

TEST_CASE("a waiting caller is answered when the job ends") {
  TestServer it;
  const base::JobId id = it.pending();
  const auto claimed = it.jobs.claim(it.epoch);
  REQUIRE(claimed.has_value());
  const auto begin = std::chrono::steady_clock::now();
  bool is_ended = false;
  std::jthread worker([&] {  // no assertions here: Catch2 allows them on one thread only
    is_ended = it.jobs.fail({.job = id, .epoch = it.epoch, .attempt = claimed->attempt},
                            job::FailureCode::kReport, base::Message{"server.disk_full"});
  });
  const Answer answer = it.get(path_of(id) + "?wait=20");
  worker.join();
  CHECK(is_ended);
  CHECK(*answer.data("job").find("status") == json::Value{"failed"});
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{15});
}

TEST_CASE("a waiting caller is answered at its deadline, and when the server ends") {
  TestServer it;
  const base::JobId id = it.pending();
  CHECK(*it.get(path_of(id) + "?wait=1").data("job").find("status") == json::Value{"pending"});
  const auto begin = std::chrono::steady_clock::now();
  RawClient client{it.server.url()};
  client.send("GET " + path_of(id) + "?wait=25 HTTP/1.1\r\nHost: x\r\napi-key: " + it.key +
              "\r\norganization-id: ACME\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
  client.receive("100 Continue\r\n\r\n");
  client.send("x");
  it.server.stop();
  client.receive_all();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{20});
}

TEST_CASE("a waiting caller is answered when its key is revoked") {
  TestServer it;
  const base::JobId id = it.pending();
  const auto begin = std::chrono::steady_clock::now();
  RawClient client{it.server.url()};
  client.send("GET " + path_of(id) + "?wait=25 HTTP/1.1\r\nHost: x\r\napi-key: " + it.key +
              "\r\norganization-id: ACME\r\nConnection: close\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  CHECK(it.keys.revoke(it.keys.list().front().id));
  CHECK_THAT(client.receive_all(), Catch::Matchers::StartsWith("HTTP/1.1 401"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{10});
}

TEST_CASE("a wait that is not a number of seconds is rejected") {
  TestServer it;
  const std::string path = path_of(it.completed("a.xlsx", "abc"));
  for (const char* wait : {"x", "-1", "1.5", "", "99999999999", "1x"}) {
    CAPTURE(wait);
    const Answer answer = it.get(path + "?wait=" + wait);
    CHECK(answer.status == 400);
    CHECK(answer.code() == "INVALID_DATA_MODEL_PARAMETER");
  }
  CHECK(it.get(path + "?wait=90").status == 200);
}

TEST_CASE("an organization sees only the data models that are open to it") {
  TestServer it;
  const json::Value models = it.get("/v1/bi/data-models").data("dataModels");
  REQUIRE(models.elements() != nullptr);
  CHECK(models.elements()->size() == 4);
  for (const json::Value& data_model : *models.elements()) {
    CHECK(*data_model.find("uid") != json::Value{"shop.closed"});
  }
  const json::Value sales = it.get("/v1/bi/data-models/shop.sales").data("dataModel");
  CHECK(*sales.find("uid") == json::Value{"shop.sales"});
  CHECK(sales.find("parameters")->elements()->size() == 2);

  const std::string id = "X-Request-Id: same";
  const Answer closed = it.get("/v1/bi/data-models/shop.closed", {id});
  CHECK(closed.status == 404);
  CHECK(closed.body == it.get("/v1/bi/data-models/nothing", {id}).body);
  const std::string other = it.create_key("OTHER");
  CHECK(it.get("/v1/bi/data-models/shop.closed", {"api-key: " + other, "organization-id: OTHER"})
            .status == 200);
  CHECK(it.bare("GET", "/v1/bi/data-models", {}).status == 401);
}
