#pragma once

#include <vector>

#include "base/message.h"

namespace model {

/// Errors and warnings that a reader collects beside its result. A value.
struct Diagnostics {
  std::vector<base::Diagnostic> errors;
  std::vector<base::Diagnostic> warnings;
};

}  // namespace model
