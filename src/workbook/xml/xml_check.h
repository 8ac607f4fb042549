#pragma once

#include <string_view>

namespace workbook {

/// The text is one whole XML element behind an optional declaration: tags are closed in order,
/// attributes quoted, references known, bytes UTF-8. Enough to notice a part that a full disk cut
/// off or a hostile text broke; not a validating reader.
[[nodiscard]] bool is_well_formed(std::string_view xml);

}  // namespace workbook
