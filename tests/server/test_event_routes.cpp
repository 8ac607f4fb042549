#include "support/catch.h"
#include "test_server.h"

using Catch::Matchers::ContainsSubstring;

namespace {

struct Stream {
  Stream(const TestServer& it, const std::string& path, const std::string& more = {})
      : client(it.server.url()) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\napi-key: " + it.key +
                "\r\norganization-id: ACME\r\n" + more + "\r\n");
  }

  /// Everything received, once `text` has arrived.
  std::string until(const std::string& text) { return client.receive(text); }
  std::string to_end() { return client.receive_all(); }

  RawClient client;
};

std::string events_of(const base::JobId& id) { return "/v1/bi/jobs/" + id.text() + "/events"; }

}  // namespace

TEST_CASE("a job's events report its changes and end with it") {
  TestServer it;
  const base::JobId id = it.pending();
  Stream stream{it, events_of(id)};
  const std::string begin = stream.until("\"pending\"");
  CHECK_THAT(begin, ContainsSubstring("HTTP/1.1 200 OK\r\n") &&
                        ContainsSubstring("Content-Type: text/event-stream; charset=utf-8\r\n") &&
                        ContainsSubstring("Cache-Control: no-store\r\n") &&
                        ContainsSubstring("\r\n\r\nretry: 2000\n\nevent: job\nid: "));
  const auto job = it.jobs.claim(it.epoch);
  REQUIRE(job);
  stream.until("\"running\"");
  const auto progress = it.progress.open(id);
  progress->enter(job::Phase::kWriting);
  progress->write_rows(50);
  stream.until("\"rows\":50");
  REQUIRE(it.jobs.fail({.job = id, .epoch = it.epoch, .attempt = job->attempt},
                       job::FailureCode::kReport, base::Message{"server.disk_full"}));
  const std::string all = stream.to_end();
  CHECK_THAT(all, ContainsSubstring("id: end\ndata: ") && ContainsSubstring("\"failed\""));
  CHECK(all.ends_with("}\n\n"));
  // 204 keeps an EventSource from reconnecting.
  CHECK(it.get(events_of(id), {"Last-Event-ID: end"}).status == 204);
  CHECK(it.get(events_of(id) + "?lastEventId=end").status == 204);
  CHECK(it.get(events_of(id) + "?lastEventId=end", {"Last-Event-ID: "}).status == 204);
  CHECK(it.get(events_of(id) + "?lastEventId=end", {"Last-Event-ID: x"}).status == 200);
  CHECK(it.get(events_of(id) + "?lastEventId=").status == 200);
}

TEST_CASE("an organization receives the events of its own jobs, each once") {
  TestServer it;
  Stream stream{it, "/v1/bi/events"};
  stream.until("event: reset");
  static_cast<void>(it.jobs.submit({.organization = base::OrganizationUid{"OTHER"},
                                    .key = base::KeyId{"k"},
                                    .data_model = "shop.sales",
                                    .request = "{}"}));
  const base::JobId id = it.pending();
  const std::string all = stream.until("\"pending\"");
  CHECK_THAT(all, ContainsSubstring("data: {\"id\":\"" + id.text() + "\",\"status\":\"pending\"}"));
  CHECK(occurrences(all, "event: job") == 1);

  // After a reconnection the missed events follow.
  const std::string last = last_id(all);
  REQUIRE(it.jobs.cancel(base::OrganizationUid{"ACME"}, id));
  Stream again{it, "/v1/bi/events", "Last-Event-ID: " + last + "\r\n"};
  const std::string missed = again.until("\"canceled\"");
  CHECK_THAT(missed, !ContainsSubstring("\"pending\"") && !ContainsSubstring("event: reset"));
  Stream asked{it, "/v1/bi/events?lastEventId=" + last};
  const std::string missed_too = asked.until("\"canceled\"");
  CHECK_THAT(missed_too, !ContainsSubstring("\"pending\"") && !ContainsSubstring("event: reset"));
  // The header is from the previous connection, the query string from when the page was loaded.
  Stream both{it, "/v1/bi/events?lastEventId=" + last,
              "Last-Event-ID: " + last_id(missed) + "\r\n"};
  Stream empty{it, "/v1/bi/events?lastEventId=" + last, "Last-Event-ID:\r\n"};
  CHECK_THAT(empty.until("\"canceled\""), !ContainsSubstring("event: reset"));
  static_cast<void>(it.pending());
  CHECK_THAT(both.until("\"pending\""),
             !ContainsSubstring("\"canceled\"") && !ContainsSubstring("event: reset"));
  Stream late{it, "/v1/bi/events", "Last-Event-ID: another-start.7\r\n"};
  CHECK_THAT(late.until("event: "), ContainsSubstring("event: reset"));
}

