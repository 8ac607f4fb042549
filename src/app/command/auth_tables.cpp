#include "app/command/auth_tables.h"

#include <pwd.h>
#include <unistd.h>

#include <utility>

#include "app/migrations.h"
#include "app/owner.h"
#include "base/error.h"

namespace app {
namespace {

const std::filesystem::path& as_its_owner(const std::filesystem::path& data) {
  become_owner(data);
  return data;
}

}  // namespace

AuthTables::AuthTables(const std::filesystem::path& data, std::string user)
    : actor(std::move(user)),
      directory(as_its_owner(data)),
      writer(directory.database(), migrations()),
      read_pool(directory.database()),
      keys(writer, read_pool, clock, actor),
      sessions(writer, read_pool, clock, keys),
      download_links(writer, read_pool, clock),
      audit(writer, read_pool, clock) {}

std::string audit_actor() {
  const passwd* entry = ::getpwuid(::getuid());
  return "user:" + (entry == nullptr ? std::to_string(::getuid()) : std::string{entry->pw_name});
}

void require_database(const std::filesystem::path& data) {
  if (!std::filesystem::exists(worker::DataDirectory::database_in(data))) {
    throw base::Error("--data " + data.string() + ": there is no database of a server in it");
  }
}

}  // namespace app
