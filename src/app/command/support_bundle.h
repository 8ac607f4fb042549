#pragma once

#include <filesystem>

#include "app/finding.h"
#include "app/settings.h"
#include "base/time.h"
#include "language/language.h"
#include "language/message_catalog.h"

namespace app {

/// Writes what a supporter needs to know of an installation as one JSON text, which its user can
/// read before sending it: versions, system, findings, counts, digests of data models, codes of
/// recent failures. It has no secrets, no keys, no rows, no parameters of requests, no SQL and no
/// log; it says how to add that. The file is private to the user and must not exist. Throws
/// base::Error.
void write_support_bundle(const DoctorSettings& settings, const Findings& findings,
                          const language::MessageCatalog& messages, const base::Clock& clock);

}  // namespace app
