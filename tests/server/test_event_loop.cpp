#include <atomic>
#include <thread>

#include "raw_client.h"
#include "server/net/event_loop.h"
#include "support/catch.h"

using Catch::Matchers::ContainsSubstring;
using server::Request;
using server::RequestError;
using server::Response;
using namespace std::chrono_literals;

namespace {

/// Responds with the request as it was parsed.
Response echo_of(Request& request) {
  if (request.error) {
    return Response::text(400, "text/plain",
                          "error " + std::to_string(static_cast<int>(*request.error)));
  }
  std::string text = request.method + " " + request.path + " peer=" + request.peer;
  for (const auto& [name, value] : request.query) text += " " + name + "=" + value;
  for (const auto& [name, value] : request.headers.all()) text += " [" + name + ": " + value + "]";
  return Response::text(200, "text/plain", text + " body=" + request.body + ".");
}

struct Echo {
  explicit Echo(server::Handler handler_ = echo_of, const server::Limits& limits = {})
      : handler(std::move(handler_)), loop({{}}, handler, log, limits) {
    loop.start();
  }

  /// All responses of one connection to these bytes.
  std::string answer(const std::string& bytes) {
    RawClient client{loop.url()};
    client.send(bytes);
    client.finish_sending();
    return client.receive_all();
  }

  server::Handler handler;
  base::Log log{base::Severity::kError};
  server::EventLoop loop;
};

const std::string kHost = "Host: x\r\n";
const std::string kClose = "Host: x\r\nConnection: close\r\n";

}  // namespace

TEST_CASE("a request is answered on a free port") {
  Echo echo;
  CHECK_THAT(echo.loop.url(), Catch::Matchers::StartsWith("http://127.0.0.1:"));
  const std::string answer =
      echo.answer("GET /a%20b?c=%D9%81&d=1+2 HTTP/1.1\r\n" + kClose + "\r\n");
  CHECK_THAT(answer, ContainsSubstring("HTTP/1.1 200 OK\r\n"));
  CHECK_THAT(answer, ContainsSubstring("GET /a b peer=127.0.0.1 c=\xD9\x81 d=1 2 "));
}

TEST_CASE("one connection answers one request after the other") {
  Echo echo;
  const std::string one = "GET /1 HTTP/1.1\r\n" + kHost + "\r\n";
  const std::string two = "POST /2 HTTP/1.1\r\n" + kHost + "Content-Length: 3\r\n\r\nabc";
  const std::string three = "GET /3 HTTP/1.1\r\n" + kClose + "\r\n";
  const std::string answers = echo.answer(one + two + three + one);
  CHECK(occurrences(answers, "HTTP/1.1 200") == 3);
  CHECK_THAT(answers, ContainsSubstring("body=abc."));
}

TEST_CASE("the body of a GET does not become a second request") {
  Echo echo;
  const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  const std::string answers = echo.answer("GET /a HTTP/1.1\r\n" + kHost + length + "\r\n" + hidden);
  CHECK(occurrences(answers, "HTTP/1.1") == 2);  // one response, and the text in the echoed body
  CHECK(occurrences(answers, "\r\n\r\nGET /hidden") == 0);
  CHECK_THAT(answers, ContainsSubstring("GET /a "));
}

TEST_CASE("an encoded line break in a header stays encoded") {
  Echo echo;
  const std::string answer =
      echo.answer("GET / HTTP/1.1\r\nX-Request-Id: a%0d%0aSet-Cookie:%20b\r\n" + kClose + "\r\n");
  CHECK_THAT(answer, ContainsSubstring("[X-Request-Id: a%0d%0aSet-Cookie:%20b]"));
  CHECK_THAT(answer, !ContainsSubstring("\r\nSet-Cookie"));
}

TEST_CASE("no header changes the peer's address") {
  Echo echo;
  CHECK_THAT(
      echo.answer("GET / HTTP/1.1\r\nREMOTE_ADDR: 10.0.0.1\r\nX-Forwarded-For: 10.0.0.2\r\n" +
                  kClose + "\r\n"),
      ContainsSubstring("peer=127.0.0.1"));
}

