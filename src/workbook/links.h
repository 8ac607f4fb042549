#pragma once

#include <cstdint>

#include "workbook/xml/cell.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/row_writer.h"

namespace workbook {

/// The links of one sheet's streamed cells, which wait compressed as the rows do: what the sheet's
/// part says of them, and its relationships. One thread.
class Links {
 public:
  /// Excel takes 65,530 a sheet, and follows 2,079 characters (MS-XLSX, CT_Hyperlink).
  static constexpr std::uint32_t kMaxLinks = 65'000;
  static constexpr std::size_t kMaxTarget = 2'079;

  /// Both outlive it.
  Links(TempFile& file, CompressionPipeline& pipeline)
      : elements_(file, pipeline), relationships_(file, pipeline) {}

  /// False where the sheet has no room for it, or it is too long.
  [[nodiscard]] bool add(Cell cell, const LinkTarget& target);
  void close();

  [[nodiscard]] bool is_empty() const { return count_ == 0; }
  [[nodiscard]] const CompressedPart& elements() const { return elements_; }
  [[nodiscard]] const CompressedPart& relationships() const { return relationships_; }

 private:
  CompressedPart elements_;       // <hyperlink .../>
  CompressedPart relationships_;  // <Relationship .../>
  std::uint32_t count_ = 0;
};

}  // namespace workbook
