#include "workbook/packed_part.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "workbook/deflater.h"
#include "workbook/packing_line.h"

namespace workbook {

PackedPart::PackedPart(const std::filesystem::path& scratch, PackingLine& line, std::size_t pieces)
    : line_(line), packed_(scratch) {
  block_.pieces = pieces;
}

void PackedPart::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t piece = std::min(bytes.size(), kBlock / 2);
    std::memcpy(room(piece), bytes.data(), piece);
    block_.size += piece;
    bytes.remove_prefix(piece);
  }
}

void PackedPart::flush() {
  if (block_.size > 0) block_ = line_.pack(std::move(block_), *this);
}

void PackedPart::take(std::string_view packed, std::string_view bytes) {
  packed_.append(packed);
  crc_ = crc32(crc_, bytes);
  size_ += bytes.size();
}

}  // namespace workbook
