#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace workbook {

/// One part of the skeleton, the file that libxlsxwriter writes.
struct SkeletonPart {
  std::string name;
  std::string bytes;
};

/// Reads the parts of the skeleton in their order. Their CRCs are checked and their XML must be
/// well-formed: libxlsxwriter reports success for parts that a full disk has truncated.
[[nodiscard]] std::vector<SkeletonPart> read_skeleton(const std::filesystem::path& file);

/// A part in two pieces, between which streamed bytes are inserted.
struct SplitXml {
  std::string before;
  std::string after;
};

/// The sheet without its placeholder rows: the `placeholders` rows between `first_row` and
/// `last_row` (from 0, inclusive), which must be the only rows there.
[[nodiscard]] SplitXml split_sheet(std::string_view sheet, std::uint32_t first_row,
                                   std::uint32_t last_row, int placeholders);

/// The sheet with the ids of its shared strings increased by `by`.
[[nodiscard]] std::string with_shifted_strings(std::string_view sheet, std::uint64_t by);

/// The sheet, whose header, if it has one, is not on its first page; the footer is.
[[nodiscard]] std::string without_first_header(std::string_view sheet);

/// The string table, split before its own strings, with counts that include `streamed` strings used
/// by `uses` cells.
[[nodiscard]] SplitXml split_strings(std::string_view table, std::uint64_t streamed,
                                     std::uint64_t uses);

/// The rest of a sheet after its rows, split inside the element that holds links; the element is
/// added at its place in ECMA-376 (18.3.1.99) if it is missing.
[[nodiscard]] SplitXml split_links(std::string_view rest);

/// The relationships of a sheet, split where more can be inserted.
[[nodiscard]] SplitXml split_relationships(std::string_view relationships);

}  // namespace workbook
