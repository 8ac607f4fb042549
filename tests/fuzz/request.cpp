// The bytes of a connection as they arrive: the requests are the same however the bytes were split,
// and each of them has one response, into which no input can inject another one.
#include <vector>

#include "server/http/httplib_adapter.h"
#include "server/http/request_reader.h"
#include "target.h"

namespace {

using server::Exchange;

/// Which error a request has may depend on how much of it had arrived.
std::string told(const Exchange& exchange) {
  if (exchange.request.error) return "fault";
  std::string text = exchange.head.method + " " + exchange.head.target;
  for (const auto& [name, value] : exchange.request.headers.all()) text += name + ":" + value;
  return text + exchange.request.body + (exchange.keep_alive ? "+" : "-");
}

/// The requests of a connection whose bytes arrive `piece` at a time.
std::vector<Exchange> read(const std::string& bytes, std::size_t piece) {
  static const server::Limits kLimits{.head = 512, .head_lines = 8, .target = 128, .body = 1024};
  server::RequestReader reader{kLimits};
  std::vector<Exchange> all;
  std::string received;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    received += bytes.substr(at, piece);
    while (reader.read(received) == server::RequestReader::Stage::kWhole) {
      all.push_back(reader.pop());
      if (all.back().request.error) return all;
      if (received.empty()) break;
    }
  }
  return all;
}

server::Response echo(server::Request& request) {
  server::Response response = server::Response::text(request.error ? 400 : 200, "text/plain", "");
  response.headers.set("X-Request-Id", "id");
  return response;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const server::Handler kHandler = echo;
  static server::HttplibAdapter codec{kHandler};
  const std::string bytes = fuzz::text_of(data, size);
  std::vector<Exchange> whole = read(bytes, bytes.size() + 1);
  const std::vector<Exchange> cut = read(bytes, 1);
  fuzz::require(whole.size() == cut.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    fuzz::require(told(whole[i]) == told(cut[i]));
    const server::WireResponse answer = codec.handle(whole[i]);
    const std::size_t blank = answer.head.find("\r\n\r\n");
    fuzz::require(answer.head.starts_with("HTTP/1.1 ") && blank != std::string::npos);
    fuzz::require(answer.head.find("HTTP/1.1 ", 1) == std::string::npos);
  }
  return 0;
}
