#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace model {

/// Who sends a request, when, and the restrictions of its API key. A value.
struct Caller {
  base::OrganizationUid organization = {};
  std::string key_label = {};  // empty without a key
  base::Time now = {};
  std::vector<std::string> models = {};  // uids; a "*" at the end matches any suffix; empty: all
  bool includes_sub_organizations =
      true;  // whether it may request the data of organizations below its own
};

}  // namespace model
