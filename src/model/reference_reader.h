#pragma once

#include <optional>
#include <string>

#include "model/node.h"

namespace model {

/// A text that a catalogue file may keep elsewhere: written out, or `{"env": "NAME"}` of the
/// process's environment, or `{"file": "/run/secrets/x"}`, whose last line break goes. A fault
/// where there is no such variable or file; it never holds the text.
[[nodiscard]] std::optional<std::string> read_reference(const Node& node);

}  // namespace model
