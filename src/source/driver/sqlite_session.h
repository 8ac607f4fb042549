#pragma once

#include <memory>
#include <stop_token>

#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// Opens a source's SQLite file read-only. The connection cannot attach other files, change
/// settings or load code.
[[nodiscard]] std::unique_ptr<Session> sqlite_session(const model::SourceDefinition& definition,
                                                      std::stop_token stop);

}  // namespace source
