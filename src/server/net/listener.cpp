#include "server/net/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
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

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

std::string purpose(const Address& address) {
  return "listen on " + address.host + ":" + std::to_string(address.port);
}

AddressList find_addresses(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const std::string port = std::to_string(address.port);
  if (const int code = ::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &list)) {
    throw base::Error(purpose(address) + ": " + ::gai_strerror(code));
  }
  return {list, ::freeaddrinfo};
}

base::FileDescriptor bind_socket(const Address& address) {
  const AddressList list = find_addresses(address);
  const std::string name = purpose(address);
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

Address to_address(const SocketAddress& address) {
  const bool is_v6 = address.any.sa_family == AF_INET6;
  return {format_host(address), ntohs(is_v6 ? address.v6.sin6_port : address.v4.sin_port)};
}

Address local_address(int socket) {
  SocketAddress address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, &address.any, &size) != 0) fail("getsockname");
  return to_address(address);
}

std::string name_of(const Address& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace

Address inherited_address(int socket) {
  const std::string name = "socket " + std::to_string(socket) + " of the service manager";
  int is_listening = 0;
  int domain = 0;
  socklen_t size = sizeof is_listening;
  if (::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) != 0) fail(name);
  size = sizeof domain;
  if (::getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0) fail(name);
  if (is_listening == 0 || (domain != AF_INET && domain != AF_INET6)) {
    throw base::Error(name + ": it is no listening TCP socket. Write ListenStream=HOST:PORT");
  }
  if (::fcntl(socket, F_SETFD, FD_CLOEXEC) != 0 || ::fcntl(socket, F_SETFL, O_NONBLOCK) != 0) {
    fail(name);
  }
  Address address = local_address(socket);
  address.socket = socket;
  return address;
}

std::string numeric_name(const Address& address) {
  const AddressList list = find_addresses(address);
  SocketAddress found{};
  std::memcpy(&found, list->ai_addr, std::min<std::size_t>(sizeof found, list->ai_addrlen));
  return name_of(to_address(found));
}

Listener::Listener(const Address& address)
    : socket_(address.socket < 0 ? bind_socket(address) : base::FileDescriptor{address.socket}),
      name_(name_of(local_address(socket_.number()))) {}

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
