#include <string>

#include "server/http/dechunker.h"
#include "support/catch.h"

using server::Dechunker;
using State = server::Dechunker::State;

namespace {

State state_after(std::string bytes) { return Dechunker{100}.consume(bytes); }

}  // namespace

TEST_CASE("a chunked body is decoded alike in pieces of any size") {
  const std::string sent =
      "5;a=b\r\nhello\r\n1 \r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nGET";
  for (std::size_t piece = 1; piece <= sent.size(); ++piece) {
    CAPTURE(piece);
    Dechunker dechunker{100};
    std::string waiting;
    State state = State::kMore;
    for (std::size_t at = 0; at < sent.size() && state == State::kMore; at += piece) {
      waiting += sent.substr(at, piece);
      state = dechunker.consume(waiting);
    }
    CHECK(state == State::kDone);
    CHECK(dechunker.body() == "hello 0123456789");
    CHECK(std::string{"GET"}.starts_with(waiting));
  }
}

TEST_CASE("an invalid chunk is malformed") {
  for (const char* sent : {"x\r\n", "-1\r\n", "\r\n", "5hello\r\n", "1\r\nab\r\n",
                           "0x5\r\nhello\r\n", "1\na\r\n0\r\n\r\n"}) {
    CAPTURE(sent);
    CHECK(state_after(sent) == State::kMalformed);
  }
  // A bare line feed is rejected as soon as it arrives.
  for (const char* sent : {"\n", "1\n", "1;a\n", "1\r\na\n", "0\r\nX: y\n"}) {
    CAPTURE(sent);
    CHECK(state_after(sent) == State::kMalformed);
  }
  CHECK(state_after("1\r") == State::kMore);
  CHECK(state_after(std::string(2000, '0')) == State::kMalformed);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 100; ++i) trailers += "X: " + std::string(500, 'a') + "\r\n";
  CHECK(state_after(trailers) == State::kMalformed);
}

TEST_CASE("a chunked body over the limit is rejected at the chunk size that exceeds it") {
  CHECK(state_after("64\r\n") == State::kMore);
  CHECK(state_after("65\r\n") == State::kTooLarge);
  CHECK(state_after("1\r\na\r\n64\r\n") == State::kTooLarge);
  CHECK(state_after("ffffffffffffffffff\r\n") == State::kTooLarge);
}
