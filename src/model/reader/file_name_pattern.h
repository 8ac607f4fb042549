#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/definition/data_model.h"
#include "model/reader/json_reader.h"

namespace model {

/// An error for each placeholder of the data model's `fileName` that is none of its parameters:
/// "{status}", "{period.from}", "{period.to}".
void check_file_name(const JsonReader& node, const DataModel& model);

/// The pattern with each placeholder, given without braces, replaced by its text.
[[nodiscard]] std::string fill_placeholders(
    std::string_view pattern, const std::function<std::string(std::string_view)>& replacement);

}  // namespace model
