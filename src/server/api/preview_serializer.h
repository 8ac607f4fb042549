#pragma once

#include "json/value.h"
#include "report/preview/preview.h"

namespace server {

/// The `data` of a preview's response.
[[nodiscard]] json::Value to_json(const report::Preview& preview);

}  // namespace server
