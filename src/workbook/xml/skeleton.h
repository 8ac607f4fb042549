#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace workbook {

/// One part of the file that libxlsxwriter made.
struct SkeletonPart {
  std::string name;
  std::string bytes;
};

/// The parts of libxlsxwriter's file in their order, their CRCs checked and their XML well-formed:
/// libxlsxwriter reports success for parts that a full disk has cut off.
[[nodiscard]] std::vector<SkeletonPart> read_skeleton(const std::filesystem::path& file);

/// A part in two pieces, between which streamed bytes belong.
struct SplitXml {
  std::string before;
  std::string after;
};

/// The sheet without its placeholder rows, which are the `placeholders` rows between `first_row`
/// and `last_row` (from 0, both inside) and must be all that stands there.
[[nodiscard]] SplitXml split_sheet(std::string_view sheet, std::uint32_t first_row,
                                   std::uint32_t last_row, int placeholders);

/// The sheet with the ids of its shared strings moved up by `by`.
[[nodiscard]] std::string with_shifted_strings(std::string_view sheet, std::uint64_t by);

/// The string table with room in front of its own strings, and with counts that include
/// `streamed` strings used by `uses` cells.
[[nodiscard]] SplitXml split_strings(std::string_view table, std::uint64_t streamed,
                                     std::uint64_t uses);

/// The rest of a sheet behind its rows, with room for links: in the element that holds them, which
/// is made where ECMA-376 (18.3.1.99) has its place.
[[nodiscard]] SplitXml split_links(std::string_view rest);

/// The relationships of a sheet with room for more.
[[nodiscard]] SplitXml split_relationships(std::string_view relationships);

/// The styles, those of text ("@") with the mark that keeps it text when a person edits the cell
/// (quotePrefix, ECMA-376 18.8.45).
[[nodiscard]] std::string with_quote_prefix(std::string_view styles);

/// The chart, in which a cell without a number is no zero: by the standard's default
/// (ECMA-376 21.2.2.42), it is one.
[[nodiscard]] std::string with_blank_cells_as_gaps(std::string_view chart);

/// The chart, its texts from right to left and their font for Arabic too.
[[nodiscard]] std::string with_right_to_left_text(std::string_view chart);

}  // namespace workbook