TEST_CASE("a Range header is answered with the whole body") {
  Echo echo;
  for (const char* range : {"bytes=0-0", "bytes=99999-", "nonsense", "bytes=-1,-2,-3"}) {
    const std::string answer =
        echo.answer("GET / HTTP/1.1\r\nRange: " + std::string{range} + "\r\n" + kClose + "\r\n");
    CHECK_THAT(answer, ContainsSubstring("HTTP/1.1 200"));
    CHECK_THAT(answer, ContainsSubstring("Accept-Ranges: none\r\n"));
  }
  CHECK_THAT(echo.answer("GET / HTTP/1.1\r\nRange: bytes=" + std::string(8000, '1') + "\r\n" +
                         kClose + "\r\n"),
             ContainsSubstring("HTTP/1.1 200"));
}

TEST_CASE("HEAD is answered with the head only") {
  Echo echo;
  const std::string answer = echo.answer("HEAD /a HTTP/1.1\r\n" + kClose + "\r\n");
  CHECK_THAT(answer, Catch::Matchers::EndsWith("\r\n\r\n"));
  CHECK_THAT(answer,
             ContainsSubstring("Content-Length: ") && !ContainsSubstring("Content-Length: 0"));
}

TEST_CASE("an unknown method reaches the handler") {
  Echo echo;
  CHECK_THAT(echo.answer("BREW /a HTTP/1.1\r\n" + kClose + "\r\n"), ContainsSubstring("BREW /a "));
}

