#pragma once

#include <optional>
#include <string_view>

#include "model/node.h"
#include "model/type.h"
#include "model/value.h"

namespace model {

/// A value of a type, exactly as written: a number or digits (Arabic-Indic ones too), true or
/// false, "2026-01-31", `{"from", "to"}`. A date-time with an offset becomes wall time of
/// `time_zone`, an IANA name; where that is empty, an offset is a fault. Faults say how to write
/// the value; then nothing is returned.
[[nodiscard]] std::optional<Value> read_value(const Node& node, Type type,
                                              std::string_view time_zone);

}  // namespace model
