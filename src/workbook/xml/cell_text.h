#pragma once

#include <string>
#include <string_view>

namespace workbook {

/// A text as a cell may hold it (EXCEL.md 6): well-formed UTF-8 without control characters, bidi
/// embeddings and isolates, U+FFFE and U+FFFF; line ends as LF; 32,767 UTF-16 units and 253 line
/// feeds at most; what Excel would read as an escape ("_x0041_") escaped. Not yet XML.
struct CellText {
  std::string text;
  bool is_repaired = false;  // something was taken out or replaced (line ends apart)
  bool is_truncated = false;
};
[[nodiscard]] CellText sanitize_cell_text(std::string_view raw);

/// The text is as sanitize_cell_text() would return it, and XML has nothing to escape in it either.
/// May say no where a longer look would say yes.
[[nodiscard]] bool needs_no_escaping(std::string_view raw);

/// A text on one line, for names and properties: as above, white space folded into single spaces.
[[nodiscard]] std::string single_line_escaped(std::string_view raw);
/// The same without escapes, for what is no cell or will be one.
[[nodiscard]] std::string single_line(std::string_view raw);

/// The first `units` UTF-16 units at most; never ends inside a code point or before a mark that
/// belongs to the last letter.
[[nodiscard]] std::string_view truncate_utf16(std::string_view text, std::size_t units);

[[nodiscard]] std::string escape_xml(std::string_view text);
/// XML readers may drop spaces at the edges unless they are told not to.
[[nodiscard]] bool needs_space_preserve(std::string_view text);

}  // namespace workbook
