#pragma once

#include <optional>

#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"
#include "model/value/type.h"
#include "model/value/value.h"

namespace model {

/// A value of a type, exactly as written: a number or digits (Arabic-Indic ones too), true or
/// false, "2026-01-31", `{"from", "to"}`. A date may be any text of one day, and a date range any
/// text of a period, that parse_period() knows. A date-time with an offset becomes local time of
/// the present's zone; where there is none, an offset is an error. Errors say how to write the
/// value; then nothing is returned.
[[nodiscard]] std::optional<Value> read_value(const JsonReader& node, Type type,
                                              const EvaluationContext& context);

/// The same for what a filter compares a column of the type with: a date or a date-time may be a
/// period of whole days, too, then a DateRange, and a column of addresses holds other texts, too.
[[nodiscard]] std::optional<Value> read_operand(const JsonReader& node, Type type,
                                                const EvaluationContext& context);

}  // namespace model
