#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "server/http/dechunker.h"
#include "server/http/exchange.h"
#include "server/http/limits.h"

namespace server {

/// Parses the requests of one connection, in order, within the limits of size. Does no I/O and has
/// no timeouts. Not thread-safe.
class RequestReader {
 public:
  enum class Stage { kBetween, kHead, kBody, kWhole };

  explicit RequestReader(const Limits& limits) : limits_(limits) {}  // which must outlive it

  /// Removes what it has parsed from the front of `bytes`. At kWhole it reads no more until pop().
  Stage read(std::string& bytes);
  /// Returns the request. One with an error ends its connection: where the next one begins is
  /// unknown.
  [[nodiscard]] Exchange pop();

  [[nodiscard]] Stage stage() const { return stage_; }
  /// True, once, if the client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool pop_continue();
  /// Bytes of memory that it uses.
  [[nodiscard]] std::size_t memory_usage() const;

 private:
  void read_head(std::string& bytes);
  void begin_body(const std::string& bytes);
  void read_body(std::string& bytes);
  void end(std::optional<RequestError> error);

  const Limits& limits_;
  Stage stage_ = Stage::kBetween;
  std::size_t searched_ = 0;  // bytes known not to contain the end of the head
  bool owes_continue_ = false;
  std::optional<Dechunker> dechunker_;
  Exchange exchange_;
};

}  // namespace server
