#pragma once

#include <vector>

#include "base/message.h"

namespace model {

/// What a reading found besides its result.
struct Diagnostics {
  std::vector<base::Diagnostic> errors;
  std::vector<base::Diagnostic> warnings;
};

}  // namespace model
