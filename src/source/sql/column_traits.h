#pragma once

#include <cstdint>
#include <initializer_list>

#include "model/value/type.h"
#include "source/sql/database_type.h"

namespace source {

/// What values of a column's type are compared as, by cells, filters, sorts, groups and policies.
enum class Comparison : std::uint8_t {
  kText,       // exactly, by code points
  kNumber,     // by value
  kTruth,      // yes or no
  kDay,        // of the calendar
  kMoment,     // of the clock in the report's time zone, to the second
  kTimeOfDay,  // to the second
  kSeconds,    // of a duration
};

/// A set of types of databases.
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

/// The one table of what a column's type means to its values (assets/docs/types.md says it to
/// authors of data models). Values of other database types are shown, but not compared.
struct ColumnTraits {
  Comparison comparison;
  DatabaseTypes accepted;
};
[[nodiscard]] const ColumnTraits& traits(model::Type type);

/// Texts that the database compares by a type of their own: an operand is bound as that type.
[[nodiscard]] bool is_typed_text(DatabaseType type);

}  // namespace source
