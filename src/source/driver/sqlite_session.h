#pragma once

#include <memory>
#include <stop_token>

#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// A connection to the SQLite file of a source, read-only and shut in.
[[nodiscard]] std::unique_ptr<Session> sqlite_session(const model::SourceDefinition& definition,
                                                      std::stop_token stop);

}  // namespace source
