#pragma once

#include <memory>
#include <stop_token>

#include "base/log.h"
#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// A connection to the PostgreSQL server of a source; its queries run in read-only transactions.
/// What the server says beside its answers goes to the log, where there is one.
[[nodiscard]] std::unique_ptr<Session> postgres_session(const model::SourceDefinition& definition,
                                                        const std::stop_token& stop,
                                                        base::Log* log);

}  // namespace source
