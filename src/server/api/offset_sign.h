#pragma once

#include <string>

namespace server {

/// A moment of a query string. Whoever does not encode the "+" of its offset sends a blank
/// ("2026-01-01T00:00:00 03:00"), which becomes "+" again; any other text stays as it is.
[[nodiscard]] std::string restore_offset_sign(std::string text);

}  // namespace server
