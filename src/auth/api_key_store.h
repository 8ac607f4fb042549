#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/api_key.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"

namespace auth {

/// The table of API keys. A key is "gbi_", 256 random bits and a checksum that detects typing
/// errors; only its SHA-256 is stored, and each change is in the audit. Thread-safe, but not to be
/// called from within a database::Writer::Work.
class ApiKeyStore {
 public:
  struct Created {
    ApiKey key;
    std::string secret;  // what the caller presents; it cannot be shown again
  };

  /// Who changes keys over the API, for the audit. The command line has none.
  struct Administrator {
    base::KeyId key;
    std::string peer;
    std::string request_id;
    std::optional<base::Time> latest_expiry = {};  // of the keys that it makes
  };

  /// What became of a change over the API.
  enum class Outcome {
    kDone,
    kNotFound,   // or ended before
    kLastAdmin,  // refused: no key of the organization would have the scope admin for as long
  };

  struct Rotation {
    Outcome outcome = Outcome::kNotFound;
    std::optional<Created> created = {};  // if it is done
  };

  struct AuthResult {
    std::optional<ApiKey> key;  // live or not
    bool is_live = false;
  };

  /// `actor` is the user who changes keys, for the audit.
  ApiKeyStore(database::Writer& writer, database::ReadConnectionPool& readers,
              const base::Clock& clock, std::string actor = {});

  [[nodiscard]] Created create(const KeyGrant& grant, const std::optional<Administrator>& by = {});
  /// A new key with the same rights; the old one expires after `overlap`, so that callers can
  /// switch. The new one expires after `life` (0: never); when that is absent, after the lifetime
  /// that the old one was created with. Returns nothing if there is no such key, or it is not live.
  [[nodiscard]] std::optional<Created> rotate(const base::KeyId& id, std::chrono::seconds overlap,
                                              std::optional<std::chrono::seconds> life = {});
  /// The same, but refuses an earlier end for the last key with the scope admin.
  [[nodiscard]] Rotation rotate_unless_last_admin(const base::KeyId& id,
                                                  std::chrono::seconds overlap,
                                                  std::optional<std::chrono::seconds> life,
                                                  const Administrator& by);
  /// The key that replaced this one in a rotation.
  [[nodiscard]] std::optional<base::KeyId> successor(const base::KeyId& id);
  /// False when there is no such key, or it was revoked before. Applies from the next request on.
  [[nodiscard]] bool revoke(const base::KeyId& id);
  /// The same, but keeps the last live key with the scope admin of its organization.
  [[nodiscard]] Outcome revoke_unless_last_admin(const base::KeyId& id, const Administrator& by);
  /// Oldest first.
  [[nodiscard]] std::vector<ApiKey> list();

  /// Live or not. Throws base::Error for an unknown id.
  [[nodiscard]] ApiKey require(const base::KeyId& id);
  /// Live or not.
  [[nodiscard]] std::optional<ApiKey> find(const base::KeyId& id);
  /// The key, or the newest that came after it in rotations if it has expired. A revoked key has no
  /// successor here: its revocation ends all that began with it.
  [[nodiscard]] std::optional<ApiKey> find_rotated(const base::KeyId& id);
  /// The newest live key that came after it in rotations, or the key itself, live or not. A revoked
  /// key has no successor here.
  [[nodiscard]] std::optional<ApiKey> find_newest(const base::KeyId& id);
  /// The key and all others of its lineage; empty for an unknown one.
  [[nodiscard]] std::vector<base::KeyId> rotations(const base::KeyId& id);
  /// Absent for malformed, unknown, expired and revoked keys, which the caller cannot tell apart,
  /// not even by the time that the call takes. Records the use of a live key, once a minute,
  /// without waiting for that to be durable.
  [[nodiscard]] std::optional<ApiKey> find_live(std::string_view presented);
  /// The same, but says which key has expired or was revoked.
  [[nodiscard]] AuthResult authenticate(std::string_view presented);

 private:
  [[nodiscard]] Rotation rotate(const base::KeyId& id, std::chrono::seconds overlap,
                                std::optional<std::chrono::seconds> life,
                                const std::optional<Administrator>& by);
  void record_use(const ApiKey& key, base::Time now);

  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  const std::string actor_;

  std::mutex mutex_;
  std::map<base::KeyId, base::Time> last_recorded_use_;  // protected by mutex_
};

/// Checks the form and the checksum, which detects typing errors only.
[[nodiscard]] bool is_well_formed(std::string_view key);

}  // namespace auth
