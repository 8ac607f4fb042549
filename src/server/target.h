#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace server {

/// What a request line asks for (RFC 9112, section 3.2), in one form whichever it was sent in.
struct Target {
  std::string path;       // and query, from "/" on, no encoded CR, LF or NUL in it; or "*"
  std::string authority;  // of the absolute form, in the place of Host; else empty
};

/// Absent for what is no target of an origin server: an authority, as CONNECT has it, another
/// scheme's URI, a user before the host, "*" of another method than OPTIONS, a path that climbs.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text, std::string_view method);

/// The value of a Host header: `uri-host [ ":" port ]` of RFC 9110, section 7.2, or nothing.
[[nodiscard]] bool is_host(std::string_view text);

}  // namespace server
