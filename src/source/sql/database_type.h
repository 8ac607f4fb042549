#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace source {

/// What a database says that a result's column is, as far as comparisons have to know it.
enum class DatabaseType : std::uint8_t {
  kDynamic,     // any value may be anything: SQLite
  kText,        // character types of any length, citext, database enums
  kPaddedText,  // char(n), whose trailing spaces say nothing
  kInteger,
  kNumeric,
  kFloat4,
  kFloat8,
  kBoolean,
  kBit,   // of one bit
  kBits,  // of several
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
  kOther,  // bytes, documents, arrays, money with a currency's sign and all else
};

/// A text as PostgreSQL writes a value of one of its types that texts stand for: UUIDs and
/// addresses of networks and cards (PostgreSQL's manual, 8.9 and 8.12). "{550E8400-...}" is
/// "550e8400-...". Absent where the type cannot read it; other types take every text as it is.
[[nodiscard]] std::optional<std::string> canonical_text(DatabaseType type, std::string_view text);

}  // namespace source
