#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/definition/parameter.h"
#include "model/definition/sql_syntax.h"
#include "model/reader/json_reader.h"

namespace model {

/// The reserved key with which requests send instance ids.
inline constexpr std::string_view kInstanceIdsKey = "instanceIds";

/// Reads a list of one or more `{"value", "label"}`, each value once. A bare text is both.
[[nodiscard]] std::vector<Choice> read_choices(const JsonReader& node);

/// Reads an element of a data model's `parameters`. Without a dialect its SQL is not read. With
/// errors the result must not be used.
[[nodiscard]] Parameter read_parameter(const JsonReader& node, std::optional<SqlDialect> dialect);

}  // namespace model
