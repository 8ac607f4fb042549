#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/value/type.h"
#include "source/driver/libpq.h"
#include "source/sql/database_type.h"

namespace source {

// What PostgreSQL's built-in types are to the rest of the module, by the OID of pg_type.

/// `modifier` is the column's type modifier, which holds the length of a bit(n).
[[nodiscard]] DatabaseType postgres_database_type(Oid type, int modifier);
/// The type of column that a data model would declare; absent for other types.
[[nodiscard]] std::optional<model::Type> postgres_model_type(Oid type);
/// The type's name in SQL; empty for a type that is not listed here.
[[nodiscard]] std::string_view postgres_type_name(Oid type);

/// How the text of a column becomes a cell.
enum class CellFormat : std::uint8_t {
  kPlain,
  kPadded,
  kBits,
  kBytes,
  kWhole,
  kExact,
  kFloating,
  kLocalTime
};
[[nodiscard]] CellFormat postgres_cell_format(Oid type);

}  // namespace source
