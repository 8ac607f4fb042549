#pragma once

#include <cstdint>

#include "base/temp_file.h"
#include "workbook/xml/cell.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/row_writer.h"

namespace workbook {

/// The links of one sheet's streamed cells: the <hyperlink> elements of the sheet's part and its
/// relationships, both compressed as they come. RowWriter owns it. Not thread-safe.
class Links {
 public:
  /// Excel accepts 65,530 links on a sheet and follows addresses of up to 2,079 characters
  /// (MS-XLSX, CT_Hyperlink).
  static constexpr std::uint32_t kMaxLinks = 65'000;
  static constexpr std::size_t kMaxTarget = 2'079;

  /// Both outlive it.
  Links(base::TempFile& file, CompressionPipeline& pipeline)
      : elements_(file, pipeline), relationships_(file, pipeline) {}

  /// False where the sheet has no room for another link, or the address is too long.
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
