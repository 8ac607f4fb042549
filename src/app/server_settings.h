#pragma once

#include "app/settings.h"

namespace app {

/// The settings of the HTTP server. Throws base::Error for an invalid address, and for a public
/// address without --base-url or without TLS, a trusted proxy or --plain-http: links must name the
/// server as callers do, and keys must not cross the network in the clear by accident.
[[nodiscard]] server::Settings server_settings(const ServeSettings& settings);

}  // namespace app
