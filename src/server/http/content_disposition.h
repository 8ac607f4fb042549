#pragma once

#include <string>
#include <string_view>

namespace server {

/// The value of Content-Disposition that saves a download as `file_name` (UTF-8): an ASCII
/// `filename` for old clients (RFC 6266) and `filename*` for all others (RFC 8187).
[[nodiscard]] std::string attachment(std::string_view file_name);

}  // namespace server
