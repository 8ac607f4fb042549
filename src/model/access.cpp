#include "model/access.h"

#include <algorithm>

namespace model {
namespace {

bool is_meant(std::string_view pattern, std::string_view text) {
  if (!pattern.ends_with('*')) return pattern == text;
  return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool holds(const std::vector<base::OrganizationUid>& organizations,
           const base::OrganizationUid& organization) {
  return std::ranges::find(organizations, organization) != organizations.end();
}

}  // namespace

bool fits_any(const std::vector<std::string>& patterns, std::string_view text) {
  return std::ranges::any_of(patterns,
                             [&](const std::string& pattern) { return is_meant(pattern, text); });
}

bool Policy::is_for(const base::OrganizationUid& organization, std::string_view key_label) const {
  return (organizations.empty() || holds(organizations, organization)) &&
         (keys.empty() || fits_any(keys, key_label));
}

bool Access::is_open_to(const Caller& caller) const {
  return is_open_to(caller.organization) && (keys.empty() || fits_any(keys, caller.key_label));
}

bool Access::is_open_to(const base::OrganizationUid& organization) const {
  return all_organizations || holds(organizations, organization);
}

}  // namespace model
