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

/// One client's connection from its first byte to its last: request after request is read within
/// its bounds of bytes and time, and its answer sent. It never waits; the event loop calls it when
/// its socket or its deadline is ready. The event loop's thread.
class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  /// `limits` must outlive it.
  Connection(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
             Clock::time_point now);

  /// Does what can be done now.
  void process(Clock::time_point now);
  /// The deadline has come.
  void on_deadline(Clock::time_point now);
  /// A request that has arrived whole, once; its answer is expected.
  [[nodiscard]] std::optional<Exchange> pop_request();
  /// The next piece of an answer; the last one, unless it is suspended.
  void send_response(WireResponse response, bool keep_alive, Clock::time_point now);
  /// The server is ending: what is in flight is finished, nothing new begun.
  void shut_down();
  /// Its socket is broken, or its place is needed.
  void drop();

  [[nodiscard]] bool is_closed() const { return phase_ == Phase::kClosed; }
  /// Has sent all that it was given: the next piece of a stream may come.
  [[nodiscard]] bool has_sent_all() const { return send_buffer_.is_empty(); }
  /// The answer is sent; the other end may close, or send what nobody reads.
  [[nodiscard]] bool is_lingering() const { return phase_ == Phase::kLingering; }
  /// Since when the client keeps us waiting, where it does.
  [[nodiscard]] std::optional<Clock::time_point> waiting_since() const;
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }
  /// False while TLS is being agreed on.
  [[nodiscard]] bool is_established() const { return transport_->is_established(); }
  /// EPOLLIN, EPOLLOUT.
  [[nodiscard]] std::uint32_t interest() const;
  [[nodiscard]] int socket() const { return transport_->socket(); }
  [[nodiscard]] const std::string& peer() const { return peer_; }
  /// Bytes of memory that it holds.
  [[nodiscard]] std::size_t memory_usage() const;

 private:
  enum class Phase {
    kReading,
    kHandling,   // the request is with a route, or suspended, or a stream
    kSending,    // the last of an answer
    kLingering,  // reading over what a client still sends that was told to go
    kClosed,
  };

  [[nodiscard]] bool flush(Clock::time_point now);
  [[nodiscard]] bool read(Clock::time_point now);
  [[nodiscard]] bool receive();
  void end_response(Clock::time_point now);
  void begin_lingering_close(Clock::time_point now);
  void drain_input(Clock::time_point now);
  void on_stage_change(RequestReader::Stage before, Clock::time_point now);
  /// Bytes that the client has acknowledged; what the kernel still holds is not among them.
  [[nodiscard]] std::size_t acknowledged_bytes() const;

  const std::unique_ptr<Transport> transport_;
  const std::string peer_;
  const Limits& limits_;
  Phase phase_ = Phase::kReading;
  RequestReader reader_;
  std::string received_;  // and not yet used
  SendBuffer send_buffer_;
  bool wants_to_write_ = false;  // before it can go on reading
  bool is_shutting_down_ = false;
  bool keep_alive_ = false;
  bool is_answered_early_ = false;      // the request was answered before its end
  std::size_t acknowledged_bytes_ = 0;  // as of the last check
  std::size_t drained_ = 0;
  Clock::time_point linger_end_;
  Clock::time_point since_;  // the stage of reading began, or something was sent
  Clock::time_point deadline_;
  std::optional<Exchange> request_;
};

}  // namespace server
