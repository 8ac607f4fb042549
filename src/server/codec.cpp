#include "server/codec.h"

#include <httplib.h>

#include <utility>
#include <variant>

namespace server {
namespace {

/// A connection to cpp-httplib whose both ends are strings.
class Memory final : public httplib::Stream {
 public:
  explicit Memory(std::string input) : input_(std::move(input)) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override {
    const std::size_t count = input_.copy(to, size, position_);
    position_ += count;
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, size_t size) override {
    output_.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

  [[nodiscard]] std::string& output() { return output_; }

 private:
  std::string input_;
  std::size_t position_ = 0;
  std::string output_;
};

}  // namespace

class Codec::Http final : public httplib::Server {
 public:
  explicit Http(const server::Handler& handler) : handler_(handler) {
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      respond(request, response);
      return HandlerResponse::Handled;
    });
    // A request line that cpp-httplib refuses never reaches the handler above.
    set_error_handler(
        HandlerWithResponse{[this](const httplib::Request& request, httplib::Response& response) {
          if (is_answered_) return HandlerResponse::Unhandled;
          request_.fault = Fault::kMalformed;
          respond(request, response);
          return HandlerResponse::Handled;
        }});
  }

  Answer answer(const Head& head, Request request, bool keep_alive) {
    request_ = std::move(request);
    file_.reset();
    is_answered_ = false;
    // Of the methods, cpp-httplib has to know only the one whose answers have no body.
    const std::string method = head.method == "HEAD" ? "HEAD" : "GET";
    request_.method = head.method;
    const std::size_t mark = head.target.find('?');
    if (mark != std::string::npos) request_.raw_query = head.target.substr(mark + 1);
    Memory memory{method + " " + head.target + " HTTP/1.1\r\n\r\n"};
    process(*this, memory, !keep_alive);
    return {std::move(memory.output()), std::move(file_)};
  }

 private:
  /// Debian 12 has cpp-httplib 0.11, Debian 13 has 0.18, which wants the addresses of both ends.
  template <class Base>
  static void process(Base& server, Memory& memory, bool close) {
    bool closed = false;
    if constexpr (requires { server.process_request(memory, close, closed, nullptr); }) {
      server.process_request(memory, close, closed, nullptr);
    } else {
      server.process_request(memory, std::string{}, 0, std::string{}, 0, close, closed, nullptr);
    }
  }

  void respond(const httplib::Request& from, httplib::Response& to) {
    request_.path = from.path;
    for (const auto& [name, value] : from.params) request_.query.emplace(name, value);
    is_answered_ = true;
    Response response = handler_(std::move(request_));

    to.status = response.status;
    for (const auto& [name, value] : response.headers.all()) to.headers.emplace(name, value);
    to.set_header("Accept-Ranges", "none");
    if (auto* file = std::get_if<job::OpenFile>(&response.body)) {
      to.set_header("Content-Length", std::to_string(file->bytes));
      if (from.method != "HEAD") file_ = std::move(*file);
    } else {
      to.body = std::move(std::get<std::string>(response.body));
    }
  }

  const server::Handler& handler_;
  Request request_;  // of the answer under way, as are file_ and is_answered_
  std::optional<job::OpenFile> file_;
  bool is_answered_ = false;
};

Codec::Codec(const Handler& handler) : http_(std::make_unique<Http>(handler)) {}
Codec::~Codec() = default;

Codec::Answer Codec::answer(const Head& head, Request request, bool keep_alive) {
  return http_->answer(head, std::move(request), keep_alive);
}

}  // namespace server
