#include <string>

#include "server/http/head.h"
#include "server/http/request_reader.h"
#include "support/catch.h"

using server::Head;
using server::RequestError;

namespace {

std::variant<Head, RequestError> with(const std::string& lines,
                                      const std::string& first = "GET / HTTP/1.1") {
  return server::parse_head(first + "\r\nHost: x\r\n" + lines + "\r\n");
}

bool is_refused(const std::variant<Head, RequestError>& parsed) {
  return std::holds_alternative<RequestError>(parsed) &&
         std::get<RequestError>(parsed) == RequestError::kMalformed;
}

}  // namespace

TEST_CASE("a head is parsed without decoding") {
  const auto parsed = with("X-Note:  a%0d%0ab \r\napi-key: k\r\n", "POST /a%20b?c=d?e HTTP/1.1");
  REQUIRE(std::holds_alternative<Head>(parsed));
  const Head& head = std::get<Head>(parsed);
  CHECK(head.method == "POST");
  CHECK(head.target == "/a%20b?c=d%3Fe");
  CHECK(head.fields.find("x-note") == "a%0d%0ab");
  CHECK(head.fields.find("API-KEY") == "k");
  CHECK(head.keep_alive);
}

TEST_CASE("a head that two readers might read differently is malformed") {
  CHECK(is_refused(with("Content-Length: 1\r\nContent-Length: 1\r\n")));
  CHECK(is_refused(with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n")));
  CHECK(is_refused(with("Transfer-Encoding: gzip, chunked\r\n")));
  CHECK(is_refused(with("Transfer-Encoding: chunked\r\n", "GET / HTTP/1.0")));
  CHECK(is_refused(with("Content-Length: +1\r\n")));
  CHECK(is_refused(with("Content-Length: 1, 1\r\n")));
  CHECK(is_refused(with("Host: y\r\n")));
  CHECK(is_refused(with("api-key: a\r\nApi-Key: b\r\n")));
  CHECK(is_refused(with("X-Folded: a\r\n b\r\n")));
  CHECK(is_refused(with("X-Blank : a\r\n")));
  CHECK(is_refused(with("no colon\r\n")));
  CHECK(is_refused(with("X-Bare: a\nX-Other: b\r\n")));
  CHECK(is_refused(with("X-Return: a\rb\r\n")));
  CHECK(is_refused(with(std::string("X-Null: a\0b\r\n", 13))));
  CHECK(is_refused(server::parse_head("GET / HTTP/1.1\r\n\r\n")));  // no Host
}

TEST_CASE("a malformed request line is rejected") {
  for (const char* line :
       {"GET /", "GET  / HTTP/1.1", "GET / HTTP/2.0", "GET /a b HTTP/1.1", "G(T / HTTP/1.1",
        "GET /#a HTTP/1.1", "GET /%0d%0aX: y HTTP/1.1", "GET /%00 HTTP/1.1", " / HTTP/1.1", ""}) {
    CAPTURE(line);
    CHECK(is_refused(with("", line)));
  }
  CHECK(is_refused(with("", "GET /" + std::string(server::Limits{}.target, 'a') + " HTTP/1.1")));
}

TEST_CASE("a target in absolute form yields its path and query, and its host") {
  const auto read = [](const std::string& target, const std::string& method = "GET") {
    const auto parsed = with("", method + " " + target + " HTTP/1.1");
    REQUIRE(std::holds_alternative<Head>(parsed));
    const Head& head = std::get<Head>(parsed);
    CHECK(head.fields.count("Host") == 1);
    return std::string{head.fields.find("Host").value()} + " " + head.target;
  };
  CHECK(read("http://bi.example/v1/bi/jobs?a=b?c") == "bi.example /v1/bi/jobs?a=b%3Fc");
  CHECK(read("HTTPS://bi.example:8443/docs") == "bi.example:8443 /docs");
  CHECK(read("http://[2001:db8::1]:8080/") == "[2001:db8::1]:8080 /");
  CHECK(read("http://a_b.%D8%A3.example:/x") == "a_b.%D8%A3.example: /x");
  CHECK(read("http://bi.example") == "bi.example /");
  CHECK(read("http://bi.example?a=b") == "bi.example /?a=b");
  CHECK(read("http://bi.example", "OPTIONS") == "bi.example *");
  CHECK(read("http://bi.example/", "OPTIONS") == "bi.example /");
  CHECK(read("*", "OPTIONS") == "x *");
  const auto old = server::parse_head("GET http://bi.example/ HTTP/1.0\r\n\r\n");
  CHECK(std::get<Head>(old).fields.find("Host") == "bi.example");
  for (const char* line : {"CONNECT bi.example:443 HTTP/1.1",
                           "CONNECT * HTTP/1.1",
                           "GET * HTTP/1.1",
                           "GET bi.example:80 HTTP/1.1",
                           "GET bi.example/ HTTP/1.1",
                           "OPTIONS *a HTTP/1.1",
                           "OPTIONS ** HTTP/1.1",
                           "GET ftp://bi.example/ HTTP/1.1",
                           "GET http:/bi.example/ HTTP/1.1",
                           "GET http:// HTTP/1.1",
                           "GET http:/// HTTP/1.1",
                           "GET http://:80/ HTTP/1.1",
                           "GET http://u@bi.example/ HTTP/1.1",
                           "GET http://u:p@bi.example/ HTTP/1.1",
                           "GET http://bi.example:8a/ HTTP/1.1",
                           "GET http://bi.example:80:80/ HTTP/1.1",
                           "GET http://[::1/ HTTP/1.1",
                           "GET http://[]/ HTTP/1.1",
                           "GET http://[::1]x/ HTTP/1.1",
                           "GET http://a%zz/ HTTP/1.1",
                           "GET http://a%4/ HTTP/1.1",
                           "GET http://a\\b/ HTTP/1.1",
                           "GET http://\xD8\xA3/ HTTP/1.1",
                           "GET http://bi.example/../x HTTP/1.1",
                           "GET http://bi.example/%2e%2e HTTP/1.1",
                           "GET http://bi.example/#a HTTP/1.1",
                           "GET http://bi.example#a HTTP/1.1",
                           "GET http://bi.example/%0a HTTP/1.1"}) {
    CAPTURE(line);
    CHECK(is_refused(with("", line)));
  }
}

TEST_CASE("a Host header is a valid host or empty") {
  const auto of = [](const std::string& host) {
    return server::parse_head("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  };
  for (const char* host : {"", "x", "X.example:80", "127.0.0.1:8080", "[::1]", "[::1]:80", "a_b",
                           "[fe80::1%25eth0]", "xn--mgberp4a5d4ar"}) {
    CAPTURE(host);
    CHECK(std::holds_alternative<Head>(of(host)));
  }
  for (const char* host : {"a b", "a/b", "http://a", "a@b", "a:b", "a:1:2", "a,b c", "[::1", "[]",
                           "a?b", "a#b", "\xD8\xA3", "a\"b", "%", "%4", "<a>"}) {
    CAPTURE(host);
    CHECK(is_refused(of(host)));
    CHECK(is_refused(
        server::parse_head("GET http://x/ HTTP/1.1\r\nHost: " + std::string{host} + "\r\n\r\n")));
  }
  // RFC 9112, section 3.2: HTTP/1.1 requires Host, whatever the target.
  CHECK(is_refused(server::parse_head("GET http://x/ HTTP/1.1\r\n\r\n")));
}

TEST_CASE("too many lines or bytes are reported") {
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "X-Line: a\r\n";
  CHECK(std::get<RequestError>(with(lines)) == RequestError::kHeadTooLarge);
  // Host is one of them.
  const auto of = [](std::size_t count) {
    std::string some;
    for (std::size_t i = 1; i < count; ++i) some += "X-Line: a\r\n";
    return with(some);
  };
  CHECK(std::holds_alternative<Head>(of(64)));
  CHECK(std::get<RequestError>(of(65)) == RequestError::kHeadTooLarge);
  CHECK(std::get<RequestError>(with("X-Long: " + std::string(server::Limits{}.head, 'a') +
                                    "\r\n")) == RequestError::kHeadTooLarge);
}

TEST_CASE("head and body may have exactly the limit, and not one byte more") {
  const server::Limits limits{.head = 100, .body = 10};
  const auto stage = [&](const std::string& bytes, std::optional<RequestError> fault) {
    server::RequestReader reader{limits};
    std::string left = bytes;
    REQUIRE(reader.read(left) == server::RequestReader::Stage::kWhole);
    CHECK(reader.pop().request.error == fault);
  };
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  const auto padded = [&](std::size_t size) {
    const std::string begin = head + "X: ";
    return begin + std::string(size - begin.size() - 4, 'a') + "\r\n\r\n";
  };
  stage(padded(100), std::nullopt);
  stage(padded(101), RequestError::kHeadTooLarge);
  stage(head + "Content-Length: 10\r\n\r\n" + std::string(10, 'b'), std::nullopt);
  stage(head + "Content-Length: 11\r\n\r\n" + std::string(11, 'b'), RequestError::kBodyTooLarge);
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  stage(chunked + "5\r\nbbbbb\r\n5\r\nbbbbb\r\n0\r\n\r\n", std::nullopt);
  stage(chunked + "5\r\nbbbbb\r\n6\r\nbbbbbb\r\n0\r\n\r\n", RequestError::kBodyTooLarge);
}

TEST_CASE("each request has the fields of its own head, whether it has an error or not") {
  const server::Limits limits{.body = 10};
  server::RequestReader reader{limits};
  std::string bytes =
      "GET /a HTTP/1.1\r\nHost: x\r\nX-Note: one\r\n\r\n"
      "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n";
  const auto next = [&] {
    REQUIRE(reader.read(bytes) == server::RequestReader::Stage::kWhole);
    return reader.pop();
  };
  const server::Exchange first = next();
  CHECK(first.head.target == "/a");
  CHECK(first.request.headers.find("x-note") == "one");
  CHECK(first.keep_alive);
  const server::Exchange second = next();
  CHECK(second.head.target == "/b");
  CHECK(second.request.error == RequestError::kBodyTooLarge);
  CHECK(second.request.headers.find("content-length") == "11");
  CHECK_FALSE(second.request.headers.find("x-note"));
  CHECK_FALSE(second.keep_alive);
  bytes = "no head\r\n\r\n";
  const server::Exchange malformed = next();
  CHECK(malformed.request.error == RequestError::kMalformed);
  CHECK(malformed.request.headers.all().empty());
}

TEST_CASE("a Content-Length over 64 bits is too large") {
  CHECK(std::get<Head>(with("Content-Length: 99999999999999999999999\r\n")).content_length ==
        std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("a field cannot be split into two") {
  server::Fields fields;
  CHECK_THROWS(fields.add("Location", "/a\r\nSet-Cookie: b"));
  CHECK_THROWS(fields.add("Location\r\nX", "a"));
  CHECK_THROWS(fields.set("Location", std::string("a\0b", 3)));
}
