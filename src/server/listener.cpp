#include "server/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>

#include "base/error.h"
#include "server/connection.h"

namespace server {
namespace {

constexpr int kBacklog = 512;
constexpr std::size_t kThreads = 64;   // connections served at once, long polls among them
constexpr std::size_t kWaiting = 256;  // connections that may wait for a thread

[[noreturn]] void fail(const std::string& operation) {
  throw base::Error(operation + ": " + std::generic_category().message(errno));
}

std::string name_of(const Address& address) {
  return "listen on " + address.host + ":" + std::to_string(address.port);
}

base::Descriptor bound_socket(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const std::string port = std::to_string(address.port);
  if (const int code = ::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &list)) {
    throw base::Error(name_of(address) + ": " + ::gai_strerror(code));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{list, ::freeaddrinfo};
  base::Descriptor socket{::socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  const int on = 1;
  if (!socket || ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(socket.number(), list->ai_addr, list->ai_addrlen) != 0 ||
      ::listen(socket.number(), kBacklog) != 0) {
    fail(name_of(address));
  }
  return socket;
}

std::pair<std::string, std::string> host_and_port(const sockaddr_storage& address, socklen_t size) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  // The socket interface wants its own base type, as every caller of it casts.
  const auto* plain = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  if (::getnameinfo(plain, size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return {"unknown", "0"};
  }
  return {host.data(), port.data()};
}

std::string url_of(const base::Descriptor& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.number(), static_cast<sockaddr*>(static_cast<void*>(&address)), &size) !=
      0) {
    fail("getsockname");
  }
  const auto [host, port] = host_and_port(address, size);
  const bool is_bare = host.find(':') == std::string::npos;
  return "http://" + (is_bare ? host : "[" + host + "]") + ":" + port;
}

}  // namespace

Listener::Listener(const Address& address, const Handler& handler, base::Log& log)
    : handler_(handler),
      log_(log),
      socket_(bound_socket(address)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      url_(url_of(socket_)) {
  if (!wake_) fail("eventfd");
}

Listener::~Listener() { stop(); }

void Listener::start() {
  log_.info("listening", {{"url", url_}});
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads_.emplace_back([this] { serve_connections(); });
  }
  threads_.emplace_back([this] { accept_connections(); });
}

void Listener::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
    waiting_.clear();
  }
  arrived_.notify_all();
  stop_.request_stop();
  const std::uint64_t one = 1;
  // Cannot fail but when the counter is full, which leaves it readable all the same.
  [[maybe_unused]] const ssize_t written = ::write(wake_.number(), &one, sizeof one);
}

void Listener::accept_connections() {
  std::array<pollfd, 2> waited{{{socket_.number(), POLLIN, 0}, {wake_.number(), POLLIN, 0}}};
  while (!stop_.stop_requested()) {
    if (::poll(waited.data(), waited.size(), -1) > 0 && waited[0].revents != 0) accept_one();
  }
}

void Listener::accept_one() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  base::Descriptor socket{::accept4(
      socket_.number(), static_cast<sockaddr*>(static_cast<void*>(&address)), &size, SOCK_CLOEXEC)};
  if (!socket) {
    // Whatever it is (the client has gone, descriptors or memory are short), it may pass.
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      log_.warning("accept_failed", {{"reason", std::generic_category().message(errno)}});
      ::poll(nullptr, 0, 100);
    }
    return;
  }
  const int on = 1;
  ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  std::string peer = host_and_port(address, size).first;
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_ || waiting_.size() >= kWaiting) return;  // closes it
    waiting_.push_back({std::move(socket), std::move(peer)});
  }
  arrived_.notify_one();
}

bool Listener::wait_for(Arrival& arrival) {
  std::unique_lock lock{mutex_};
  arrived_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
  if (is_stopping_) return false;
  arrival = std::move(waiting_.front());
  waiting_.pop_front();
  return true;
}

void Listener::serve_connections() {
  Codec codec{handler_};
  Arrival arrival;
  while (wait_for(arrival)) {
    Connection connection{std::move(arrival.socket), std::move(arrival.peer), wake_.number(),
                          stop_.get_token()};
    connection.serve(codec);
  }
}

}  // namespace server
