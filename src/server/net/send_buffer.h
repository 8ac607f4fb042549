#pragma once

#include <cstddef>
#include <string>

#include "server/http/exchange.h"
#include "server/net/transport.h"

namespace server {

/// What a connection has still to send, in order. Not thread-safe.
class SendBuffer {
 public:
  void append(WireResponse response);
  void append(std::string_view bytes) { head_ += bytes; }

  /// Sends as much as possible without blocking, up to a limit so that other connections get their
  /// share. kOk with bytes left: call it again.
  [[nodiscard]] Transport::IoStatus send(Transport& transport);

  [[nodiscard]] bool is_empty() const { return head_.empty() && body_left_ == 0; }
  /// Bytes sent since construction.
  [[nodiscard]] std::size_t sent() const { return sent_; }
  /// Bytes of memory that only this connection uses.
  [[nodiscard]] std::size_t memory_usage() const { return head_.capacity(); }

 private:
  [[nodiscard]] Transport::IoResult send_some(Transport& transport);

  std::string head_;
  std::size_t head_sent_ = 0;
  std::variant<std::monostate, SharedBytes, FilePart> body_;
  std::size_t body_left_ = 0;
  std::size_t sent_ = 0;
};

}  // namespace server
