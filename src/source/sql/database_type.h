#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace source {

/// The type that a database reports for a result column, as far as comparisons depend on it.
enum class DatabaseType : std::uint8_t {
  kDynamic,     // SQLite: each value has a type of its own
  kText,        // character types of any length, citext, database enums
  kPaddedText,  // char(n), whose trailing spaces are padding
  kInteger,
  kNumeric,
  kFloat4,
  kFloat8,
  kBoolean,
  kBit,   // one bit
  kBits,  // several bits
  kDate,
  kTimestamp,
  kTimestampWithZone,
  kTime,
  kInterval,
  kUuid,
  kInet,
  kCidr,
  kMacaddr,
  kMacaddr8,
  kOther,  // bytes, documents, arrays, money with a currency symbol and all else
};

/// The canonical text of a UUID, network address or MAC address, as PostgreSQL writes it (its
/// manual, 8.9 and 8.12): "{550E8400-...}" becomes "550e8400-...". Absent where the type cannot
/// read the text. Texts of other types stay as they are.
[[nodiscard]] std::optional<std::string> canonical_text(DatabaseType type, std::string_view text);

}  // namespace source
