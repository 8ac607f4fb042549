#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "server/http/dechunker.h"
#include "server/http/exchange.h"
#include "server/http/limits.h"

namespace server {

/// Makes requests of the bytes of one connection, in their order, within the limits of size. It
/// does no I/O and knows no time. One thread.
class RequestReader {
 public:
  enum class Stage { kBetween, kHead, kBody, kWhole };

  explicit RequestReader(const Limits& limits) : limits_(limits) {}  // which must outlive it

  /// Takes what it understands from the front of `bytes`. At kWhole it takes no more before take().
  Stage read(std::string& bytes);
  /// A request that has an error closes its connection: what follows it cannot be told apart.
  [[nodiscard]] Exchange pop();

  [[nodiscard]] Stage stage() const { return stage_; }
  /// True once for a request whose client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool pop_continue();
  /// Bytes that it holds.
  [[nodiscard]] std::size_t memory_usage() const;

 private:
  void read_head(std::string& bytes);
  void begin_body(const std::string& bytes);
  void read_body(std::string& bytes);
  void end(std::optional<RequestError> error);

  const Limits& limits_;
  Stage stage_ = Stage::kBetween;
  std::size_t searched_ = 0;  // bytes in which no end of a head is
  bool owes_continue_ = false;
  std::optional<Dechunker> dechunker_;
  Exchange exchange_;
};

}  // namespace server
