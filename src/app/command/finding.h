#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/message.h"

namespace app {

/// One line of the result of `doctor`.
struct Finding {
  enum class Level { kGood, kWarning, kError };

  Level level = Level::kGood;
  std::string subject;    // "disk", "source erp"
  base::Message message;  // for a warning or an error, also what to do
};

using Findings = std::vector<Finding>;

/// The number of pending and running jobs of each data model.
using WaitingJobs = std::map<std::string, std::int64_t, std::less<>>;

}  // namespace app
