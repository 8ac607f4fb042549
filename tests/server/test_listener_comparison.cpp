#include <httplib.h>

#include <iostream>

#include "base/error.h"
#include "json/write.h"
#include "support/catch.h"
#include "test_server.h"

namespace {

/// Serves the same routes with cpp-httplib's own listener, set up as its users would.
class HttplibListener {
 public:
  HttplibListener(const server::Handler& handler, std::size_t threads) : handler_(handler) {
    http_.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
    http_.set_keep_alive_max_count(1'000'000);
    http_.set_tcp_nodelay(true);  // otherwise each response waits 40 ms for an acknowledgement
    http_.set_pre_routing_handler([this](const auto& request, auto& response) {
      respond(request, response);
      return httplib::Server::HandlerResponse::Handled;
    });
    port = http_.bind_to_any_port("127.0.0.1");
    thread_ = std::jthread{[this] { http_.listen_after_bind(); }};
  }
  ~HttplibListener() { http_.stop(); }

  int port = 0;

 private:
  void respond(const httplib::Request& from, httplib::Response& to) const {
    server::Request request;
    request.method = from.method;
    request.path = from.path;
    for (const auto& [name, value] : from.params) request.query.emplace(name, value);
    const std::size_t mark = from.target.find('?');
    if (mark != std::string::npos) request.raw_query = from.target.substr(mark + 1);
    for (const auto& [name, value] : from.headers) {
      try {
        request.headers.add(name, value);
      } catch (const base::Error&) {  // cpp-httplib decodes values and accepts line breaks in them
      }
    }
    request.body = from.body;
    request.peer = from.remote_addr;
    request.arrived = std::chrono::steady_clock::now();
    request.can_suspend = false;
    const server::Response response = handler_(request);
    to.status = response.status;
    for (const auto& [name, value] : response.headers.all()) to.set_header(name, value);
    if (const auto* text = std::get_if<std::string>(&response.body)) to.body = *text;
    if (const auto* file = std::get_if<server::FilePart>(&response.body)) {
      to.body.resize(static_cast<std::size_t>(file->bytes));
      if (::pread(file->descriptor.number(), to.body.data(), to.body.size(), file->begin) < 0) {
        to.status = 500;
      }
    }
  }

  const server::Handler& handler_;
  httplib::Server http_;
  std::jthread thread_;
};

}  // namespace

// For tests/bench/listener_comparison.py: prints the ports of both listeners and runs until its
// standard input ends.
TEST_CASE("the event loop and cpp-httplib's own listener serve the same routes",
          "[.][listener_comparison]") {
  TestServer it{{}, {.address = {}, .key = {}, .unauthenticated = {}}};
  const HttplibListener httplib_listener{it.server.handler(), server::Limits{}.threads};
  const base::JobId job = it.completed("a.xlsx", std::string(8'000'000, 'x'));
  std::cout << json::write(json::Value::object(
                   {{"event_loop",
                     std::stoi(it.server.url().substr(it.server.url().rfind(':') + 1))},
                    {"httplib", httplib_listener.port},
                    {"key", it.key},
                    {"status", "/v1/bi/jobs/" + job.text()},
                    {"link", it.link(job)}}))
            << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  CHECK(it.get("/healthz").status == 200);
}
