#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "server/http/limits.h"
#include "server/http/request_reader.h"
#include "server/net/send_buffer.h"
#include "server/net/transport.h"

namespace server {

/// One client's connection: reads request after request within the limits of size and time, and
/// sends the responses. It never blocks; the event loop, which owns it, calls it when its socket or
/// its deadline is ready. Event loop thread only.
class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  /// `limits` must outlive it.
  Connection(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
             Clock::time_point now);

  /// Reads and sends as far as possible without blocking.
  void process(Clock::time_point now);
  /// Call it when the deadline has passed.
  void on_deadline(Clock::time_point now);
  /// A request that has arrived completely, returned once; send_response() has to follow.
  [[nodiscard]] std::optional<Exchange> pop_request();
  /// The next piece of a response; the last one, unless it is suspended.
  void send_response(WireResponse response, bool keep_alive, Clock::time_point now);
  /// The server stops: finishes the request in progress, begins no other.
  void shut_down();
  /// Closes at once: its socket is broken, it is too slow, or its slot is needed.
  void drop();

  [[nodiscard]] bool is_closed() const { return phase_ == Phase::kClosed; }
  /// Everything is sent: the next piece of a stream may follow.
  [[nodiscard]] bool has_sent_all() const { return send_buffer_.is_empty(); }
  /// The response is sent; remaining input is read and discarded until the client closes.
  [[nodiscard]] bool is_lingering() const { return phase_ == Phase::kLingering; }
  /// Since when the server waits for the client; absent while it does not.
  [[nodiscard]] std::optional<Clock::time_point> waiting_since() const;
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }
  /// False during a TLS handshake.
  [[nodiscard]] bool is_established() const { return transport_->is_established(); }
  /// EPOLLIN, EPOLLOUT.
  [[nodiscard]] std::uint32_t interest() const;
  [[nodiscard]] int socket() const { return transport_->socket(); }
  [[nodiscard]] const std::string& peer() const { return peer_; }
  /// Bytes of memory that it uses.
  [[nodiscard]] std::size_t memory_usage() const;

 private:
  enum class Phase {
    kReading,
    kHandling,   // the request is with a route, or suspended, or a stream
    kSending,    // the last piece of a response
    kLingering,  // discarding input after the last response
    kClosed,
  };

  [[nodiscard]] bool flush(Clock::time_point now);
  [[nodiscard]] bool read(Clock::time_point now);
  [[nodiscard]] bool receive();
  void end_response(Clock::time_point now);
  void begin_lingering_close(Clock::time_point now);
  void drain_input(Clock::time_point now);
  void on_stage_change(RequestReader::Stage before, Clock::time_point now);
  /// Bytes that the client has acknowledged; excludes what the kernel still holds.
  [[nodiscard]] std::size_t acknowledged_bytes() const;

  const std::unique_ptr<Transport> transport_;
  const std::string peer_;
  const Limits& limits_;
  Phase phase_ = Phase::kReading;
  RequestReader reader_;
  std::string received_;  // and not yet consumed
  SendBuffer send_buffer_;
  bool wants_to_write_ = false;  // TLS has to write before it can read on
  bool is_shutting_down_ = false;
  bool keep_alive_ = false;
  bool is_answered_early_ = false;      // the request was answered before its end
  std::size_t acknowledged_bytes_ = 0;  // as of the last check
  std::size_t drained_ = 0;
  Clock::time_point linger_end_;
  Clock::time_point since_;  // the reading stage began, or something was sent
  Clock::time_point deadline_;
  std::optional<Exchange> request_;
};

}  // namespace server
