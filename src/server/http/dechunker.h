#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace server {

/// Takes the chunked transfer coding (RFC 9112, section 7.1) off a body that arrives in pieces.
/// Chunk extensions and trailers are read over. Never holds more than `max_bytes` bytes. One
/// thread.
class Dechunker {
 public:
  enum class State { kMore, kDone, kMalformed, kTooLarge };

  explicit Dechunker(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Takes what it understands from the front of `bytes`; at kDone, what is left is the next
  /// request's. An ended dechunker takes nothing more.
  State consume(std::string& bytes);
  /// The body, once done.
  [[nodiscard]] std::string& body() { return body_; }
  [[nodiscard]] std::size_t memory_usage() const { return body_.capacity(); }

 private:
  enum class Part { kSize, kData, kDataEnd, kTrailer };

  State consume_line(std::string_view line);
  State consume_size(std::string_view line);

  const std::size_t max_bytes_;
  Part part_ = Part::kSize;
  std::size_t chunk_left_ = 0;  // bytes of the current chunk that are still to come
  std::size_t trailer_bytes_ = 0;
  std::string body_;
};

}  // namespace server
