#include "base/id.h"

#include <cstdint>

#include "base/digest.h"

namespace base {

std::string new_uuid(Time now) {
  std::string octets = random_bytes(16);
  const auto milliseconds = static_cast<std::uint64_t>(to_microseconds(now) / 1000);
  for (std::size_t i = 0; i < 6; ++i) {
    octets[i] = static_cast<char>((milliseconds >> (40U - 8U * i)) & 0xFFU);
  }
  octets[6] = static_cast<char>((octets[6] & 0x0F) | 0x70);
  octets[8] = static_cast<char>((octets[8] & 0x3F) | 0x80);
  std::string text = hex(octets);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
    text.insert(dash, 1, '-');
  }
  return text;
}

}  // namespace base