TEST_CASE("a body is read completely, whatever its framing") {
  Echo echo;
  const std::string chunked = "POST / HTTP/1.1\r\n" + kClose + "Transfer-Encoding: chunked\r\n\r\n";
  CHECK_THAT(echo.answer(chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
             ContainsSubstring("body=abcde."));
  CHECK_THAT(echo.answer(chunked + "nonsense\r\n"), ContainsSubstring("error 0"));
}

TEST_CASE("a client that waits for 100 Continue gets it before its body is read") {
  Echo echo;
  RawClient client{echo.loop.url()};
  client.send("POST / HTTP/1.1\r\n" + kClose + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.receive("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  CHECK_THAT(client.receive_all(), ContainsSubstring("body=abc."));
}

TEST_CASE("a body over the limit is rejected before it is read") {
  Echo echo;
  const std::string error =
      "error " + std::to_string(static_cast<int>(RequestError::kBodyTooLarge));
  RawClient announced{echo.loop.url()};
  announced.send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 300000000\r\n\r\n");
  CHECK_THAT(announced.receive_all(), ContainsSubstring(error));

  RawClient chunked{echo.loop.url()};
  chunked.send("POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
  int sent = 0;
  while (sent < 64 && chunked.send(chunk)) ++sent;
  CHECK_THAT(chunked.receive_all(), ContainsSubstring(error));
}

TEST_CASE("a client that sends a whole body over the limit gets the response, however it ends") {
  Echo echo;
  const std::string error =
      "error " + std::to_string(static_cast<int>(RequestError::kBodyTooLarge));
  const std::string body(9'000'000, 'a');
  const bool closes = GENERATE(false, true);
  const auto check = [&](const std::string& bytes) {
    RawClient client{echo.loop.url()};
    CHECK(client.send(bytes));
    if (closes) client.finish_sending();
    const std::string answer = client.receive_all();
    CHECK_THAT(answer, ContainsSubstring("Connection: close\r\n") && ContainsSubstring(error));
  };
  check("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 9000000\r\n\r\n" + body);
  check("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 9000001\r\n\r\n" + body);
  check("POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n895440\r\n" + body +
        "\r\n0\r\n\r\n");
}

TEST_CASE("discarded input is limited in bytes and in time") {
  const std::string head = "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 900000000\r\n\r\n";
  const auto begin = std::chrono::steady_clock::now();
  const auto passed = [&] { return std::chrono::steady_clock::now() - begin; };
  SECTION("in bytes") {
    Echo echo{echo_of, {.linger_bytes = 5'000'000}};
    RawClient client{echo.loop.url()};
    REQUIRE(client.send(head));
    std::size_t sent = 0;
    while (sent < 900'000'000 && client.send(std::string(100'000, 'a'))) sent += 100'000;
    CHECK(sent >= 5'000'000);
    CHECK(sent < 100'000'000);  // plus what the kernel buffers
  }
  SECTION("in total time") {
    Echo echo{echo_of, {.linger = 1s, .linger_idle = 10s}};
    RawClient client{echo.loop.url()};
    REQUIRE(client.send(head));
    client.receive("error");
    while (client.send("a") && passed() < 9s) std::this_thread::sleep_for(10ms);
    CHECK(passed() >= 1s);
    CHECK(passed() < 9s);
  }
  SECTION("in idle time") {
    Echo echo{echo_of, {.linger = 60s, .linger_idle = 1s}};
    RawClient client{echo.loop.url()};
    REQUIRE(client.send(head));
    client.receive("error");
    while (client.send("a") && passed() < 2s) std::this_thread::sleep_for(10ms);
    CHECK(passed() >= 2s);  // as long as bytes arrive
    while (client.send("a") && passed() < 30s) std::this_thread::sleep_for(1500ms);
    CHECK(passed() < 9s);
  }
}

TEST_CASE("a body of exactly the limit is accepted") {
  Echo echo{[](Request& request) {
    return Response::text(200, "text/plain", std::to_string(request.body.size()));
  }};
  const std::string body(server::Limits{}.body, 'a');
  CHECK_THAT(echo.answer("POST / HTTP/1.1\r\n" + kHost +
                         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
             ContainsSubstring("\r\n\r\n1048576"));
}

TEST_CASE("a head over the limit is rejected") {
  Echo echo;
  const std::string error =
      "error " + std::to_string(static_cast<int>(RequestError::kHeadTooLarge));
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "X-Line: a\r\n";
  CHECK_THAT(echo.answer("GET / HTTP/1.1\r\n" + kHost + lines + "\r\n"), ContainsSubstring(error));
  RawClient endless{echo.loop.url()};
  endless.send("GET /" + std::string(20'000, 'a'));
  CHECK_THAT(endless.receive_all(), ContainsSubstring(error));
}

TEST_CASE("a malformed request closes its connection") {
  Echo echo;
  const std::string answer = echo.answer("nonsense\r\n\r\nGET / HTTP/1.1\r\n" + kHost + "\r\n");
  CHECK(occurrences(answer, "HTTP/1.1") == 1);
  CHECK_THAT(answer, ContainsSubstring("error 0"));
}

TEST_CASE("stopping closes idle connections and finishes a response in progress") {
  std::atomic<bool> is_asked = false;
  Echo echo{[&](Request& request) {
    is_asked = true;
    is_asked.notify_all();
    while (!request.stop.stop_requested()) std::this_thread::yield();
    return Response::text(200, "text/plain", "finished");
  }};
  RawClient idle{echo.loop.url()};
  RawClient busy{echo.loop.url()};
  busy.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
  is_asked.wait(false);
  echo.loop.stop();
  CHECK(idle.receive_all().empty());
  CHECK_THAT(busy.receive_all(), ContainsSubstring("finished"));
}

TEST_CASE("an occupied port is reported") {
  Echo echo;
  const std::string url = echo.loop.url();
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  CHECK_THROWS_WITH((server::EventLoop{{{"127.0.0.1", port}}, echo.handler, echo.log}),
                    ContainsSubstring("listen on 127.0.0.1:" + std::to_string(port)));
}

TEST_CASE("what a suspended request holds is destroyed when its client closes its side") {
  std::atomic<bool> is_gone = false;
  Echo echo{[&](Request& request) {
    Response response = Response::suspended({.topic = "job 1", .until = request.arrived + 20s});
    response.suspension->held = std::shared_ptr<void>(nullptr, [&](void*) {
      is_gone = true;
      is_gone.notify_all();
    });
    return response;
  }};
  {
    RawClient client{echo.loop.url()};
    client.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
    CHECK_FALSE(client.closes_within(100ms));
    CHECK_FALSE(is_gone);
  }
  is_gone.wait(false);
}

TEST_CASE(
    "a suspended request that holds nothing is answered to a client that only sends no more") {
  Echo echo{[&](Request& request) {
    if (request.resume_count > 0) return Response::text(200, "text/plain", "in time");
    return Response::suspended({.topic = "never", .until = request.arrived + 200ms});
  }};
  RawClient client{echo.loop.url()};
  client.send("GET / HTTP/1.1\r\n" + kClose + "\r\n");
  client.end_sending();
  CHECK_THAT(client.receive_all(), ContainsSubstring("in time"));
}

TEST_CASE("a suspended request is resumed when its topic is notified") {
  std::atomic<int> asked = 0;
  std::atomic<bool> is_ready = false;
  Echo echo{[&](Request& request) {
    const bool pauses = request.can_suspend && !is_ready;
    ++asked;
    asked.notify_all();
    if (pauses) {
      return Response::suspended({.topic = "job 1", .until = request.arrived + 20s});
    }
    return Response::text(200, "text/plain", "turn " + std::to_string(request.resume_count));
  }};
  RawClient client{echo.loop.url()};
  client.send("GET / HTTP/1.1\r\n" + kClose + "\r\n");
  asked.wait(0);
  echo.loop.notify(1, "job 2");  // another topic
  is_ready = true;
  echo.loop.notify(2, "job 1");
  CHECK_THAT(client.receive_all(), ContainsSubstring("\r\n\r\nturn 1"));
  CHECK(asked == 2);
}

TEST_CASE("a notification between a route's check and its suspension is not missed") {
  Echo* self = nullptr;
  Echo echo{[&](Request& request) {
    if (request.resume_count > 0) return Response::text(200, "text/plain", "seen");
    self->loop.notify(1, "");
    return Response::suspended({.topic = "job 1", .seen = 0, .until = request.arrived + 20s});
  }};
  self = &echo;
  CHECK_THAT(echo.answer("GET / HTTP/1.1\r\n" + kClose + "\r\n"), ContainsSubstring("seen"));
}

TEST_CASE("a suspension ends at its time") {
  Echo echo{[](Request& request) {
    if (request.resume_count > 0) return Response::text(200, "text/plain", "in time");
    return Response::suspended({.topic = "never", .until = request.arrived + 50ms});
  }};
  CHECK_THAT(echo.answer("GET / HTTP/1.1\r\n" + kClose + "\r\n"), ContainsSubstring("in time"));
}

TEST_CASE("the suspended requests of one owner are limited") {
  std::atomic<bool> is_refused = false;
  Echo echo{[&](Request& request) {
              if (request.resume_count == 0) {
                return Response::suspended(
                    {.topic = "job 1", .until = request.arrived + 20s, .owner = "one"});
              }
              if (request.can_suspend) return Response::text(200, "text/plain", "in time");
              is_refused = true;
              is_refused.notify_all();
              return Response::text(200, "text/plain", "at once");
            },
            {.suspended_per_owner = 1}};
  RawClient first{echo.loop.url()};
  RawClient second{echo.loop.url()};
  first.send("GET / HTTP/1.1\r\n" + kClose + "\r\n");
  second.send("GET / HTTP/1.1\r\n" + kClose + "\r\n");
  is_refused.wait(false);
  echo.loop.notify(1, "job 1");
  const std::string answers = first.receive_all() + second.receive_all();
  CHECK(occurrences(answers, "in time") == 1);
  CHECK(occurrences(answers, "at once") == 1);
}

TEST_CASE("a streamed response is sent piece by piece") {
  Echo echo{[](Request& request) {
    Response response =
        Response::text(200, "text/event-stream", "data: " + request.resume_state + "\n\n");
    if (request.resume_count < 2 && !request.stop.stop_requested()) {
      response.suspension = {.topic = "news",
                             .seen = static_cast<std::uint64_t>(request.resume_count),
                             .until = request.arrived + 20s,
                             .resume_state = "turn " + std::to_string(request.resume_count),
                             .streams = true};
    }
    return response;
  }};
  RawClient client{echo.loop.url()};
  client.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
  const std::string begin = client.receive("data: \n\n");
  CHECK_THAT(begin, ContainsSubstring("Connection: close\r\n") && !ContainsSubstring("Length"));
  echo.loop.notify(1, "news");
  client.receive("data: turn 0\n\n");
  echo.loop.notify(2, "news");
  CHECK_THAT(client.receive_all(), Catch::Matchers::EndsWith("data: turn 0\n\ndata: turn 1\n\n"));
  const std::string head = echo.answer("HEAD / HTTP/1.1\r\n" + kClose + "\r\n");
  CHECK_THAT(head, Catch::Matchers::EndsWith("\r\n\r\n") && !ContainsSubstring("Length"));
}

TEST_CASE("with a full queue, the next request is answered 503") {
  // Both lanes have threads of their own.
  const bool may_wait = GENERATE(true, false);
  const std::string method = may_wait ? "POST" : "GET";
  std::atomic<bool> may_end = false;
  std::atomic<int> asked = 0;
  Echo echo{[&](Request& request) {
              if (request.error) return Response::text(503, "text/plain", "later");
              if (request.method != method) return Response::text(200, "text/plain", "at once");
              ++asked;
              asked.notify_all();
              may_end.wait(false);
              return Response::text(200, "text/plain", "done");
            },
            {.queued = 1, .threads = 1, .quick_threads = 1}};
  const std::string rest = " / HTTP/1.1\r\n" + kClose + "Content-Length: 0\r\n\r\n";
  const std::string request = method + rest;
  RawClient served{echo.loop.url()};
  served.send(request);
  asked.wait(0);
  RawClient second{echo.loop.url()};
  RawClient third{echo.loop.url()};
  second.send(request);
  third.send(request);
  while (second.received() + third.received() == 0) {
    second.receive_within(10ms);
    third.receive_within(10ms);
  }
  CHECK_THAT(echo.answer((may_wait ? "GET" : "POST") + rest), ContainsSubstring("at once"));
  may_end = true;
  may_end.notify_all();
  const std::string answers = served.receive_all() + second.receive_all() + third.receive_all();
  CHECK(occurrences(answers, "503") == 1);
  CHECK(occurrences(answers, "\r\n\r\ndone") == 2);
}

TEST_CASE("at the limit of connections, the longest waiting client is dropped") {
  Echo echo{echo_of, {.connections = 3}};
  RawClient first{echo.loop.url()};
  first.send("GET / HT");
  RawClient second{echo.loop.url()};
  second.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
  second.receive("body=.");
  RawClient third{echo.loop.url()};
  third.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
  third.receive("body=.");
  CHECK_THAT(echo.answer("GET / HTTP/1.1\r\n" + kClose + "\r\n"), ContainsSubstring("200 OK"));
  CHECK(first.receive_all().empty());
  third.send("GET / HTTP/1.1\r\n" + kClose + "\r\n");
  CHECK(occurrences(third.receive_all(), "200 OK") == 2);
}

TEST_CASE("a slow client is dropped at its deadline") {
  Echo echo{[](Request&) {
              Response response;
              response.body = std::make_shared<const std::string>(50'000'000, 'x');
              return response;
            },
            {.idle = 1s, .head_time = 1s, .body_time = 1s, .stall = 1s}};
  RawClient idle{echo.loop.url()};
  RawClient slow_head{echo.loop.url()};
  slow_head.send("GET / HTTP/1.1\r\n");
  RawClient slow_body{echo.loop.url()};
  slow_body.send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 9\r\n\r\nabc");
  RawClient slow_reader{echo.loop.url()};
  slow_reader.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
  CHECK(idle.receive_all().empty());
  CHECK(slow_head.receive_all().empty());
  CHECK(slow_body.receive_all().empty());
  CHECK(slow_reader.closes_within(5s));
}

TEST_CASE("the memory of all clients together is limited") {
  Echo echo{echo_of, {.buffered = 300'000}};
  const std::string body(200'000, 'a');
  const std::string head = "POST / HTTP/1.1\r\n" + kClose + "Content-Length: 200001\r\n\r\n";
  RawClient first{echo.loop.url()};
  first.send(head + body);
  RawClient second{echo.loop.url()};
  second.send(head + body);
  CHECK(first.receive_all().empty());
  second.send("a");
  CHECK_THAT(second.receive_all(), ContainsSubstring("200 OK"));
}
