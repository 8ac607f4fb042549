#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace server {

/// Decodes the chunked transfer coding (RFC 9112, section 7.1) of a body that arrives in pieces.
/// Skips chunk extensions and trailers, and never holds more than `max_bytes` bytes. Not
/// thread-safe.
class Dechunker {
 public:
  enum class State { kMore, kDone, kMalformed, kTooLarge };

  explicit Dechunker(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Removes what it has decoded from the front of `bytes`; at kDone, the rest belongs to the next
  /// request. Do not call it again after any state but kMore.
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
