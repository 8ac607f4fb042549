#pragma once

#include <string>

#include "language/language.h"

namespace model {

/// One of the values of an enum, and what people read for it.
struct Choice {
  std::string value;
  language::Localized label;
};

}  // namespace model
