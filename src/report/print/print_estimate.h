#pragma once

#include <optional>

#include "base/message.h"
#include "model/definition/data_model.h"

namespace report {

/// A warning if the reports of a data model are probably wider than a page, judged without rows: by
/// the titles of the columns and the usual widths of their types.
[[nodiscard]] std::optional<base::Message> wide_print_warning(const model::DataModel& model);

}  // namespace report
