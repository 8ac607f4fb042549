#pragma once

#include <string>
#include <vector>

#include "base/phrase.h"

namespace app {

/// What `doctor` found of one thing.
struct Finding {
  enum class Level { kGood, kWarning, kFault };

  Level level = Level::kGood;
  std::string subject;  // "disk", "source erp"
  base::Phrase words;   // of what is not good, also what to do
};

using Findings = std::vector<Finding>;

}  // namespace app
