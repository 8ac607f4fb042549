// A Range header: for any input, the range is within the file.
#include "server/http/byte_range.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices{data, size};
  const auto length = static_cast<std::int64_t>(choices.below(65'536) << (choices.byte() % 40));
  const std::string header = fuzz::text_of(data, size).substr(size < 3 ? size : 3);
  if (const auto range = server::parse_byte_range(header, length)) {
    fuzz::require(range->begin >= 0 && range->bytes >= 0);
    fuzz::require(range->bytes == 0 || range->begin + range->bytes <= length);
  }
  return 0;
}
