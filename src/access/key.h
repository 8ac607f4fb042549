#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

/// The module is src/access; POSIX has a function of that name, so the namespace is longer.
namespace access_control {

/// What a key may do.
enum class Scope { kSubmit, kRead };

/// "submit", "read".
[[nodiscard]] std::string_view name(Scope scope);
[[nodiscard]] std::optional<Scope> scope_of(std::string_view name);

/// An API key as the table knows it: all but the key itself.
struct Key {
  base::KeyId id;
  base::OrganizationUid organization;
  std::string label;
  std::set<Scope> scopes;
  base::Time created_at;
  std::optional<base::Time> expires_at;
  std::optional<base::Time> revoked_at;

  [[nodiscard]] bool allows(Scope scope) const { return scopes.contains(scope); }
};

}  // namespace access_control
