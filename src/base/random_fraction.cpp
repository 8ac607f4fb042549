#include "base/random_fraction.h"

#include <cstdint>
#include <cstring>
#include <string>

#include "base/digest.h"

namespace base {

double random_fraction() {
  std::uint32_t number = 0;
  const std::string bytes = random_bytes(sizeof number);
  std::memcpy(&number, bytes.data(), sizeof number);
  constexpr double kRange = 4294967296.0;  // 2^32
  return number / kRange;
}

}  // namespace base
