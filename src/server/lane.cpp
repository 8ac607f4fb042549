#include "server/lane.h"

#include <string_view>

namespace server {

Lane choose_lane(const Head& head) {
  if (head.method != "GET" && head.method != "HEAD" && head.method != "OPTIONS") {
    return Lane::kBlocking;
  }
  const std::string_view target = head.target;
  const std::string_view path = target.substr(0, target.find('?'));
  // Of lists of values, which a source may be asked for; none of the paths that we write is
  // encoded.
  const bool may_block =
      path.find("/values/") != std::string_view::npos || path.find('%') != std::string_view::npos;
  return may_block ? Lane::kBlocking : Lane::kQuick;
}

}  // namespace server
