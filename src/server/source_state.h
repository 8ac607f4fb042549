#pragma once

#include <optional>

#include "base/message.h"

namespace server {

/// What a source did when it was asked last.
struct SourceState {
  bool is_reachable = true;
  std::optional<base::Message> reason;  // of its silence, where it is known
};

}  // namespace server
