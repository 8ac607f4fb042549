#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/definition/parameter.h"
#include "model/definition/sql_syntax.h"
#include "model/reader/json_reader.h"

namespace model {

/// The key under which callers send instance ids; no parameter has it.
inline constexpr std::string_view kInstanceIdsKey = "instanceIds";

/// A list of at least one `{"value", "label"}`, each value once. A bare text is both.
[[nodiscard]] std::vector<Choice> read_choices(const JsonReader& node);

/// An element of a data model's `parameters`; without a dialect its SQL is not read. With errors
/// the result is of no use.
[[nodiscard]] Parameter read_parameter(const JsonReader& node, std::optional<SqlDialect> dialect);

}  // namespace model
