#pragma once

#include <filesystem>
#include <string>

#include "auth/api_key_store.h"
#include "auth/audit.h"
#include "auth/download_links.h"
#include "auth/session_store.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "worker/data_directory.h"

namespace app {

/// The user who runs the command, in the audit's form: "user:NAME".
[[nodiscard]] std::string audit_actor();

/// Keys, link keys and audit of a data directory, for the commands that manage them; a server may
/// be running on it. Not thread-safe.
struct AuthTables {
  /// Creates the data directory and its database if they are missing. Becomes their owner for
  /// good: see become_owner().
  explicit AuthTables(const std::filesystem::path& data, std::string user = audit_actor());

  base::SystemClock clock;
  const std::string actor;  // who ran the command, before the process became another user
  worker::DataDirectory directory;
  database::Writer writer;
  database::ReadConnectionPool read_pool;
  auth::ApiKeyStore keys;
  auth::SessionStore sessions;
  auth::DownloadLinks download_links;
  auth::Audit audit;
};

/// Throws base::Error if the directory holds no database. AuthTables would create one, so that a
/// mistyped path would look like a server without keys.
void require_database(const std::filesystem::path& data);

}  // namespace app