TEST_CASE("event ids reveal nothing about other organizations") {
  TestServer it;
  TestServer other;  // another start of the server
  const std::string secret = it.create_key("OTHER");
  const auto begun = [](const TestServer& server, const std::string& more) {
    Stream stream{server, "/v1/bi/events", more};
    return stream.until("data: {}\n");
  };
  const std::string begin = last_id(begun(it, ""));
  CHECK(last_id(begun(it, "")) == begin);
  static_cast<void>(it.pending());
  const std::string later = last_id(begun(it, ""));
  CHECK(later != begin);
  // Plain numbers, ids of another organization and ids of another start are rejected.
  CHECK(later.substr(0, 8) != begin.substr(0, 8));
  for (const std::string& id : {later + "1", later.substr(0, later.find('.')) + ".1", "x" + later,
                                std::string{"."}, std::string{"1"}, std::string{}}) {
    CAPTURE(id);
    CHECK(last_id(begun(it, "Last-Event-ID: " + id + "\r\n")) == later);
  }
  CHECK_THAT(begun(other, "Last-Event-ID: " + begin + "\r\n"), ContainsSubstring("event: reset"));
  RawClient client{it.server.url()};
  client.send("GET /v1/bi/events HTTP/1.1\r\nHost: x\r\napi-key: " + secret +
              "\r\norganization-id: OTHER\r\nLast-Event-ID: " + later + "\r\n\r\n");
  const std::string theirs = client.receive("data: {}\n");
  CHECK_THAT(theirs, ContainsSubstring("event: reset"));
  CHECK(last_id(theirs) != later);
}

TEST_CASE("event streams need a key and end with it") {
  TestServer it;
  const base::JobId id = it.pending();
  for (const std::string& path : {events_of(id), std::string{"/v1/bi/events"}}) {
    CHECK(it.bare("GET", path, {}).status == 401);
    const std::string other = it.create_key("OTHER");
    CHECK(it.get(events_of(id), {"api-key: " + other, "organization-id: OTHER"}).status == 404);
    const std::string key = it.key;
    Stream stream{it, path};
    stream.until("\n\n");
    for (const auth::ApiKey& known : it.keys.list()) {
      if (known.grant.organization.text() == "ACME" && !known.revoked_at)
        CHECK(it.keys.revoke(known.id));
    }
    const auto begin = std::chrono::steady_clock::now();
    const std::string all = stream.to_end();
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{3});
    CHECK_THAT(all, !ContainsSubstring("UNAUTHORIZED"));
    it.key = it.create_key("ACME");
  }
}

TEST_CASE("a stream ends with the server") {
  TestServer it;
  Stream stream{it, "/v1/bi/events"};
  stream.until("event: reset");
  it.server.stop();
  stream.to_end();
}

TEST_CASE("the streams of one key are limited") {
  TestServer it;
  std::vector<std::unique_ptr<Stream>> streams;
  for (std::size_t i = 0; i < server::Limits{}.suspended_per_owner; ++i) {
    streams.push_back(std::make_unique<Stream>(it, "/v1/bi/events"));
    streams.back()->until("event: reset");
  }
  const Answer refused = it.get("/v1/bi/events");
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK(refused.header("Retry-After") == "5");
  CHECK(it.get("/v1/bi/jobs/" + it.pending().text() + "?wait=20").status == 200);  // at once
}

namespace {

/// Signs in; the request header with the cookie.
std::string cookie_for(const TestServer& it) {
  const Answer answer = it.bare("POST", "/v1/bi/sessions",
                                {"Sec-Fetch-Site: same-origin", "Content-Type: application/json"},
                                R"({"apiKey": ")" + it.key + "\"}");
  REQUIRE(answer.status == 200);
  const std::string set = answer.header("Set-Cookie");
  return "Cookie: " + set.substr(0, set.find(';'));
}

