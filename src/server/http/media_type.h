#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace server {

/// A Content-Type (RFC 9110, section 8.3.1), parsed leniently: any case, values quoted or not,
/// spaces around each part. A value.
struct MediaType {
  std::string name;                   // "application/json", in lower case
  std::vector<std::string> charsets;  // in lower case, without quotes, none is empty

  [[nodiscard]] static MediaType parse(std::string_view text);
};

}  // namespace server
