#pragma once

#include <cstdint>

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

}  // namespace source
