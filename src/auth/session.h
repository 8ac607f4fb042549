#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

namespace auth {

using SessionId = base::Id<struct SessionKind>;

/// Why a session ended.
enum class SessionEnd {
  kRevoked,    // its key was revoked
  kExpired,    // its key has expired
  kSignedOut,  // by its person, here or from another device
  kIdle,       // unused for too long
};

/// "revoked", "expired", "signed_out", "idle".
[[nodiscard]] std::string_view name(SessionEnd end);

/// A row of the table of sessions: a person signed in on a device, with the rights of a key. It has
/// everything but the cookie's token. A value.
struct Session {
  SessionId id;
  base::KeyId key;     // with which it began; see ApiKeyStore::find_rotated
  bool stays = false;  // "stay signed in on this device"
  std::string device;  // what the browser says that it is
  base::Time created_at;
  base::Time last_used_at;  // by a person, to the minute
  /// The end without a further use, by the limit at the last one. Absent in older databases.
  std::optional<base::Time> idle_end = {};
  std::optional<base::Time> ended_at = {};
};

}  // namespace auth
