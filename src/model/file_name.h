#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/data_model.h"
#include "model/node.h"

namespace model {

/// An error for each placeholder of the data model's `fileName` that is none of its parameters:
/// "{status}", "{period.from}", "{period.to}".
void check_file_name(const Node& node, const DataModel& model);

/// The pattern with each placeholder, given without braces, replaced by its text.
[[nodiscard]] std::string filled(std::string_view pattern,
                                 const std::function<std::string(std::string_view)>& text_of);

}  // namespace model
