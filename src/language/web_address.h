#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// The address of a link as its strictest readers accept it: US-ASCII, valid by RFC 3986.
struct WebAddress {
  std::string address;   // up to the "#"
  std::string fragment;  // after the "#"
};

/// Reads an http, https or mailto address as people write it; blanks and marks around it are left
/// out. Absent where it is not valid (host_name.h, mail_address.h; ports to 65535). Path, query and
/// fragment are percent-encoded where they have to be. Any thread.
[[nodiscard]] std::optional<WebAddress> parse_web_address(std::string_view text);

}  // namespace language
