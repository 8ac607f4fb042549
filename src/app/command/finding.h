#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/message.h"

namespace app {

/// What `doctor` found of one thing.
struct Finding {
  enum class Level { kGood, kWarning, kError };

  Level level = Level::kGood;
  std::string subject;    // "disk", "source erp"
  base::Message message;  // of what is not good, also what to do
};

using Findings = std::vector<Finding>;

/// How many jobs of each data model have not ended.
using WaitingJobs = std::map<std::string, std::int64_t, std::less<>>;

}  // namespace app
