#include "server/http/byte_range.h"

#include <algorithm>
#include <limits>

#include "base/ascii.h"
#include "base/parse_integer.h"

namespace server {
namespace {

/// Accepts digits only; a number over 64 bits becomes the largest one.
std::optional<std::int64_t> parse_position(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  constexpr auto kMaxPosition = std::numeric_limits<std::int64_t>::max();
  return base::parse_integer<std::int64_t>(text).value_or(kMaxPosition);
}

}  // namespace

std::optional<ByteRange> parse_byte_range(std::string_view header, std::int64_t length) {
  const std::size_t equals = header.find('=');
  if (equals == std::string_view::npos ||
      !base::equal_ignoring_case(header.substr(0, equals), "bytes")) {
    return std::nullopt;
  }
  const std::string_view range = header.substr(equals + 1);
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = parse_position(range.substr(0, dash));
  const auto last = parse_position(range.substr(dash + 1));
  if (dash == 0) {  // a suffix range: the last bytes
    if (!last) return std::nullopt;
    const std::int64_t bytes = std::min(*last, length);
    return ByteRange{length - bytes, bytes};
  }
  const bool is_open = dash + 1 == range.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) return std::nullopt;
  if (*first >= length) return ByteRange{0, 0};
  const std::int64_t end = is_open ? length - 1 : std::min(*last, length - 1);
  return ByteRange{*first, end - *first + 1};
}

}  // namespace server
