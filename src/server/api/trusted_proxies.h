#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/fields.h"

namespace server {

/// The reverse proxies whose word about their clients counts. Immutable: any thread.
class TrustedProxies {
 public:
  /// Addresses ("10.0.0.7", "fd00::1") and networks ("10.0.0.0/8"). Throws base::Error for others.
  explicit TrustedProxies(const std::vector<std::string>& trusted);

  /// Who has sent the request: the socket's peer or, while that is a trusted proxy, the address
  /// that it wrote last into X-Forwarded-For.
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
