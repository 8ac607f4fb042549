#pragma once

#include "app/settings.h"
#include "json/value.h"

namespace app {

/// The `params` of a request as the command line says them: the same that a caller sends over HTTP.
/// Throws base::Error where a parameter is not KEY=VALUE or the query is no JSON.
[[nodiscard]] json::Value request_params(const RenderSettings& settings);

}  // namespace app
