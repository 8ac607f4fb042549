#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace server {

/// What a Content-Type says (RFC 9110, section 8.3.1), as leniently as clients write it: in any
/// case, values in quotes or not, blanks around each part. A value.
struct MediaType {
  std::string name;                   // "application/json", in small letters
  std::vector<std::string> charsets;  // in small letters, without quotes, none of them empty

  [[nodiscard]] static MediaType parse(std::string_view text);
};

}  // namespace server
