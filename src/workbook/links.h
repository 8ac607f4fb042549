#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "workbook/cell.h"
#include "workbook/packed_part.h"

namespace workbook {

/// Where a link leads, in the form of the file: an address of nothing but URI characters, and what
/// stands behind its "#".
struct LinkTarget {
  std::string address;
  std::string location;
};

/// Other characters are percent-encoded. Absent where it is longer than the 2,079 characters that
/// Excel follows, or empty.
[[nodiscard]] std::optional<LinkTarget> link_target(std::string_view address);

/// The links of one sheet's streamed cells, which wait compressed as the rows do: what the sheet's
/// part says of them, and its relationships. One thread.
class Links {
 public:
  /// Excel takes 65,530 a sheet.
  static constexpr std::uint32_t kMost = 65'000;

  /// Both outlive it.
  Links(ScratchFile& file, PackingLine& line) : elements_(file, line), relationships_(file, line) {}

  /// False where it cannot be a link.
  [[nodiscard]] bool add(Cell cell, std::string_view address);
  void close();

  [[nodiscard]] bool is_empty() const { return count_ == 0; }
  [[nodiscard]] const PackedPart& elements() const { return elements_; }
  [[nodiscard]] const PackedPart& relationships() const { return relationships_; }

 private:
  PackedPart elements_;       // <hyperlink .../>
  PackedPart relationships_;  // <Relationship .../>
  std::uint32_t count_ = 0;
};

}  // namespace workbook
