#include "server/connection.h"

#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "server/chunked.h"

namespace server {
namespace {

using namespace std::chrono_literals;

constexpr auto kIdle = 15s;        // between two requests
constexpr auto kHeadTime = 5s;     // from a head's first byte to its last
constexpr auto kBodyTime = 15s;    // for a whole body
constexpr auto kWriteStall = 10s;  // without the client taking a byte
constexpr auto kLastCall = 4s;     // for answers under way when the server is ending
constexpr auto kFarewell = 1s;     // for what a refused client is still sending
constexpr std::size_t kFarewellBytes = 4 * 1024 * 1024;

int milliseconds(std::chrono::steady_clock::duration time) {
  return static_cast<int>(
      std::max(std::chrono::ceil<std::chrono::milliseconds>(time), 0ms).count());
}

}  // namespace

Connection::Connection(base::Descriptor socket, std::string peer, int wake, std::stop_token stop)
    : socket_(std::move(socket)), peer_(std::move(peer)), wake_(wake), stop_(std::move(stop)) {}

void Connection::serve(Codec& codec) {
  bool goes_on = true;
  while (goes_on && !stop_.stop_requested()) {
    const auto head = read_head();
    if (!head) return;
    if (const auto* fault = std::get_if<Fault>(&*head)) {
      goes_on = answer(codec, Head{}, *fault);
    } else {
      goes_on = answer(codec, std::get<Head>(*head), std::nullopt);
    }
  }
  close_gently();
}

std::optional<std::variant<Head, Fault>> Connection::read_head() {
  auto deadline = Clock::now() + kIdle;
  bool has_begun = false;
  while (true) {
    while (received_.starts_with("\r\n")) received_.erase(0, 2);  // RFC 9112, section 2.2
    if (!received_.empty() && !has_begun) {
      has_begun = true;
      deadline = Clock::now() + kHeadTime;
    }
    const std::size_t blank = received_.find("\r\n\r\n");
    if (blank != std::string::npos) {
      const std::string text = received_.substr(0, blank + 4);
      received_.erase(0, text.size());
      return parse_head(text);
    }
    if (received_.size() > kMaxHead) return Fault::kHeadTooLarge;
    if (received_.find("\n\n") != std::string::npos) return Fault::kMalformed;  // bare line feeds
    if (!receive(deadline)) return std::nullopt;
  }
}

bool Connection::answer(Codec& codec, const Head& head, std::optional<Fault> fault) {
  Request request;
  request.headers = head.fields;
  request.peer = peer_;
  request.stop = stop_;
  if (!fault) {
    const Body body = read_body(head, request.body);
    if (body == Body::kGone) return false;
    if (body == Body::kTooLarge) fault = Fault::kBodyTooLarge;
    if (body == Body::kMalformed) fault = Fault::kMalformed;
  }
  request.fault = fault;
  const bool keep_alive = head.keep_alive && !fault && !stop_.stop_requested();
  const Codec::Answer answer = codec.answer(head, std::move(request), keep_alive);
  return send(answer.bytes) && (!answer.file || send(*answer.file)) && keep_alive;
}

Connection::Body Connection::read_body(const Head& head, std::string& body) {
  if (head.content_length > kMaxBody) return Body::kTooLarge;
  const bool has_body = head.is_chunked || head.content_length > received_.size();
  if (head.expects_continue && has_body && !send("HTTP/1.1 100 Continue\r\n\r\n")) {
    return Body::kGone;
  }
  const auto deadline = Clock::now() + kBodyTime;
  if (head.is_chunked) return read_chunked(body, deadline);
  while (received_.size() < head.content_length) {
    if (!receive(deadline)) return Body::kGone;
  }
  body = received_.substr(0, head.content_length);
  received_.erase(0, head.content_length);
  return Body::kWhole;
}

Connection::Body Connection::read_chunked(std::string& body, Clock::time_point deadline) {
  Dechunker dechunker{kMaxBody};
  while (true) {
    switch (dechunker.take(received_)) {
      case Dechunker::State::kDone:
        body = std::move(dechunker.body());
        return Body::kWhole;
      case Dechunker::State::kMalformed:
        return Body::kMalformed;
      case Dechunker::State::kTooLarge:
        return Body::kTooLarge;
      case Dechunker::State::kMore:
        if (!receive(deadline)) return Body::kGone;
    }
  }
}

bool Connection::receive(Clock::time_point deadline) {
  std::array<pollfd, 2> waited{{{socket_.number(), POLLIN, 0}, {wake_, POLLIN, 0}}};
  while (true) {
    const auto left = deadline - Clock::now();
    if (left <= 0s) return false;
    const int ready = ::poll(waited.data(), waited.size(), milliseconds(left));
    if (ready < 0 && errno != EINTR) return false;
    if (ready <= 0) continue;
    if (waited[1].revents != 0) return false;
    std::array<char, 16 * 1024> bytes{};
    const ssize_t count = ::recv(socket_.number(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count > 0) {
      received_.append(bytes.data(), static_cast<std::size_t>(count));
      return true;
    }
    if (count == 0 || (errno != EINTR && errno != EAGAIN)) return false;
  }
}

bool Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR && (errno != EAGAIN || !wait_writable())) {
      return false;
    }
  }
  return true;
}

bool Connection::send(const job::OpenFile& file) {
  off_t sent = 0;
  while (sent < file.bytes) {
    constexpr std::int64_t kPiece = 1024 * 1024;
    if (!wait_writable()) return false;
    const auto count = static_cast<std::size_t>(std::min(file.bytes - sent, kPiece));
    const ssize_t taken = ::sendfile(socket_.number(), file.descriptor.number(), &sent, count);
    if (taken == 0) return false;  // the file has become shorter
    if (taken < 0 && errno != EINTR && errno != EAGAIN) return false;
  }
  return true;
}

bool Connection::wait_writable() {
  if (stop_.stop_requested()) {
    if (!last_call_) last_call_ = Clock::now() + kLastCall;
    if (Clock::now() > *last_call_) return false;
  }
  pollfd waited{socket_.number(), POLLOUT, 0};
  return ::poll(&waited, 1, milliseconds(kWriteStall)) > 0;
}

/// A socket closed over unread bytes is reset, and the reset may overtake the answer.
void Connection::close_gently() {
  ::shutdown(socket_.number(), SHUT_WR);
  const auto deadline = Clock::now() + kFarewell;
  std::size_t bytes = 0;
  while (bytes < kFarewellBytes && receive(deadline)) {
    bytes += received_.size();
    received_.clear();
  }
}

}  // namespace server
