#include "workbook/packed_part.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace workbook {

PackedPart::PackedPart(const std::filesystem::path& scratch, Deflater& deflater)
    : deflater_(deflater), packed_(scratch), block_(new char[kBlock]) {}

void PackedPart::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t piece = std::min(bytes.size(), kBlock / 2);
    std::memcpy(room(piece), bytes.data(), piece);
    filled_ += piece;
    bytes.remove_prefix(piece);
  }
}

void PackedPart::flush() {
  if (filled_ == 0) return;
  const std::string_view bytes{block_.get(), filled_};
  crc_ = crc32(crc_, bytes);
  packed_.append(deflater_.deflated(bytes));
  size_ += filled_;
  filled_ = 0;
}

}  // namespace workbook
