#include "server/http/httplib_adapter.h"

#include <httplib.h>

#include <utility>
#include <variant>

#include "base/utf8.h"

namespace server {
namespace {

/// A stream for cpp-httplib that reads from one string and writes to another.
class StringStream final : public httplib::Stream {
 public:
  explicit StringStream(std::string input) : input_(std::move(input)) {}

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

class HttplibAdapter::Http final : public httplib::Server {
 public:
  explicit Http(const server::Handler& handler) : handler_(handler) {
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      respond(request, response);
      return HandlerResponse::Handled;
    });
    // A request line that cpp-httplib rejects does not reach the handler above.
    set_error_handler(
        HandlerWithResponse{[this](const httplib::Request& request, httplib::Response& response) {
          if (is_answered_) return HandlerResponse::Unhandled;
          exchange_->request.error = RequestError::kMalformed;
          respond(request, response);
          return HandlerResponse::Handled;
        }});
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      response.headers.erase("Keep-Alive");  // its numbers are cpp-httplib's, not the event loop's
      const bool has_no_body = response.status == 204;  // RFC 9110, section 8.6
      if (is_stream_ || has_no_body) response.headers.erase("Content-Length");
    });
  }

  WireResponse handle(Exchange& exchange) {
    exchange_ = &exchange;
    response_ = {};
    if (exchange.is_streaming) return next_piece();
    is_answered_ = false;
    const Head& head = exchange.head;
    exchange.request.method = head.method;
    const std::size_t question_mark = head.target.find('?');
    if (question_mark != std::string::npos)
      exchange.request.raw_query = head.target.substr(question_mark + 1);
    // The only method that cpp-httplib has to know is HEAD, whose responses have no body.
    StringStream stream{(head.method == "HEAD" ? "HEAD " : "GET ") + head.target +
                        " HTTP/1.1\r\n\r\n"};
    process(*this, stream, !exchange.keep_alive);
    if (!response_.suspension || exchange.is_streaming) response_.head.insert(0, stream.output());
    return std::move(response_);
  }

 private:
  /// Debian 12 has cpp-httplib 0.11; Debian 13 has 0.18, which requires the addresses of both
  /// sides.
  template <class Base>
  static void process(Base& server, StringStream& stream, bool close) {
    bool closed = false;
    if constexpr (requires { server.process_request(stream, close, closed, nullptr); }) {
      server.process_request(stream, close, closed, nullptr);
    } else {
      server.process_request(stream, std::string{}, 0, std::string{}, 0, close, closed, nullptr);
    }
  }

  void respond(const httplib::Request& from, httplib::Response& to) {
    Request& request = exchange_->request;
    request.path = base::sanitize_utf8(from.path);
    for (const auto& [name, value] : from.params) {
      request.query.emplace(base::sanitize_utf8(name), base::sanitize_utf8(value));
    }
    is_answered_ = true;
    Response response = handler_(request);

    to.status = response.status;
    for (const auto& [name, value] : response.headers.all()) to.headers.emplace(name, value);
    if (!response.headers.find("Accept-Ranges")) to.set_header("Accept-Ranges", "none");
    is_stream_ = response.suspension && response.suspension->streams;
    if (is_stream_ && from.method == "HEAD") response.suspension.reset();
    if (is_stream_ && from.method != "HEAD") begin_stream(to);
    move_body(response, from.method == "HEAD", to);
  }

  /// The end of the connection ends the stream.
  void begin_stream(httplib::Response& to) {
    exchange_->is_streaming = true;
    if (exchange_->keep_alive) to.set_header("Connection", "close");
    exchange_->keep_alive = false;
  }

  /// Moves the body past cpp-httplib, which would copy it.
  void move_body(Response& response, bool is_head_alone, httplib::Response& to) {
    std::size_t length = 0;
    if (auto* text = std::get_if<std::string>(&response.body)) {
      length = text->size();
      response_.head = std::move(*text);
    } else if (auto* shared = std::get_if<SharedBytes>(&response.body)) {
      length = (*shared)->size();
      response_.body = std::move(*shared);
    } else {
      auto& file = std::get<FilePart>(response.body);
      length = static_cast<std::size_t>(file.bytes);
      response_.body = std::move(file);
    }
    if (!response.headers.find("Content-Length")) {
      to.set_header("Content-Length", std::to_string(length));
    }
    response_.suspension = std::move(response.suspension);
    if (is_head_alone) {
      response_.head.clear();
      response_.body = {};
    }
  }

  WireResponse next_piece() {
    Response response = handler_(exchange_->request);
    if (response.status != 200)
      return std::move(response_);  // the stream ends; its head is sent, so no error can follow
    response_.head = std::move(std::get<std::string>(response.body));
    response_.suspension = std::move(response.suspension);
    return std::move(response_);
  }

  const server::Handler& handler_;
  Exchange* exchange_ = nullptr;  // in progress, as are response_ and is_answered_
  WireResponse response_;
  bool is_answered_ = false;
  bool is_stream_ = false;
};

HttplibAdapter::HttplibAdapter(const Handler& handler) : http_(std::make_unique<Http>(handler)) {}
HttplibAdapter::~HttplibAdapter() = default;

WireResponse HttplibAdapter::handle(Exchange& exchange) { return http_->handle(exchange); }

}  // namespace server
