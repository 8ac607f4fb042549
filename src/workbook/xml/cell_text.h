#pragma once

#include <string>
#include <string_view>

namespace workbook {

/// A text that a cell may hold: well-formed UTF-8 without control characters, bidi controls (except
/// for those of base::embedding_length), U+FFFE and U+FFFF; line ends as LF; at most 32,767 UTF-16
/// units and 253 line feeds; what Excel would read as an escape ("_x0041_") is escaped. Not yet
/// XML.
struct CellText {
  std::string text;
  bool is_repaired = false;  // something other than line ends was removed or replaced
  bool is_truncated = false;
};
[[nodiscard]] CellText sanitize_cell_text(std::string_view raw);

/// Whether sanitize_cell_text() would return the text unchanged and XML has nothing to escape in
/// it. May return false for a text that a full check would pass.
[[nodiscard]] bool needs_no_escaping(std::string_view raw);

/// A sanitized text on one line, for names and properties: white space is folded into single
/// spaces.
[[nodiscard]] std::string single_line_escaped(std::string_view raw);
/// The same without Excel's escapes, for text that is not a cell or that is sanitized later.
[[nodiscard]] std::string single_line(std::string_view raw);

/// Whether Excel could take the text for a number, a date, a formula or a truth value when a user
/// edits its cell. True for all such texts, and for others with digits or of a rare script.
[[nodiscard]] bool may_be_value(std::string_view text);

[[nodiscard]] std::string escape_xml(std::string_view text);
/// Whether the XML needs xml:space="preserve": readers may drop spaces at the edges without it.
[[nodiscard]] bool needs_space_preserve(std::string_view text);

}  // namespace workbook
