#pragma once

#include <optional>

#include "model/node.h"
#include "model/present.h"
#include "model/type.h"
#include "model/value.h"

namespace model {

/// A value of a type, exactly as written: a number or digits (Arabic-Indic ones too), true or
/// false, "2026-01-31", `{"from", "to"}`. A date may be any text of one day, and a date range any
/// text of a period, that period_of() knows. A date-time with an offset becomes wall time of the
/// present's zone; where there is none, an offset is an error. Errors say how to write the value;
/// then nothing is returned.
[[nodiscard]] std::optional<Value> read_value(const Node& node, Type type, const Present& present);

/// The same for what a filter compares a column of the type with: a date or a date-time may be a
/// period of whole days, too, then a DateRange, and a column of addresses holds other texts, too.
[[nodiscard]] std::optional<Value> read_operand(const Node& node, Type type,
                                                const Present& present);

}  // namespace model
