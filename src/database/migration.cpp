#include "database/migration.h"

#include <string>

#include "base/error.h"
#include "database/transaction.h"

namespace database {
namespace {

std::int64_t schema_version(Connection& connection) {
  Statement statement = connection.prepare("PRAGMA user_version");
  statement.step();
  return statement.integer(0);
}

}  // namespace

void check_version(Connection& connection, const std::vector<std::string_view>& scripts) {
  const std::int64_t version = schema_version(connection);
  if (version <= static_cast<std::int64_t>(scripts.size())) return;
  throw base::Error("database: version " + std::to_string(version) +
                        " is newer than this program's " + std::to_string(scripts.size()),
                    base::Message{"database.newer"});
}

void migrate(Connection& connection, const std::vector<std::string_view>& scripts,
             const std::filesystem::path& file) {
  check_version(connection, scripts);
  const std::int64_t version = schema_version(connection);
  const auto newest = static_cast<std::int64_t>(scripts.size());
  if (version > 0 && version < newest) {
    connection.vacuum_into(file.string() + ".version-" + std::to_string(version));
  }
  for (std::int64_t next = version; next < newest; ++next) {
    Transaction transaction(connection);
    connection.execute(scripts[static_cast<std::size_t>(next)]);
    connection.execute("PRAGMA user_version = " + std::to_string(next + 1));
    transaction.commit();
  }
}

}  // namespace database
