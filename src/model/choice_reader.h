#pragma once

#include <vector>

#include "model/choice.h"
#include "model/reader/json_reader.h"

namespace model {

/// A list of `{"value", "label"}`, of at least one, no value twice; a bare text is both.
[[nodiscard]] std::vector<Choice> read_choices(const JsonReader& node);

}  // namespace model
