#include "workbook/spliced_part.h"

#include "base/error.h"
#include "workbook/deflate/deflater.h"
#include "workbook/zip/zip_writer.h"
#include "workbook/workbook_context.h"

namespace workbook {

void AssembledPart::add_text(std::string_view bytes) {
  if (bytes.empty()) return;
  pieces_.push_back({std::string(context_.deflater.compress(bytes)), nullptr});
  crc_ = crc32(crc_, bytes);
  size_ += bytes.size();
  compressed_size_ += pieces_.back().compressed.size();
}

void AssembledPart::add_streamed(const CompressedPart& part) {
  pieces_.push_back({{}, &part});
  crc_ = combine_crc32(crc_, part.crc(), part.size());
  size_ += part.size();
  compressed_size_ += part.compressed_size();
}

void AssembledPart::write_to(ZipWriter& zip) const {
  const auto write = [&](std::string_view bytes) {
    if (context_.options.stop.stop_requested()) throw base::Canceled();
    zip.write(bytes);
  };
  zip.begin_entry({name_, crc_, size_, compressed_size_ + kDeflateEnd.size()});
  for (const Piece& piece : pieces_) {
    write(piece.compressed);
    if (piece.streamed != nullptr) piece.streamed->read_compressed(write);
  }
  write(kDeflateEnd);
}

}  // namespace workbook
