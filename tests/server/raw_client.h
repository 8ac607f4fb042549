#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/file_descriptor.h"

/// A client that sends exactly the given bytes, which no HTTP library does.
class RawClient {
 public:
  /// `url` as EventLoop::url() returns it: "http://127.0.0.1:PORT".
  explicit RawClient(const std::string& url) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    if (::connect(socket_.number(), static_cast<sockaddr*>(static_cast<void*>(&address)),
                  sizeof address) != 0) {
      throw std::runtime_error("connect");
    }
  }

  /// False once the other side has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Closes its side for sending.
  void end_sending() { ::shutdown(socket_.number(), SHUT_WR); }
  /// Receives until `end` has arrived or the other side closes; returns all bytes received so far.
  std::string receive(std::string_view end) {
    while (received_.find(end) == std::string::npos && receive_some()) {
    }
    return received_;
  }
  /// Receives until the other side closes; returns all bytes received so far.
  std::string receive_all() {
    while (receive_some()) {
    }
    return received_;
  }
  /// Receives the bytes that arrive within `time`, if any do.
  void receive_within(std::chrono::milliseconds time) {
    if (is_readable_within(time)) static_cast<void>(receive_some());
  }
  /// Whether the other side resets or closes the connection; reads nothing.
  bool closes_within(std::chrono::milliseconds time) {
    pollfd waited{socket_.number(), POLLRDHUP, 0};
    return ::poll(&waited, 1, static_cast<int>(time.count())) > 0;
  }
  [[nodiscard]] std::size_t received() const { return received_.size(); }
  void finish_sending() { ::shutdown(socket_.number(), SHUT_WR); }

 private:
  [[nodiscard]] bool is_readable_within(std::chrono::milliseconds time) const {
    pollfd waited{socket_.number(), POLLIN, 0};
    return ::poll(&waited, 1, static_cast<int>(time.count())) > 0;
  }
  bool receive_some() {
    if (!is_readable_within(std::chrono::seconds{30})) throw std::runtime_error("no answer");
    std::array<char, 4096> bytes{};
    const ssize_t count = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    received_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
  }

  base::FileDescriptor socket_;
  std::string received_;
};

/// The last id of a stream of events.
inline std::string last_id(const std::string& events) {
  const std::size_t at = events.rfind("\nid: ") + 5;
  return events.substr(at, events.find('\n', at) - at);
}

/// How often `part` occurs in `text`.
inline int occurrences(std::string_view text, std::string_view part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}
