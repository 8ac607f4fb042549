#include <atomic>
#include <thread>

#include "catch.h"
#include "raw_client.h"
#include "server/connection.h"
#include "server/listener.h"

using Catch::Matchers::ContainsSubstring;
using server::Fault;
using server::Request;
using server::Response;

namespace {

/// Answers what it understood of the request, so that a test sees it.
Response echo(const Request& request) {
  if (request.fault) {
    return Response::text(400, "text/plain",
                          "fault " + std::to_string(static_cast<int>(*request.fault)));
  }
  std::string text = request.method + " " + request.path + " peer=" + request.peer;
  for (const auto& [name, value] : request.query) text += " " + name + "=" + value;
  for (const auto& [name, value] : request.headers.all()) text += " [" + name + ": " + value + "]";
  return Response::text(200, "text/plain", text + " body=" + request.body + ".");
}

struct Echo {
  explicit Echo(server::Handler handler_ = echo) : handler(std::move(handler_)) {
    listener.start();
  }

  /// All that one connection answers to these bytes.
  std::string answer(const std::string& bytes) {
    RawClient client{listener.url()};
    client.send(bytes);
    client.finish_sending();
    return client.receive_all();
  }

  server::Handler handler;
  base::Log log{base::Severity::kError};
  server::Listener listener{{}, handler, log};
};

const std::string kHost = "Host: x\r\n";
const std::string kClose = "Host: x\r\nConnection: close\r\n";

}  // namespace

TEST_CASE("a request over a socket is answered on a port that was free") {
  Echo echo;
  CHECK_THAT(echo.listener.url(), Catch::Matchers::StartsWith("http://127.0.0.1:"));
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
  CHECK(occurrences(answers, "HTTP/1.1") == 2);  // one answer, and the text in the echoed body
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

TEST_CASE("a header does not say who the peer is") {
  Echo echo;
  CHECK_THAT(
      echo.answer("GET / HTTP/1.1\r\nREMOTE_ADDR: 10.0.0.1\r\nX-Forwarded-For: 10.0.0.2\r\n" +
                  kClose + "\r\n"),
      ContainsSubstring("peer=127.0.0.1"));
}

TEST_CASE("a range is answered by the whole") {
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

TEST_CASE("HEAD is answered by the head alone") {
  Echo echo;
  const std::string answer = echo.answer("HEAD /a HTTP/1.1\r\n" + kClose + "\r\n");
  CHECK_THAT(answer, Catch::Matchers::EndsWith("\r\n\r\n"));
  CHECK_THAT(answer,
             ContainsSubstring("Content-Length: ") && !ContainsSubstring("Content-Length: 0"));
}

TEST_CASE("a method that nobody knows reaches the router") {
  Echo echo;
  CHECK_THAT(echo.answer("BREW /a HTTP/1.1\r\n" + kClose + "\r\n"), ContainsSubstring("BREW /a "));
}

TEST_CASE("a body is taken whole, whatever its framing") {
  Echo echo;
  const std::string chunked = "POST / HTTP/1.1\r\n" + kClose + "Transfer-Encoding: chunked\r\n\r\n";
  CHECK_THAT(echo.answer(chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
             ContainsSubstring("body=abcde."));
  CHECK_THAT(echo.answer(chunked + "nonsense\r\n"), ContainsSubstring("fault 0"));
}

TEST_CASE("a client that waits for 100 Continue gets it before its body is read") {
  Echo echo;
  RawClient client{echo.listener.url()};
  client.send("POST / HTTP/1.1\r\n" + kClose + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.receive("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  CHECK_THAT(client.receive_all(), ContainsSubstring("body=abc."));
}

TEST_CASE("a body over the bound is refused before it is read") {
  Echo echo;
  const std::string fault = "fault " + std::to_string(static_cast<int>(Fault::kBodyTooLarge));
  RawClient announced{echo.listener.url()};
  announced.send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 300000000\r\n\r\n");
  CHECK_THAT(announced.receive_all(), ContainsSubstring(fault));

  RawClient chunked{echo.listener.url()};
  chunked.send("POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
  int sent = 0;
  while (sent < 64 && chunked.send(chunk)) ++sent;
  CHECK_THAT(chunked.receive_all(), ContainsSubstring(fault));
}

TEST_CASE("a body of the bound's size is taken") {
  Echo echo{[](const Request& request) {
    return Response::text(200, "text/plain", std::to_string(request.body.size()));
  }};
  const std::string body(server::kMaxBody, 'a');
  CHECK_THAT(echo.answer("POST / HTTP/1.1\r\n" + kHost +
                         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
             ContainsSubstring("\r\n\r\n1048576"));
}

TEST_CASE("a head over the bound is refused") {
  Echo echo;
  const std::string fault = "fault " + std::to_string(static_cast<int>(Fault::kHeadTooLarge));
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "X-Line: a\r\n";
  CHECK_THAT(echo.answer("GET / HTTP/1.1\r\n" + kHost + lines + "\r\n"), ContainsSubstring(fault));
  RawClient endless{echo.listener.url()};
  endless.send("GET /" + std::string(20'000, 'a'));
  CHECK_THAT(endless.receive_all(), ContainsSubstring(fault));
}

TEST_CASE("a request that is none closes its connection") {
  Echo echo;
  const std::string answer = echo.answer("nonsense\r\n\r\nGET / HTTP/1.1\r\n" + kHost + "\r\n");
  CHECK(occurrences(answer, "HTTP/1.1") == 1);
  CHECK_THAT(answer, ContainsSubstring("fault 0"));
}

TEST_CASE("stopping ends idle connections, and lets an answer finish") {
  std::atomic<bool> is_asked = false;
  Echo echo{[&](const Request& request) {
    is_asked = true;
    is_asked.notify_all();
    while (!request.stop.stop_requested()) std::this_thread::yield();
    return Response::text(200, "text/plain", "finished");
  }};
  RawClient idle{echo.listener.url()};
  RawClient busy{echo.listener.url()};
  busy.send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
  is_asked.wait(false);
  echo.listener.stop();
  CHECK(idle.receive_all().empty());
  CHECK_THAT(busy.receive_all(), ContainsSubstring("finished"));
}

TEST_CASE("a port that is taken is said so") {
  Echo echo;
  const std::string url = echo.listener.url();
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  CHECK_THROWS_WITH((server::Listener{{"127.0.0.1", port}, echo.handler, echo.log}),
                    ContainsSubstring("listen on 127.0.0.1:" + std::to_string(port)));
}
