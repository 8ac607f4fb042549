#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/http/limits.h"
#include "server/net/listener.h"
#include "server/net/tls.h"

namespace server {

/// The server's network settings. A value.
struct Settings {
  std::vector<Address> addresses = {Address{}};
  std::string base_url = {};  // for links; empty: the first listening address
  Limits limits = {};
  std::optional<Tls::Files> tls = {};             // for all addresses
  std::vector<std::string> trusted_proxies = {};  // addresses, or networks as in "10.0.0.0/8"
  bool console = true;                            // serve the web application at /console
  std::vector<std::string> cors_origins = {};     // whose pages may call: "https://erp.example"
};

}  // namespace server
