#include "workbook/packed_part.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "workbook/deflater.h"
#include "workbook/packing_line.h"

namespace workbook {

PackedPart::PackedPart(ScratchFile& file, PackingLine& line, std::size_t pieces)
    : line_(line), file_(file) {
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

void PackedPart::close() {
  flush();
  block_.bytes.reset();
  block_.marks = {};
}

std::uint64_t PackedPart::packed_size() const {
  std::uint64_t size = 0;
  for (const ScratchFile::Extent& extent : extents_) size += extent.size;
  return size;
}

void PackedPart::read_packed(const std::function<void(std::string_view)>& sink) const {
  for (const ScratchFile::Extent& extent : extents_) file_.read(extent, sink);
}

void PackedPart::take(std::string_view packed, std::string_view bytes) {
  const ScratchFile::Extent extent = file_.append(packed);
  const bool goes_on =
      !extents_.empty() && extents_.back().offset + extents_.back().size == extent.offset;
  if (goes_on) {
    extents_.back().size += extent.size;
  } else {
    extents_.push_back(extent);
  }
  crc_ = crc32(crc_, bytes);
  size_ += bytes.size();
}

}  // namespace workbook
