#pragma once

#include <string>
#include <string_view>

namespace workbook {

/// A text as a cell may hold it (EXCEL.md 6): well-formed UTF-8 without control characters, bidi
/// embeddings and isolates, U+FFFE and U+FFFF; line ends as LF; 32,767 UTF-16 units and 253 line
/// feeds at most; what Excel would read as an escape ("_x0041_") escaped. Not yet XML.
struct CellText {
  std::string text;
  bool repaired = false;  // something was taken out or replaced (line ends apart)
  bool cut = false;
};
[[nodiscard]] CellText cell_text(std::string_view raw);

/// The text is as cell_text() would give it, and XML has nothing to escape in it either. May say no
/// where a longer look would say yes.
[[nodiscard]] bool is_plain(std::string_view raw);

/// A text on one line, for names and properties: as above, white space folded into single blanks.
[[nodiscard]] std::string line_text(std::string_view raw);
/// The same without escapes, for what is no cell or will be one.
[[nodiscard]] std::string one_line(std::string_view raw);

/// The first `units` UTF-16 units at most; never ends inside a code point or before a mark that
/// belongs to the last letter.
[[nodiscard]] std::string_view cut_to(std::string_view text, std::size_t units);

[[nodiscard]] std::string xml_escaped(std::string_view text);
/// XML readers may drop blanks at the edges unless they are told not to.
[[nodiscard]] bool needs_preserve(std::string_view text);

}  // namespace workbook
