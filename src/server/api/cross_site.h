#pragma once

#include <string>
#include <string_view>

#include "server/http/request.h"

namespace server {

/// Whether a page of this server makes a browser send the request. Sec-Fetch-Site decides (not
/// `same-site`: another port of the host is same-site). Browsers leave it out over plain HTTP off
/// loopback; then Origin must be that of `base_url`, or that of the address that was asked, written
/// as a number or "localhost", with the scheme of `listening_url`: no other site has those. Without
/// both headers: false. Thread-safe.
[[nodiscard]] bool is_same_origin(const Request& request, std::string_view base_url,
                                  std::string_view listening_url);

}  // namespace server
