#pragma once

#include <string>
#include <string_view>

namespace server {

/// The value of Content-Disposition that saves a download under `file_name` (UTF-8): RFC 6266's
/// filename in ASCII for old clients, and filename* as RFC 8187 has it for all others.
[[nodiscard]] std::string attachment(std::string_view file_name);

}  // namespace server
