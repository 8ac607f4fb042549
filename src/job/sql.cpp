#include "job/sql.h"

#include <string>

#include "asset/asset.h"

namespace job {

database::Statement statement(database::Connection& connection, std::string_view name) {
  return connection.prepare_cached(asset::bytes("sql/job/" + std::string{name} + ".sql"));
}

}  // namespace job
