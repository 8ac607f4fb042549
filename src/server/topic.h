#pragma once

#include <string>

#include "base/id.h"

namespace server {

// What a request may wait for (Suspension::topic).

/// Changes of one job.
[[nodiscard]] inline std::string topic_for(const base::JobId& job) { return "job " + job.text(); }
/// Changes of any of an organization's jobs.
[[nodiscard]] inline std::string topic_for(const base::OrganizationUid& organization) {
  return "organization " + organization.text();
}

}  // namespace server
