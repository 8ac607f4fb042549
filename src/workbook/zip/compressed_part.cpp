#include "workbook/zip/compressed_part.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "workbook/deflate/deflater.h"
#include "workbook/zip/compression_pipeline.h"

namespace workbook {

CompressedPart::CompressedPart(base::TempFile& file, CompressionPipeline& pipeline,
                               std::size_t pieces_per_row)
    : pipeline_(pipeline), file_(file) {
  block_.pieces_per_row = pieces_per_row;
}

void CompressedPart::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t piece = std::min(bytes.size(), kBlockSize / 2);
    std::memcpy(reserve(piece), bytes.data(), piece);
    block_.size += piece;
    bytes.remove_prefix(piece);
  }
}

void CompressedPart::flush() {
  if (block_.size > 0) block_ = pipeline_.submit(std::move(block_), *this);
}

void CompressedPart::close() {
  flush();
  block_.bytes.reset();
  block_.boundaries = {};
}

std::uint64_t CompressedPart::compressed_size() const {
  std::uint64_t size = 0;
  for (const base::TempFile::Extent& extent : extents_) size += extent.size;
  return size;
}

void CompressedPart::read_compressed(const std::function<void(std::string_view)>& sink) const {
  for (const base::TempFile::Extent& extent : extents_) file_.read(extent, sink);
}

void CompressedPart::append_block(std::string_view compressed, std::string_view bytes) {
  const base::TempFile::Extent extent = file_.append(compressed);
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
