#pragma once

#include <string>

#include "auth/api_key.h"
#include "base/digest.h"
#include "database/statement.h"

namespace auth {

/// The key of the statement's current row, which has the columns of
/// sql/auth/find_key_by_digest.sql.
[[nodiscard]] ApiKey read_key(const database::Statement& row);

/// Binds all parameters of sql/auth/create_key.sql.
void bind_key(database::Statement& insert, const ApiKey& key, const base::Sha256& digest);

[[nodiscard]] inline std::string_view view(const base::Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace auth
