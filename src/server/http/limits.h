#pragma once

#include <chrono>
#include <cstddef>

namespace server {

/// What the event loop allows one client or all clients together. The defaults are safe for a
/// server on the internet. A value.
struct Limits {
  std::size_t connections = 4'000;       // above it, the longest waiting one is dropped
  std::size_t handshakes = 256;          // TLS, in progress; above it, the oldest is dropped
  std::size_t queued = 256;              // complete requests of a lane without a thread; then 503
  std::size_t suspended = 1'000;         // requests that wait for a job; then answered at once
  std::size_t suspended_per_owner = 64;  // of one owner (Suspension::owner)
  std::size_t streams = 2'000;           // event streams; then 429. At most half of `connections`
  std::size_t streams_per_session = 4;   // of one session
  std::size_t threads = 32;              // of Lane::kBlocking; so many submits may share one sync
  std::size_t quick_threads = 16;        // of Lane::kQuick

  std::size_t head = std::size_t{16} * 1024;             // bytes, including the empty line
  std::size_t head_lines = 64;                           // excluding the request line
  std::size_t target = std::size_t{4} * 1024;            // bytes
  std::size_t body = std::size_t{1024} * 1024;           // bytes, excluding the framing
  std::size_t buffered = std::size_t{64} * 1024 * 1024;  // bytes, of all connections

  std::chrono::seconds idle{15};       // between two requests
  std::chrono::seconds head_time{5};   // from a head's first byte to its last; for a TLS handshake
  std::chrono::seconds body_time{15};  // for a complete body
  std::chrono::seconds stall{10};      // for the next `stall_bytes` of a response
  std::size_t stall_bytes = std::size_t{8} * 1024;
  // If a request is answered before its end, the rest of it is read and discarded, so that the
  // client gets to read the response.
  std::size_t linger_bytes = std::size_t{64} * 1024 * 1024;
  std::chrono::seconds linger{30};      // for all of it
  std::chrono::seconds linger_idle{5};  // for the next bytes of it
  std::chrono::seconds stop{10};        // for requests in progress when the server stops
};

}  // namespace server
