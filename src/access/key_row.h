#pragma once

#include <string>

#include "access/key.h"
#include "base/digest.h"
#include "database/statement.h"

namespace access_control {

/// The key of the statement's current row, which has the columns of sql/access/find_key.sql.
[[nodiscard]] Key key_of(const database::Statement& row);

/// Binds all that sql/access/create_key.sql takes.
void bind_key(database::Statement& insert, const Key& key, const base::Sha256& digest);

[[nodiscard]] inline std::string_view view(const base::Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace access_control
