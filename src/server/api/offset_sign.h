#pragma once

#include <string>

namespace server {

/// Repairs a date and time of a query string: the "+" of its offset, if not encoded, arrives as a
/// space ("2026-01-01T00:00:00 03:00") and becomes "+" again. Returns any other text unchanged.
[[nodiscard]] std::string restore_offset_sign(std::string text);

}  // namespace server
