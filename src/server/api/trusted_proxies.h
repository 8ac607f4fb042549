#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/fields.h"

namespace server {

/// The reverse proxies whose X-Forwarded-For is believed. Immutable. Thread-safe.
class TrustedProxies {
 public:
  /// `trusted`: addresses ("10.0.0.7", "fd00::1") and networks ("10.0.0.0/8"). Throws base::Error
  /// for any other text.
  explicit TrustedProxies(const std::vector<std::string>& trusted);

  /// The client's address: the socket's peer or, as long as that is a trusted proxy, the address
  /// that it appended to X-Forwarded-For.
  [[nodiscard]] std::string client_address(const std::string& peer, const Fields& headers) const;

 private:
  struct Network {
    std::array<unsigned char, 16> address;  // IPv4 as ::ffff:a.b.c.d
    unsigned bits;
  };

  [[nodiscard]] static Network parse_network(std::string_view text);
  [[nodiscard]] bool trusts(std::string_view address) const;

  std::vector<Network> trusted_;
};

}  // namespace server
