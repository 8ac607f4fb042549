#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/key.h"
#include "base/time.h"
#include "database/readers.h"
#include "database/writer.h"

namespace access_control {

/// The table of API keys. A key is "gbi_", 256 random bits and a checksum that finds typing errors;
/// only its SHA-256 is kept. Any thread but the writer's.
class Keys {
 public:
  struct Created {
    Key key;
    std::string secret;  // what the caller presents; nobody can show it again
  };

  Keys(database::Writer& writer, database::Readers& readers, const base::Clock& clock);

  [[nodiscard]] Created create(const base::OrganizationUid& organization, const std::string& label,
                               const std::set<Scope>& scopes,
                               const std::optional<base::Time>& expires_at = std::nullopt);
  /// All of them, the oldest first.
  [[nodiscard]] std::vector<Key> list();
  /// False where there is no such key, or it was revoked before. In force with the next request.
  [[nodiscard]] bool revoke(const base::KeyId& id);

  /// Absent for what is no key, unknown, expired or revoked: alike to the caller, also in time.
  [[nodiscard]] std::optional<Key> authenticate(std::string_view presented);

 private:
  database::Writer& writer_;
  database::Readers& readers_;
  const base::Clock& clock_;
};

}  // namespace access_control
