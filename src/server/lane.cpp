#include "server/lane.h"

#include <string_view>

namespace server {

Lane lane_of(const Head& head) {
  if (head.method != "GET" && head.method != "HEAD" && head.method != "OPTIONS") {
    return Lane::kWaiting;
  }
  const std::string_view target = head.target;
  const std::string_view path = target.substr(0, target.find('?'));
  // Of lists of values, which a source may be asked for; none of the paths that we write is
  // encoded.
  const bool may_be_values =
      path.find("/values/") != std::string_view::npos || path.find('%') != std::string_view::npos;
  return may_be_values ? Lane::kWaiting : Lane::kQuick;
}

}  // namespace server