/// A stream of a session, which needs no other header.
std::unique_ptr<RawClient> session_stream(const TestServer& it, const std::string& cookie,
                                          const std::string& path = "/v1/bi/events") {
  auto client = std::make_unique<RawClient>(it.server.url());
  client->send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + cookie + "\r\n\r\n");
  return client;
}

}  // namespace

TEST_CASE("the last event of a session says why it ended, at once") {
  TestServer it;
  const base::JobId job = it.pending();
  const std::string cookie = cookie_for(it);
  for (const std::string& path : {std::string{"/v1/bi/events"}, events_of(job)}) {
    for (const char* reason : {"signed_out", "idle", "revoked"}) {
      CAPTURE(path, reason);
      it.key = it.create_key("ACME");
      const std::string mine = cookie_for(it);
      const auto stream = session_stream(it, mine, path);
      stream->receive("event: ");
      const auto begin = std::chrono::steady_clock::now();
      if (reason == std::string{"idle"}) {
        it.clock.advance(std::chrono::hours{8});
      } else if (reason == std::string{"revoked"}) {
        CHECK(it.keys.revoke(it.keys.find_live(it.key).value().id));
      } else {
        CHECK(it.bare("DELETE", "/v1/bi/sessions/current", {mine, "Sec-Fetch-Site: same-origin"})
                  .status == 200);
      }
      const std::string all = stream->receive_all();
      CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{3});
      CHECK_THAT(all, ContainsSubstring(std::string{"event: session\ndata: {\"reason\":\""} +
                                        reason + "\"}\n\n"));
      CHECK(it.bare("GET", "/v1/bi/events", {mine}).status == 401);
    }
  }
}

TEST_CASE("a session has four streams, and those of one key are not counted together") {
  TestServer it;
  const std::string cookie = cookie_for(it);
  std::vector<std::unique_ptr<RawClient>> streams;
  for (int i = 0; i < 4; ++i) {
    streams.push_back(session_stream(it, cookie));
    streams.back()->receive("event: reset");
  }
  const Answer refused = it.bare("GET", "/v1/bi/events", {cookie});
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  const std::string other = cookie_for(it);
  session_stream(it, other)->receive("event: reset");
  streams.pop_back();
  // The server notices that the client has gone.
  while (it.bare("HEAD", "/v1/bi/events", {cookie}).status == 429) {
  }
}

TEST_CASE("streams have a limit of their own, beside that of waiting requests") {
  server::Settings settings;
  settings.limits.streams = 2;
  settings.limits.suspended = 1;
  TestServer it{settings};
  const std::string cookie = cookie_for(it);
  Stream first{it, "/v1/bi/events"};
  first.until("event: reset");
  const auto second = session_stream(it, cookie);
  second->receive("event: reset");
  CHECK(it.get("/v1/bi/events").status == 429);
  CHECK(it.bare("GET", "/v1/bi/events", {cookie_for(it)}).status == 429);
  const base::JobId job = it.pending();
  RawClient waiting{it.server.url()};
  waiting.send("GET /v1/bi/jobs/" + job.text() + "?wait=20 HTTP/1.1\r\nHost: x\r\napi-key: " +
               it.key + "\r\norganization-id: ACME\r\nConnection: close\r\n\r\n");
  second->receive("\"pending\"");
  REQUIRE(it.jobs.cancel(base::OrganizationUid{"ACME"}, job));
  CHECK_THAT(waiting.receive_all(), ContainsSubstring("\"canceled\""));
}

TEST_CASE("a stream whose client has sent its end is freed at once") {
  TestServer it;
  const auto open_all = [&] {
    std::vector<std::unique_ptr<Stream>> streams;
    for (std::size_t i = 0; i < server::Limits{}.suspended_per_owner; ++i) {
      streams.push_back(std::make_unique<Stream>(it, "/v1/bi/events"));
      streams.back()->until("event: reset");
    }
    return streams;
  };
  const auto begin = std::chrono::steady_clock::now();
  for (int round = 0; round < 2; ++round) {
    const auto streams = open_all();
    CHECK(it.get("/v1/bi/events").status == 429);
    for (const auto& stream : streams) stream->client.end_sending();
    for (const auto& stream : streams) static_cast<void>(stream->to_end());
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{8});  // a heartbeat later
}
