#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace model {

/// Who asks, when, and what an API key narrows that to. A value.
struct Caller {
  base::OrganizationUid organization = {};
  std::string key_label = {};  // empty without a key
  base::Time now = {};
  std::vector<std::string> models = {};  // uids; a "*" at the end stands for any ending; none: all
  bool includes_sub_organizations = true;  // data of organizations below its own
};

}  // namespace model
