#pragma once

#include <optional>
#include <span>
#include <string>

#include "model/definition/parameter.h"
#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"
#include "model/value/type.h"
#include "model/value/value.h"

namespace model {

/// Reads a value of a type: a number or a text of digits (Arabic-Indic ones, too), true or false,
/// "2026-01-31", `{"from", "to"}`. A date may be any period of one day that parse_period() accepts,
/// a date range any period. A date-time with an offset becomes local time of the context's zone;
/// without a zone, an offset is an error. Absent, with an error that says how to write the value,
/// if it does not fit.
[[nodiscard]] std::optional<Value> read_value(const JsonReader& node, Type type,
                                              const EvaluationContext& context);

/// Reads a value that a filter compares with a column of the type. In addition, a date or date-time
/// may be a period of whole days, which becomes a DateRange, and a url may be any text.
[[nodiscard]] std::optional<Value> read_operand(const JsonReader& node, Type type,
                                                const EvaluationContext& context);

/// The values of an enum as "a, b, c", for a message; of many, the first ones.
[[nodiscard]] std::string choice_list(std::span<const Choice> choices);

}  // namespace model
