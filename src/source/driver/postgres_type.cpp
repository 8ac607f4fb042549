#include "source/driver/postgres_type.h"

#include <array>
#include <utility>

namespace source {
namespace {

using model::Type;

// From PostgreSQL's pg_type.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kChar = 18;
constexpr Oid kName = 19;
constexpr Oid kOid = 26;
constexpr Oid kCidr = 650;
constexpr Oid kFloat4 = 700;
constexpr Oid kFloat8 = 701;
constexpr Oid kUnknown = 705;
constexpr Oid kMacaddr8 = 774;
constexpr Oid kMoney = 790;
constexpr Oid kMacaddr = 829;
constexpr Oid kInet = 869;
constexpr Oid kBpchar = 1042;
constexpr Oid kVarchar = 1043;
constexpr Oid kDate = 1082;
constexpr Oid kTime = 1083;
constexpr Oid kTimestamp = 1114;
constexpr Oid kTimestamptz = 1184;
constexpr Oid kInterval = 1186;
constexpr Oid kTimetz = 1266;
constexpr Oid kBit = 1560;
constexpr Oid kVarbit = 1562;
constexpr Oid kNumeric = 1700;
constexpr Oid kUuid = 2950;

}  // namespace

DatabaseType postgres_database_type(Oid type, int modifier) {
  constexpr int kBitsOfNumber = 64;
  switch (type) {
    case kBool:
      return DatabaseType::kBoolean;
    case kBit:
      if (modifier == 1) return DatabaseType::kBit;
      return modifier < kBitsOfNumber ? DatabaseType::kBits : DatabaseType::kOther;
    case kInt2:
    case kInt4:
    case kInt8:
      return DatabaseType::kInteger;
    case kOid:  // has no comparison with other numbers; cast as bits are
      return DatabaseType::kBits;
    case kNumeric:
      return DatabaseType::kNumeric;
    case kFloat4:
      return DatabaseType::kFloat4;
    case kFloat8:
      return DatabaseType::kFloat8;
    case kDate:
      return DatabaseType::kDate;
    case kTimestamp:
      return DatabaseType::kTimestamp;
    case kTimestamptz:
      return DatabaseType::kTimestampWithZone;
    case kTime:
      return DatabaseType::kTime;
    case kInterval:
      return DatabaseType::kInterval;
    case kChar:
    case kName:
    case kText:
    case kVarchar:
    case kUnknown:
      return DatabaseType::kText;
    case kBpchar:
      return DatabaseType::kPaddedText;
    case kUuid:
      return DatabaseType::kUuid;
    case kInet:
      return DatabaseType::kInet;
    case kCidr:
      return DatabaseType::kCidr;
    case kMacaddr:
      return DatabaseType::kMacaddr;
    case kMacaddr8:
      return DatabaseType::kMacaddr8;
    default:
      return DatabaseType::kOther;
  }
}

std::optional<Type> postgres_model_type(Oid type) {
  switch (type) {
    case kBool:
      return Type::kBoolean;
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kBit:
    case kVarbit:
      return Type::kInteger;
    case kFloat4:
    case kFloat8:
    case kNumeric:
      return Type::kDecimal;
    case kDate:
      return Type::kDate;
    case kTime:
      return Type::kTime;
    case kTimestamp:
    case kTimestamptz:
      return Type::kDateTime;
    case kInterval:
      return Type::kDuration;
    case kText:
    case kVarchar:
    case kBpchar:
    case kUuid:
    case kMoney:   // has a currency symbol
    case kTimetz:  // has a zone of its own
      return Type::kString;
    default:
      return std::nullopt;
  }
}

std::string_view postgres_type_name(Oid type) {
  constexpr std::array<std::pair<Oid, std::string_view>, 22> kNames{
      {{kBool, "boolean"},
       {kBytea, "bytea"},
       {kBit, "bit"},
       {kVarbit, "bit varying"},
       {kInt8, "bigint"},
       {kInt2, "smallint"},
       {kInt4, "integer"},
       {kText, "text"},
       {kOid, "oid"},
       {kFloat4, "real"},
       {kFloat8, "double precision"},
       {kMoney, "money"},
       {kBpchar, "character"},
       {kVarchar, "character varying"},
       {kDate, "date"},
       {kTime, "time"},
       {kTimestamp, "timestamp"},
       {kTimestamptz, "timestamp with time zone"},
       {kInterval, "interval"},
       {kTimetz, "time with time zone"},
       {kNumeric, "numeric"},
       {kUuid, "uuid"}}};
  for (const auto& [oid, name] : kNames) {
    if (oid == type) return name;
  }
  return "";
}

CellFormat postgres_cell_format(Oid type) {
  switch (type) {
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return CellFormat::kWhole;
    case kNumeric:
      return CellFormat::kExact;
    case kFloat4:
    case kFloat8:
      return CellFormat::kFloating;
    case kTimestamptz:
      return CellFormat::kLocalTime;
    case kBpchar:
      return CellFormat::kPadded;
    case kBytea:
      return CellFormat::kBytes;
    case kBit:
    case kVarbit:
      return CellFormat::kBits;
    default:
      return CellFormat::kPlain;
  }
}

}  // namespace source
