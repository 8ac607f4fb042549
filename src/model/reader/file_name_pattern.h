#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/definition/data_model.h"
#include "model/reader/json_reader.h"

namespace model {

/// Adds an error for each placeholder of the data model's `fileName` that does not name one of its
/// parameters, as "{status}", "{period.from}" and "{period.to}" do.
void check_file_name(const JsonReader& node, const DataModel& model);

/// Replaces each placeholder of the pattern. `replacement` is called with it, without the braces.
[[nodiscard]] std::string fill_placeholders(
    std::string_view pattern, const std::function<std::string(std::string_view)>& replacement);

}  // namespace model
