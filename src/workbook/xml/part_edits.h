#pragma once

#include <string>
#include <string_view>

namespace workbook {

/// The text with `to` in the place of each `from`.
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from,
                                      std::string_view to);

// Edits of the skeleton's parts, for what libxlsxwriter cannot write. Each throws base::Error if
// the text that it edits is not there.

/// The styles, with quotePrefix (ECMA-376 18.8.45) on those of text ("@"), which keeps a cell text
/// when a user edits it.
[[nodiscard]] std::string with_quote_prefix(std::string_view styles);

/// The chart, in which blank cells are gaps; by the standard's default (ECMA-376 21.2.2.42) they
/// would be zeros.
[[nodiscard]] std::string with_blank_cells_as_gaps(std::string_view chart);

/// The chart whose fonts are those of Arabic texts too.
[[nodiscard]] std::string with_complex_script_fonts(std::string_view chart);

/// The chart with texts in Arabic, read from right to left.
[[nodiscard]] std::string with_right_to_left_text(std::string_view chart);

/// The core properties with the language of the document, an RFC 5646 tag (ECMA-376 part 2,
/// "dc:language").
[[nodiscard]] std::string with_language(std::string_view core_properties, std::string_view tag);

/// The extended properties that name the program that wrote the workbook, not Microsoft Excel.
[[nodiscard]] std::string with_application(std::string_view extended_properties,
                                           std::string_view name);

/// The workbook whose cached values a reader trusts, and without the claim that Excel edited it.
[[nodiscard]] std::string with_trusted_values(std::string_view workbook);

/// The sheet whose rows have the default height that it states, not that of the Normal font.
[[nodiscard]] std::string with_default_height(std::string_view sheet);

/// The sheet or chart whose numbers have no residue of binary fractions: libxlsxwriter writes 16
/// digits of 0.1 + 0.2 and of 95576.35 alike, whose shortest texts have 17 and 7.
[[nodiscard]] std::string with_shortest_numbers(std::string_view part);

}  // namespace workbook
