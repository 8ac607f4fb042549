#pragma once

#include <string_view>

namespace workbook {

/// Whether the text is one complete XML element after an optional declaration: tags closed in
/// order, attributes quoted, references known, bytes UTF-8. Detects a part that a full disk
/// truncated or that a hostile text broke; it is not a validating reader.
[[nodiscard]] bool is_well_formed(std::string_view xml);

}  // namespace workbook
