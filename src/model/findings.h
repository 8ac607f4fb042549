#pragma once

#include <vector>

#include "base/phrase.h"

namespace model {

/// What a reading found besides its result.
struct Findings {
  std::vector<base::Fault> faults;
  std::vector<base::Fault> warnings;
};

}  // namespace model
