#pragma once

#include <cstdint>
#include <initializer_list>

#include "model/value/type.h"
#include "source/sql/database_type.h"

namespace source {

/// What values of a column's type are compared as in cells, filters, sorts, groups and policies.
enum class Comparison : std::uint8_t {
  kText,       // exactly, by code points
  kNumber,     // by their value
  kTruth,      // true or false
  kDay,        // a calendar day
  kMoment,     // local time in the report's time zone, to the second
  kTimeOfDay,  // to the second
  kSeconds,    // a duration
};

/// A set of database types.
class DatabaseTypes {
 public:
  constexpr DatabaseTypes(std::initializer_list<DatabaseType> types) {
    for (const DatabaseType type : types) bits_ |= bit(type);
  }
  [[nodiscard]] constexpr bool contains(DatabaseType type) const {
    return (bits_ & bit(type)) != 0;
  }

 private:
  static constexpr std::uint32_t bit(DatabaseType type) {
    return std::uint32_t{1} << static_cast<unsigned>(type);
  }

  std::uint32_t bits_ = 0;
};

/// How a column type's values are compared, and the database types that it accepts; described for
/// authors of data models in assets/docs/types.md. Values of other database types are shown, but
/// not compared.
struct ColumnTraits {
  Comparison comparison;
  DatabaseTypes accepted;
};
[[nodiscard]] const ColumnTraits& traits(model::Type type);

/// Whether the database has a type of its own for these texts: an operand is bound as that type.
[[nodiscard]] bool is_typed_text(DatabaseType type);

}  // namespace source
