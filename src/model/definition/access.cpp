#include "model/definition/access.h"

#include <algorithm>

namespace model {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
  if (!pattern.ends_with('*')) return pattern == text;
  return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool contains(const std::vector<base::OrganizationUid>& organizations,
              const base::OrganizationUid& organization) {
  return std::ranges::find(organizations, organization) != organizations.end();
}

}  // namespace

bool matches_any(const std::vector<std::string>& patterns, std::string_view text) {
  return std::ranges::any_of(patterns,
                             [&](const std::string& pattern) { return matches(pattern, text); });
}

bool Policy::applies_to(const base::OrganizationUid& organization,
                        std::string_view key_label) const {
  return (organizations.empty() || contains(organizations, organization)) &&
         (keys.empty() || matches_any(keys, key_label));
}

bool Access::is_open_to(const Caller& caller) const {
  return is_open_to(caller.organization) && (keys.empty() || matches_any(keys, caller.key_label));
}

bool Access::is_open_to(const base::OrganizationUid& organization) const {
  return all_organizations || contains(organizations, organization);
}

}  // namespace model
