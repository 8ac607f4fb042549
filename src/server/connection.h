#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "server/codec.h"
#include "base/descriptor.h"
#include "server/head.h"

namespace server {

inline constexpr std::size_t kMaxBody = 1024 * 1024;

/// One client's connection from its first byte to its last: request after request is read within
/// its bounds of bytes and time, answered, and sent. It lives in one thread.
class Connection {
 public:
  /// `wake` becomes readable when the server is ending; `stop` says so to the routes.
  Connection(base::Descriptor socket, std::string peer, int wake, std::stop_token stop);

  /// Returns when the connection is over.
  void serve(Codec& codec);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Body { kWhole, kTooLarge, kMalformed, kGone };

  /// Nothing when the client has gone, was too slow, or the server is ending.
  [[nodiscard]] std::optional<std::variant<Head, Fault>> read_head();
  [[nodiscard]] Body read_body(const Head& head, std::string& body);
  [[nodiscard]] Body read_chunked(std::string& body, Clock::time_point deadline);
  /// Answers what was read; false ends the connection.
  [[nodiscard]] bool answer(Codec& codec, const Head& head, std::optional<Fault> fault);

  [[nodiscard]] bool receive(Clock::time_point deadline);
  [[nodiscard]] bool send(std::string_view bytes);
  [[nodiscard]] bool send(const job::OpenFile& file);
  [[nodiscard]] bool wait_writable();
  void close_gently();

  const base::Descriptor socket_;
  const std::string peer_;
  const int wake_;
  const std::stop_token stop_;
  std::string received_;                        // and not yet used
  std::optional<Clock::time_point> last_call_;  // for writing, once the server is ending
};

}  // namespace server
