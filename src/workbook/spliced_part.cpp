#include "workbook/spliced_part.h"

#include "base/error.h"
#include "workbook/deflater.h"
#include "workbook/package.h"
#include "workbook/workshop.h"

namespace workbook {

void SplicedPart::text(std::string_view bytes) {
  if (bytes.empty()) return;
  pieces_.push_back({std::string(shop_.deflater.deflated(bytes)), nullptr});
  crc_ = crc32(crc_, bytes);
  size_ += bytes.size();
  packed_ += pieces_.back().packed.size();
}

void SplicedPart::streamed(const PackedPart& part) {
  pieces_.push_back({{}, &part});
  crc_ = crc32_of_both(crc_, part.crc(), part.size());
  size_ += part.size();
  packed_ += part.packed_size();
}

void SplicedPart::write_to(Package& package) const {
  const auto write = [&](std::string_view bytes) {
    if (shop_.options.stop.stop_requested()) throw base::Canceled();
    package.write(bytes);
  };
  package.add({name_, crc_, size_, packed_ + kDeflateEnd.size()});
  for (const Piece& piece : pieces_) {
    write(piece.packed);
    if (piece.streamed != nullptr) piece.streamed->read_packed(write);
  }
  write(kDeflateEnd);
}

}  // namespace workbook
