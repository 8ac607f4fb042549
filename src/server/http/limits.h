#pragma once

#include <chrono>
#include <cstddef>

namespace server {

/// What the event loop allows a client, or all of them together. The defaults are safe for a server
/// that the internet reaches.
struct Limits {
  std::size_t connections = 2'000;  // above it the one that keeps us waiting longest is dropped
  std::size_t handshakes = 256;     // of TLS, under way; above it the oldest of them is dropped
  std::size_t queued = 256;         // whole requests without a serving thread, of a lane; then 503
  std::size_t suspended = 1'000;    // requests that wait for a job; then they are answered at once
  std::size_t suspended_per_owner = 64;  // of one owner (see Suspension)
  std::size_t threads = 32;              // that serve what may wait; as many submits share a sync
  std::size_t quick_threads = 16;  // that serve the rest, so that it waits for no source or backup

  std::size_t head = std::size_t{16} * 1024;             // bytes, the blank line included
  std::size_t head_lines = 64;                           // without the request line
  std::size_t target = std::size_t{4} * 1024;            // bytes
  std::size_t body = std::size_t{1024} * 1024;           // bytes, without the framing
  std::size_t buffered = std::size_t{64} * 1024 * 1024;  // bytes, of all connections

  std::chrono::seconds idle{15};       // between two requests
  std::chrono::seconds head_time{5};   // from a head's first byte to its last; a TLS handshake
  std::chrono::seconds body_time{15};  // for a whole body
  std::chrono::seconds stall{10};      // for the next `stall_bytes` of an answer
  std::size_t stall_bytes = std::size_t{8} * 1024;
  // Of a request that is answered before its end, what its client still sends is read over, so that
  // it comes to reading the answer.
  std::size_t linger_bytes = std::size_t{64} * 1024 * 1024;
  std::chrono::seconds linger{30};      // for all of it
  std::chrono::seconds linger_idle{5};  // for the next bytes of it
  std::chrono::seconds stop{10};        // for what is in flight when the server ends
};

}  // namespace server
