#pragma once

#include <cstdint>
#include <string>

#include "base/file_descriptor.h"

namespace server {

/// Where to listen. Port 0 picks a free one. A value.
struct Address {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  int socket = -1;  // that listens there already, and that its Listener will own; -1: none
};

/// The address of a listening socket that the process was started with. Throws base::Error for any
/// other descriptor.
[[nodiscard]] Address inherited_address(int socket);
/// The same address as numbers: "127.0.0.1:8080" for localhost. Throws base::Error.
[[nodiscard]] std::string numeric_name(const Address& address);

/// One listening socket. Clients can connect from its construction on. Not thread-safe.
class Listener {
 public:
  struct AcceptedSocket {
    base::FileDescriptor socket;  // non-blocking
    std::string peer;             // the client's address: "192.0.2.7", "2001:db8::7"
  };
  enum class AcceptStatus {
    kAccepted,
    kWouldBlock,
    kOutOfDescriptors,  // or out of memory; transient
  };

  /// Binds the address, unless it has a socket. Throws base::Error.
  explicit Listener(const Address& address);

  [[nodiscard]] AcceptStatus accept(AcceptedSocket& accepted) const;

  [[nodiscard]] int descriptor() const { return socket_.number(); }
  /// "127.0.0.1:8080" or "[::1]:8080", with the port that was bound.
  [[nodiscard]] const std::string& name() const { return name_; }
  void close() { socket_ = {}; }

 private:
  base::FileDescriptor socket_;
  std::string name_;
};

}  // namespace server
