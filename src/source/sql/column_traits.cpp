#include "source/sql/column_traits.h"

namespace source {
namespace {

using D = DatabaseType;

constexpr ColumnTraits kText{Comparison::kText,
                             {D::kDynamic, D::kText, D::kPaddedText, D::kInteger, D::kUuid,
                              D::kInet, D::kCidr, D::kMacaddr, D::kMacaddr8}};
constexpr ColumnTraits kNumber{
    Comparison::kNumber, {D::kDynamic, D::kInteger, D::kNumeric, D::kFloat4, D::kFloat8, D::kBits}};
constexpr ColumnTraits kTruth{Comparison::kTruth, {D::kDynamic, D::kBoolean, D::kBit, D::kInteger}};
constexpr ColumnTraits kDay{Comparison::kDay,
                            {D::kDynamic, D::kDate, D::kTimestamp, D::kTimestampWithZone}};
constexpr ColumnTraits kMoment{Comparison::kMoment,
                               {D::kDynamic, D::kDate, D::kTimestamp, D::kTimestampWithZone}};
constexpr ColumnTraits kTimeOfDay{Comparison::kTimeOfDay, {D::kDynamic, D::kTime, D::kInterval}};
constexpr ColumnTraits kSeconds{
    Comparison::kSeconds,
    {D::kDynamic, D::kTime, D::kInterval, D::kInteger, D::kNumeric, D::kFloat4, D::kFloat8}};

}  // namespace

const ColumnTraits& traits(model::Type type) {
  switch (type) {
    case model::Type::kString:
    case model::Type::kText:
    case model::Type::kUrl:
    case model::Type::kEnum:
      return kText;
    case model::Type::kInteger:
    case model::Type::kDecimal:
    case model::Type::kMoney:
    case model::Type::kPercent:
      return kNumber;
    case model::Type::kBoolean:
      return kTruth;
    case model::Type::kDate:
    case model::Type::kDateRange:  // parameters only
      return kDay;
    case model::Type::kDateTime:
      return kMoment;
    case model::Type::kTime:
      return kTimeOfDay;
    case model::Type::kDuration:
      return kSeconds;
  }
  return kText;
}

bool is_typed_text(DatabaseType type) {
  switch (type) {
    case D::kUuid:
    case D::kInet:
    case D::kCidr:
    case D::kMacaddr:
    case D::kMacaddr8:
      return true;
    case D::kInteger:
    case D::kNumeric:
    case D::kFloat4:
    case D::kFloat8:
    case D::kDynamic:
    case D::kText:
    case D::kPaddedText:
    case D::kBoolean:
    case D::kBit:
    case D::kBits:
    case D::kDate:
    case D::kTimestamp:
    case D::kTimestampWithZone:
    case D::kTime:
    case D::kInterval:
    case D::kOther:
      break;
  }
  return false;
}

}  // namespace source
