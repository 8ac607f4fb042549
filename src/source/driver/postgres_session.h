#pragma once

#include <memory>
#include <stop_token>

#include "base/log.h"
#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// Opens a connection to a source's PostgreSQL server; queries run in read-only transactions. The
/// server's notices go to the log, where there is one.
[[nodiscard]] std::unique_ptr<Session> postgres_session(const model::SourceDefinition& definition,
                                                        const std::stop_token& stop,
                                                        base::Log* log);

}  // namespace source
