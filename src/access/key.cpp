#include "access/key.h"

namespace access_control {

std::string_view name(Scope scope) { return scope == Scope::kSubmit ? "submit" : "read"; }

std::optional<Scope> scope_of(std::string_view text) {
  for (const Scope scope : {Scope::kSubmit, Scope::kRead}) {
    if (text == name(scope)) return scope;
  }
  return std::nullopt;
}

}  // namespace access_control
