#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/file_descriptor.h"
#include "server/http/response.h"

namespace server {

/// The bytes of one connection, moved without ever waiting for them. One thread.
class Transport {
 public:
  enum class IoStatus {
    kOk,               // `count` bytes, more than none
    kWouldBlockRead,   // none, until the socket is readable
    kWouldBlockWrite,  // none, until the socket is writable
    kClosed,           // the other end has closed or is broken
  };
  struct IoResult {
    IoStatus status = IoStatus::kClosed;
    std::size_t count = 0;
  };

  virtual ~Transport() = default;

  [[nodiscard]] virtual IoResult receive(std::span<char> to) = 0;
  /// `more_follows`: do not send a packet for these alone.
  [[nodiscard]] virtual IoResult send(std::string_view bytes, bool more_follows) = 0;
  /// From `file.begin` on.
  [[nodiscard]] virtual IoResult send(const FilePart& file) = 0;
  /// Says that nothing more will be sent.
  virtual void end_sending() = 0;

  /// False while the two ends are still agreeing on keys.
  [[nodiscard]] virtual bool is_established() const { return true; }
  [[nodiscard]] virtual int socket() const = 0;
  /// What the kernel still holds will not be sent either, once this is destroyed.
  void discard_unsent() const;
  /// Bytes that the kernel holds and the other end has not acknowledged.
  [[nodiscard]] std::size_t unacknowledged() const;
};

/// A socket as it is.
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
