#include "server/net/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "base/error.h"

namespace server {
namespace {

constexpr int kBacklog = 1024;
/// At most this much of a response waits in the kernel unsent; the rest stays in the file or
/// buffer.
constexpr int kMaxUnsentBytes = 128 * 1024;

/// An address of either family, as the socket calls expect it.
union SocketAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
};

[[noreturn]] void fail(const std::string& operation) {
  throw base::Error(operation + ": " + std::generic_category().message(errno));
}

void set_option(const base::FileDescriptor& socket, int level, int option, int value) {
  // None of the options set here is needed to serve, so failure is ignored.
  static_cast<void>(::setsockopt(socket.number(), level, option, &value, sizeof value));
}

base::FileDescriptor bind_socket(const Address& address) {
  const std::string name = "listen on " + address.host + ":" + std::to_string(address.port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const std::string port = std::to_string(address.port);
  if (const int code = ::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &list)) {
    throw base::Error(name + ": " + ::gai_strerror(code));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{list, ::freeaddrinfo};
  base::FileDescriptor socket{
      ::socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!socket) fail(name);
  set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
  if (list->ai_family == AF_INET6)
    set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);  // "::" listens on IPv4 too
  if (::bind(socket.number(), list->ai_addr, list->ai_addrlen) != 0 ||
      ::listen(socket.number(), kBacklog) != 0) {
    fail(name);
  }
  return socket;
}

/// Formats an IPv4-mapped address as IPv4.
std::string format_host(const SocketAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.any.sa_family == AF_INET6) {
    const bool is_v4 = IN6_IS_ADDR_V4MAPPED(&address.v6.sin6_addr);
    const void* bytes = is_v4 ? &address.v6.sin6_addr.s6_addr[12] : address.v6.sin6_addr.s6_addr;
    ::inet_ntop(is_v4 ? AF_INET : AF_INET6, bytes, text.data(), text.size());
  } else {
    ::inet_ntop(AF_INET, &address.v4.sin_addr, text.data(), text.size());
  }
  return text.data();
}

std::string local_address(const base::FileDescriptor& socket) {
  SocketAddress address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.number(), &address.any, &size) != 0) fail("getsockname");
  const bool is_v6 = address.any.sa_family == AF_INET6;
  const std::string host = format_host(address);
  return (is_v6 ? "[" + host + "]" : host) + ":" +
         std::to_string(ntohs(is_v6 ? address.v6.sin6_port : address.v4.sin_port));
}

}  // namespace

Listener::Listener(const Address& address)
    : socket_(bind_socket(address)), name_(local_address(socket_)) {}

Listener::AcceptStatus Listener::accept(AcceptedSocket& accepted) const {
  SocketAddress address{};
  socklen_t size = sizeof address;
  base::FileDescriptor socket{
      ::accept4(socket_.number(), &address.any, &size, SOCK_CLOEXEC | SOCK_NONBLOCK)};
  if (!socket) {
    const bool is_exhausted =
        errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
    // All other errors concern one client, which has disconnected.
    return is_exhausted ? AcceptStatus::kOutOfDescriptors : AcceptStatus::kWouldBlock;
  }
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, kMaxUnsentBytes);
  accepted = {std::move(socket), format_host(address)};
  return AcceptStatus::kAccepted;
}

}  // namespace server
