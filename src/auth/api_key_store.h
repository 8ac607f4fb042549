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

/// The table of API keys. A key is "gbi_", 256 random bits and a checksum that finds typing errors;
/// only its SHA-256 is kept. Each change is in the audit. Any thread but the writer's.
class ApiKeyStore {
 public:
  struct Created {
    ApiKey key;
    std::string secret;  // what the caller presents; nobody can show it again
  };

  struct AuthResult {
    std::optional<ApiKey> key;  // live or not
    bool is_live = false;
  };

  /// `actor` is who changes the keys, as the audit has it.
  ApiKeyStore(database::Writer& writer, database::ReadConnectionPool& readers,
              const base::Clock& clock, std::string actor = {});

  [[nodiscard]] Created create(const KeyGrant& grant);
  /// A new key for the same; the old one lives on for `overlap`, so that callers can change over.
  /// The new one lives for `life` (0: for ever), or, where that is absent, as long from now as the
  /// old one was made for. Absent where there is no such key, or it is not live.
  [[nodiscard]] std::optional<Created> rotate(const base::KeyId& id, std::chrono::seconds overlap,
                                              std::optional<std::chrono::seconds> life = {});
  /// The key that a rotation has made of this one.
  [[nodiscard]] std::optional<base::KeyId> successor(const base::KeyId& id);
  /// False where there is no such key, or it was revoked before. In force with the next request.
  [[nodiscard]] bool revoke(const base::KeyId& id);
  /// All of them, the oldest first.
  [[nodiscard]] std::vector<ApiKey> list();

  /// Live or not. Throws where there is none of that id.
  [[nodiscard]] ApiKey require(const base::KeyId& id);
  /// Live or not; absent where there is none of that id.
  [[nodiscard]] std::optional<ApiKey> find(const base::KeyId& id);
  /// Absent for what is no key, unknown, expired or revoked: alike to the caller, also in time.
  /// Records the use of a live one, once a minute, and does not wait for that to be durable.
  [[nodiscard]] std::optional<ApiKey> find_live(std::string_view presented);
  /// The same for who may know which key has ended.
  [[nodiscard]] AuthResult authenticate(std::string_view presented);

 private:
  void record_use(const ApiKey& key, base::Time now);

  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  const std::string actor_;

  std::mutex mutex_;
  std::map<base::KeyId, base::Time> last_recorded_use_;  // protected by mutex_: as recorded last
};

/// Finds typing errors only: how a key is built is no secret.
[[nodiscard]] bool is_well_formed(std::string_view key);

}  // namespace auth
