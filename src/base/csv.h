#pragma once

#include <string>
#include <string_view>

namespace base {

/// The text as a quoted field of a CSV file (RFC 4180). What a spreadsheet would evaluate as a
/// formula gets an apostrophe.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace base
