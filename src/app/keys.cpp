#include <iostream>

#include "access/keys.h"
#include "app/commands.h"
#include "app/migrations.h"
#include "base/error.h"
#include "worker/data_directory.h"

namespace app {
namespace {

using access_control::Key;
using access_control::Scope;

/// The table of keys of a data directory, beside a running server or without one.
struct KeyTable {
  explicit KeyTable(const std::filesystem::path& data)
      : directory(data),
        writer(directory.database(), migrations()),
        readers(directory.database()),
        keys(writer, readers, clock) {}

  base::SystemClock clock;
  worker::DataDirectory directory;
  database::Writer writer;
  database::Readers readers;
  access_control::Keys keys;
};

/// A mistyped folder would be made, and look like one without keys.
void require_database(const std::filesystem::path& data) {
  if (!std::filesystem::exists(worker::DataDirectory(data).database())) {
    throw base::Error("--data " + data.string() + ": there is no database of a server in it");
  }
}

std::set<Scope> scopes_of(const std::vector<std::string>& names) {
  std::set<Scope> scopes;
  for (const std::string& name : names) {
    const auto scope = access_control::scope_of(name);
    if (!scope) throw base::Error("--scopes " + name + ": no such scope");
    scopes.insert(*scope);
  }
  return scopes;
}

std::string state_of(const Key& key, base::Time now) {
  if (key.revoked_at) return "revoked " + base::rfc3339(*key.revoked_at);
  if (!key.expires_at) return "valid";
  return (*key.expires_at <= now ? "expired " : "valid until ") + base::rfc3339(*key.expires_at);
}

}  // namespace

int create_key(const KeySettings& settings) {
  KeyTable table(settings.data);
  std::optional<base::Time> expires_at;
  if (settings.days > 0) expires_at = table.clock.now() + std::chrono::days{settings.days};
  const auto created = table.keys.create(base::OrganizationUid{settings.organization},
                                         settings.label, scopes_of(settings.scopes), expires_at);
  std::cerr << "Key " << created.key.id.text() << " of organization " << settings.organization
            << ". Keep it now: it cannot be shown again.\n";
  std::cout << created.secret << "\n";
  return 0;
}

int list_keys(const KeySettings& settings) {
  require_database(settings.data);
  KeyTable table(settings.data);
  for (const Key& key : table.keys.list()) {
    std::cout << key.id.text() << "\t" << key.organization.text() << "\t";
    const char* comma = "";
    for (const Scope scope : key.scopes) {
      std::cout << comma << access_control::name(scope);
      comma = ",";
    }
    std::cout << "\t" << state_of(key, table.clock.now()) << "\t" << key.label << "\n";
  }
  return 0;
}

int revoke_key(const KeySettings& settings) {
  require_database(settings.data);
  KeyTable table(settings.data);
  if (!table.keys.revoke(base::KeyId{settings.id})) {
    throw base::Error("key " + settings.id +
                      ": there is no such key, or it was revoked before; see `key list`");
  }
  return 0;
}

}  // namespace app
