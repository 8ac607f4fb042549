#pragma once

#include <optional>

#include "base/phrase.h"

namespace server {

/// What a source did when it was asked last.
struct SourceState {
  bool answers = true;
  std::optional<base::Phrase> reason;  // of its silence, where it is known
};

}  // namespace server
