#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/file_descriptor.h"
#include "server/http/response.h"

namespace server {

/// Non-blocking I/O on one connection. Not thread-safe.
class Transport {
 public:
  enum class IoStatus {
    kOk,               // `count` bytes, at least one
    kWouldBlockRead,   // no bytes until the socket is readable
    kWouldBlockWrite,  // no bytes until the socket is writable
    kClosed,           // the other side has closed, or the connection is broken
  };
  struct IoResult {
    IoStatus status = IoStatus::kClosed;
    std::size_t count = 0;
  };

  virtual ~Transport() = default;

  [[nodiscard]] virtual IoResult receive(std::span<char> to) = 0;
  /// `more_follows`: the kernel may delay a partial packet (MSG_MORE).
  [[nodiscard]] virtual IoResult send(std::string_view bytes, bool more_follows) = 0;
  /// Sends from `file.begin` on.
  [[nodiscard]] virtual IoResult send(const FilePart& file) = 0;
  /// Tells the other side that nothing more will be sent.
  virtual void end_sending() = 0;

  /// False during a TLS handshake.
  [[nodiscard]] virtual bool is_established() const { return true; }
  [[nodiscard]] virtual int socket() const = 0;
  /// Makes the kernel drop its unsent bytes, too, when this is destroyed.
  void discard_unsent() const;
  /// Bytes in the kernel that the other side has not acknowledged.
  [[nodiscard]] std::size_t unacknowledged() const;
};

/// A socket without TLS.
class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(base::FileDescriptor socket) : socket_(std::move(socket)) {}

  [[nodiscard]] IoResult receive(std::span<char> to) override;
  [[nodiscard]] IoResult send(std::string_view bytes, bool more_follows) override;
  [[nodiscard]] IoResult send(const FilePart& file) override;
  void end_sending() override;
  [[nodiscard]] int socket() const override { return socket_.number(); }

 private:
  const base::FileDescriptor socket_;
};

}  // namespace server
