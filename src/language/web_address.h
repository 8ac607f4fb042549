#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// The address of a link in the form that the strictest readers accept: US-ASCII, valid by RFC
/// 3986. A value.
struct WebAddress {
  std::string address;   // up to the "#"
  std::string fragment;  // after the "#"
};

/// Parses an http, https or mailto address as people write it, ignoring spaces and marks around it.
/// Path, query and fragment are percent-encoded where necessary. Absent for an invalid address
/// (host_name.h, mail_address.h; ports to 65535). Thread-safe.
[[nodiscard]] std::optional<WebAddress> parse_web_address(std::string_view text);

}  // namespace language
