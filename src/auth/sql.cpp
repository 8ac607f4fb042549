#include "auth/sql.h"

#include <string>

#include "asset/asset.h"

namespace auth {

database::Statement statement(database::Connection& connection, std::string_view name) {
  return connection.prepare(asset::bytes("sql/auth/" + std::string{name} + ".sql"));
}

}  // namespace auth
