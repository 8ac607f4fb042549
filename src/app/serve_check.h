#pragma once

#include "app/finding.h"
#include "app/settings.h"
#include "base/time.h"

namespace app {

enum class SourceProbes { kYes, kNo };

/// Whether a server can start with the settings, as this user: addresses, certificate, data folder
/// and catalogue. An error is what it would refuse to start with; a warning, what goes wrong later,
/// such as a source that does not answer or a data model that is left out. Opens no database but
/// those of sources, and changes nothing. With kYes it waits up to ten seconds for the sources.
[[nodiscard]] Findings check_serve_settings(const ServeSettings& settings, const base::Clock& clock,
                                            SourceProbes probes);

}  // namespace app
