#pragma once

#include <string>
#include <string_view>

#include "app/settings.h"
#include "json/value.h"

namespace app {

/// The `params` of a request, built from the command line in the form that callers send over HTTP.
/// Throws base::Error if a parameter is not KEY=VALUE or the query is not JSON.
[[nodiscard]] json::Value request_params(const RenderSettings& settings);

/// The argument of the command line that a path in such a request comes from: "--parameter period"
/// for "params.parameters[0].value".
[[nodiscard]] std::string to_argument(std::string_view path, const json::Value& params);

}  // namespace app
