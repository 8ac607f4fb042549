// The address of a link, from a database: an accepted one is plain US-ASCII, and the same when it
// is parsed again.
#include <algorithm>
#include <string_view>

#include "language/web_address.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = language::parse_web_address(fuzz::text_of(data, size));
  if (!read) return 0;
  const auto is_fit = [](char c) {
    constexpr std::string_view kOthers = "-._~:/?[]@!$&'()*+,;=%";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  };
  fuzz::require(std::ranges::all_of(read->address, is_fit));
  fuzz::require(std::ranges::all_of(read->fragment, is_fit));
  const std::string whole = read->address + (read->fragment.empty() ? "" : "#" + read->fragment);
  const auto again = language::parse_web_address(whole);
  fuzz::require(again && again->address == read->address && again->fragment == read->fragment);
  return 0;
}
