#pragma once

#include "app/settings.h"

namespace app {

/// How the server faces the network. Throws base::Error for an address that is none, and for a
/// public one that is not made safe: links must name it as callers do, and keys must not cross the
/// network in the clear unless that was said.
[[nodiscard]] server::Settings server_settings(const ServeSettings& settings);

}  // namespace app
