#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workbook/zip/compressed_part.h"

namespace workbook {

class ZipWriter;
struct WorkbookContext;

/// One part of the file, made of texts and of what was streamed, in the order in which they are
/// added. One thread; what it is given outlives it.
class AssembledPart {
 public:
  AssembledPart(std::string name, WorkbookContext& context)
      : name_(std::move(name)), context_(context) {}

  void add_text(std::string_view bytes);
  /// A closed part, when the compression pipeline has finished.
  void add_streamed(const CompressedPart& part);
  /// Writes the entry. Throws base::Canceled when asked to stop.
  void write_to(ZipWriter& zip) const;

 private:
  struct Piece {
    std::string compressed;          // of a text
    const CompressedPart* streamed;  // or what was streamed
  };

  std::string name_;
  WorkbookContext& context_;
  std::vector<Piece> pieces_;
  std::uint32_t crc_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t compressed_size_ = 0;
};

}  // namespace workbook
