#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workbook/packed_part.h"

namespace workbook {

class Package;
struct Workshop;

/// One part of the file, made of texts and of what was streamed, in the order in which they are
/// added. One thread; what it is given outlives it.
class SplicedPart {
 public:
  SplicedPart(std::string name, Workshop& shop) : name_(std::move(name)), shop_(shop) {}

  void text(std::string_view bytes);
  /// A closed part, when the packing line has finished.
  void streamed(const PackedPart& part);
  /// Writes the entry. Throws base::Canceled when asked to stop.
  void write_to(Package& package) const;

 private:
  struct Piece {
    std::string packed;          // of a text
    const PackedPart* streamed;  // or what was streamed
  };

  std::string name_;
  Workshop& shop_;
  std::vector<Piece> pieces_;
  std::uint32_t crc_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t packed_ = 0;
};

}  // namespace workbook
