#pragma once

#include "app/settings.h"
#include "json/value.h"

namespace app {

/// The `params` of a request, built from the command line in the form that callers send over HTTP.
/// Throws base::Error if a parameter is not KEY=VALUE or the query is not JSON.
[[nodiscard]] json::Value request_params(const RenderSettings& settings);

}  // namespace app
