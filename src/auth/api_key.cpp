#include "auth/api_key.h"

#include <algorithm>
#include <array>
#include <utility>

namespace auth {
namespace {

constexpr std::array<std::pair<Scope, std::string_view>, 5> kNames{
    {{Scope::kSubmit, "submit"},
     {Scope::kRead, "read"},
     {Scope::kCancel, "cancel"},
     {Scope::kAdmin, "admin"},
     {Scope::kOperator, "operator"}}};

}  // namespace

std::string_view name(Scope scope) {
  return std::ranges::find(kNames, scope, [](const auto& pair) { return pair.first; })->second;
}

std::optional<Scope> parse_scope(std::string_view text) {
  const auto found = std::ranges::find(kNames, text, [](const auto& pair) { return pair.second; });
  return found == kNames.end() ? std::nullopt : std::optional{found->first};
}

}  // namespace auth
